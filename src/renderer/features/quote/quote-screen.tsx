import { useState } from 'react';
import { type SavedFileJob, useSavedFile } from '#renderer/api/use-saved-file';
import { Button } from '#renderer/components/button';
import page from '#renderer/components/page.module.css';
import { Tabs } from '#renderer/components/tabs';
import { useApi, useScenario } from '#renderer/documents/hooks';
import { useFormats } from '#renderer/format/format';
import { messageFor } from '#renderer/i18n/i18n';
import { refusalText } from '#renderer/i18n/refusal-text';
import { useMessage } from '#renderer/i18n/use-language';
import type { calls } from '#shared/api/calls';
import type { QuoteDifference } from '#shared/quote/difference';
import { CurrencyCode } from '#shared/money/money';
import type { QuotedRate } from '#shared/quote/request';
import type { Refusal } from '#shared/refusal/refusal';
import type { z } from '#shared/schema/zod';
import { MarginView } from './margin-fields';
import { QuoteForm } from './quote-form';
import { QuotePreview } from './quote-preview';
import styles from './quote.module.css';
import { MissingRate } from './rate-fields';
import { isExpired, Register, titleOf } from './register';
import { useQuote } from './use-quote';
import { type QuoteDesk, revisionDifference, useQuoteDesk } from './use-records';

interface QuoteRefusalProps {
  readonly refusal: Refusal;
  readonly day: string;
  readonly onLeaveOut: () => void;
  readonly onRate: (rate: QuotedRate) => void;
}

/** Why there is no quote, and the way on: a missing rate is typed here, items without a price can be left out. */
function QuoteRefusal({ refusal, day, onLeaveOut, onRate }: QuoteRefusalProps) {
  const [from, to] = [refusal.params?.['from'], refusal.params?.['to']].map(
    (code) => CurrencyCode.safeParse(code).data,
  );
  const message = useMessage();
  const remedy = messageFor(`problems:remedy.${refusal.code}`, refusal.params) ?? refusal.remedy;
  return (
    <div role="alert" className={page.refusal}>
      {refusalText(refusal)}
      {remedy !== undefined && <span className={styles.remedy}>{remedy}</span>}
      {refusal.code === 'quote-price-missing' && (
        <Button onClick={onLeaveOut}>{message('quote:leaveOut')}</Button>
      )}
      {refusal.code === 'quote-no-rate' && from !== undefined && to !== undefined && (
        <MissingRate from={from} to={to} day={day} onRate={onRate} />
      )}
    </div>
  );
}

interface DifferenceViewProps {
  readonly difference: QuoteDifference;
  /** Number and revision of the quote before. */
  readonly before: string;
}

/** What this revision changes: lines, amounts, and the fields beside them. */
function DifferenceView({ difference, before }: DifferenceViewProps) {
  const message = useMessage();
  const formats = useFormats();
  const { lines, amounts, fields } = difference;
  const title = message('quote:difference.title', { before });
  const nothing = lines.length === 0 && amounts.length === 0 && fields.length === 0;
  return (
    <section className={styles.difference} aria-label={title}>
      <h3>{title}</h3>
      {nothing && <p>{message('quote:difference.nothing')}</p>}
      <ul>
        {lines.map((line) => (
          <li key={line.key}>
            {message(`quote:difference.${line.kind}`, { line: line.description })}
            {line.before && line.after && (
              <span>
                {` ${formats.number(line.before.quantity, 0)} × ${formats.money(line.before.unitPrice)} → ${formats.number(line.after.quantity, 0)} × ${formats.money(line.after.unitPrice)}; ${formats.money(line.before.extended)} → ${formats.money(line.after.extended)}`}
              </span>
            )}
          </li>
        ))}
        {amounts.map(({ name, before: was, after }) => (
          <li key={name}>{`${message(`quote:${name}`)}: ${formats.money(was)} → ${formats.money(after)}`}</li>
        ))}
        {fields.length > 0 && (
          <li>
            {message('quote:difference.fields', {
              fields: fields.map((field) => message(`quote:difference.field.${field}`)).join(', '),
            })}
          </li>
        )}
      </ul>
    </section>
  );
}

type View = 'quote' | 'register';
type ExportInput = z.input<(typeof calls)['exportQuote']['input']>;

/** The offer made from the open scenario's racks, and the register of all that were made. */
export function QuoteScreen() {
  const message = useMessage();
  const desk = useQuoteDesk();
  const [view, setView] = useState<View>('quote');
  return (
    <div className={styles.whole}>
      <div className={styles.views}>
        <Tabs<View>
          label={message('quote:views')}
          panel="quote-view"
          selected={view}
          onSelect={setView}
          tabs={[
            { id: 'quote', label: titleOf(desk.record) },
            { id: 'register', label: message('quote:register.titleCount', { count: desk.records.length }) },
          ]}
        />
        <Button
          icon="plus"
          onClick={() => {
            desk.create();
            setView('quote');
          }}
        >
          {message('quote:new')}
        </Button>
      </div>
      <div id="quote-view" role="tabpanel" aria-labelledby={`quote-view-tab-${view}`} className={styles.view}>
        {view === 'register' ? (
          <Register desk={desk} onOpen={() => setView('quote')} />
        ) : (
          <QuoteOnDesk key={desk.record.id} desk={desk} />
        )}
      </div>
    </div>
  );
}

