import { useMemo, useState } from 'react';
import type { ScenarioId } from '#shared/ids';
import { Button } from '../../components/button';
import { useRemembered, useScenario } from '../../documents/hooks';
import { refusalText } from '../../i18n/refusal-text';
import { useLanguage, useMessage } from '../../i18n/use-language';
import { draftKey, freshDraft } from './draft';
import styles from './quote.module.css';
import { QuoteForm } from './quote-form';
import { QuotePreview } from './quote-preview';
import { QuoteRefusal } from './quote-refusal';
import { useExport, type ExportKind, type ExportState } from './use-export';
import { useQuote } from './use-quote';

/** The offer made from the open scenario's racks: what it says on the left, how it looks on the right. */
export function QuoteScreen() {
  const id = useScenario((scenario) => scenario.id);
  return <QuoteOf key={id} id={id} />;
}

function QuoteOf({ id }: { readonly id: ScenarioId }) {
  const message = useMessage();
  const language = useLanguage();
  const scenario = useScenario((open) => open);
  const [initial] = useState(() => freshDraft(Date.now(), language));
  const [draft, setDraft] = useRemembered(useMemo(() => draftKey(id, initial), [id, initial]));
  const { quote, refusal } = useQuote(scenario, draft);
  const { state, start, cancel } = useExport();
  const save = (as: ExportKind) => start({ of: { ...draft, scenario }, as });
  return (
    <div className={styles.screen}>
      <div className={styles.side}>
        <QuoteForm draft={draft} onChange={setDraft} />
      </div>
      <section className={styles.main} aria-label={message('shell:screenNames.quote')}>
        <div className={styles.bar}>
          <Button kind="primary" icon="export" disabled={!quote} onClick={() => save('pdf')}>
            {message('quote:savePdf')}
          </Button>
          {(['xlsx', 'csv', 'json'] as const).map((as) => (
            <Button key={as} icon="export" disabled={!quote} onClick={() => save(as)}>
              {as.toUpperCase()}
            </Button>
          ))}
          <ExportStatus state={state} onCancel={cancel} />
        </div>
        {refusal && (
          <QuoteRefusal refusal={refusal} onLeaveOut={() => setDraft({ ...draft, unpriced: 'leave-out' })} />
        )}
        {quote && (
          <QuotePreview quote={quote} onIncludeAgain={() => setDraft({ ...draft, unpriced: 'refuse' })} />
        )}
      </section>
    </div>
  );
}

function ExportStatus({ state, onCancel }: { readonly state: ExportState; readonly onCancel: () => void }) {
  const message = useMessage();
  if (state.kind === 'running') {
    return (
      <span className={styles.status} role="status">
        <progress value={state.progress} aria-label={message('quote:writing', { kind: state.as })} />
        <Button kind="quiet" onClick={onCancel}>
          {message('quote:cancel')}
        </Button>
      </span>
    );
  }
  const text =
    state.kind === 'saved'
      ? message('quote:saved', { name: state.name })
      : state.kind === 'refused'
        ? refusalText(state.refusal)
        : '';
  return (
    <span className={styles.status} role="status">
      {text}
    </span>
  );
}