function QuoteOnDesk({ desk }: { readonly desk: QuoteDesk }) {
  const message = useMessage();
  const scenario = useScenario((open) => open);
  const { record, previous } = desk;
  const { quote, refusal } = useQuote(scenario, record, previous?.sent?.quote);
  const writing = useSavedFile(useApi().exportQuote);
  const [internal, setInternal] = useState(false);
  const { draft, sent } = record;
  const difference = revisionDifference(previous, quote);
  const save = (as: ExportInput['as']) =>
    writing.start({
      of: sent?.quote ?? { ...draft, scenario, revises: previous?.sent?.quote },
      as,
      audience: internal ? 'internal' : 'buyer',
    });
  const editable = record.state === 'draft';
  return (
    <div className={styles.screen}>
      <div className={styles.side}>
        <fieldset className={styles.lock} disabled={!editable}>
          {!editable && <p className={styles.stands}>{message('quote:stands')}</p>}
          <QuoteForm draft={draft} onChange={desk.edit} />
        </fieldset>
      </div>
      <section className={styles.main} aria-label={titleOf(record)}>
        <div className={styles.bar}>
          <span className={styles.chip} data-state={record.state}>
            {message(`quote:states.${isExpired(record) ? 'expired' : record.state}`)}
          </span>
          <StateButtons desk={desk} ready={quote !== undefined} />
          <span className={styles.gap} />
          <Button kind="primary" icon="export" disabled={!quote} onClick={() => save('pdf')}>
            {message('quote:savePdf')}
          </Button>
          {(['xlsx', 'csv', 'json', 'einvoice'] as const).map((as) => (
            <Button key={as} icon="export" disabled={!quote} onClick={() => save(as)}>
              {as === 'einvoice' ? message('quote:einvoice') : as.toUpperCase()}
            </Button>
          ))}
          <label className={styles.check}>
            <input
              type="checkbox"
              checked={internal}
              onChange={({ target }) => setInternal(target.checked)}
            />
            {message('quote:internalCopy')}
          </label>
          <ExportStatus writing={writing} />
        </div>
        {refusal && (
          <QuoteRefusal
            key={refusalText(refusal)}
            refusal={refusal}
            day={draft.issuedOn}
            onLeaveOut={() => desk.edit({ ...draft, unpriced: 'leave-out' })}
            onRate={(rate) => desk.edit({ ...draft, exchangeRates: [...draft.exchangeRates, rate] })}
          />
        )}
        {editable && quote && quote.internal.warnings.length > 0 && (
          <details className={styles.warnings}>
            <summary>{message('quote:beforeSending', { count: quote.internal.warnings.length })}</summary>
            <ul>
              {quote.internal.warnings.map((warning) => (
                <li key={warning}>{warning}</li>
              ))}
            </ul>
          </details>
        )}
        {editable && quote?.internal.margins && <MarginView margins={quote.internal.margins} />}
        {difference && previous && <DifferenceView difference={difference} before={titleOf(previous)} />}
        {quote && (
          <QuotePreview
            quote={quote}
            draft={draft}
            onChange={editable ? desk.edit : undefined}
            onIncludeAgain={() => desk.edit({ ...draft, unpriced: 'refuse' })}
          />
        )}
      </section>
    </div>
  );
}

/** What can be done with the quote in the state it is in. */
function StateButtons({ desk, ready }: { readonly desk: QuoteDesk; readonly ready: boolean }) {
  const message = useMessage();
  const { record } = desk;
  if (record.state === 'draft') {
    return (
      <>
        <Button disabled={!ready} onClick={() => void desk.send()}>
          {message('quote:send')}
        </Button>
        {!desk.isNew && (
          <Button kind="quiet" onClick={() => desk.remove(record)}>
            {message('quote:remove')}
          </Button>
        )}
      </>
    );
  }
  return (
    <>
      <Button onClick={() => desk.revise(record)}>{message('quote:revise')}</Button>
      {record.state === 'sent' && (
        <>
          <Button onClick={() => desk.become(record, 'accepted')}>{message('quote:accept')}</Button>
          <Button onClick={() => desk.become(record, 'lost')}>{message('quote:lose')}</Button>
        </>
      )}
      <Button kind="quiet" onClick={() => desk.duplicate(record)}>
        {message('quote:duplicate')}
      </Button>
    </>
  );
}

function ExportStatus({ writing }: { readonly writing: SavedFileJob<ExportInput> }) {
  const message = useMessage();
  const { state, saved, cancel } = writing;
  if (state.kind === 'running') {
    return (
      <span className={styles.status} role="status">
        <progress value={state.progress} aria-label={message('quote:writing', { kind: state.input.as })} />
        <Button kind="quiet" onClick={cancel}>
          {message('quote:cancel')}
        </Button>
      </span>
    );
  }
  return (
    <span className={styles.status} role="status">
      {state.kind === 'refused' && refusalText(state.refusal)}
      {saved && message('quote:saved', { name: saved.name })}
    </span>
  );
}
