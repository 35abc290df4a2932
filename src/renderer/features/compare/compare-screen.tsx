import { useShallow } from 'zustand/react/shallow';
import type { Comparison } from '#shared/compare';
import { Button } from '../../components/button';
import { EmptyState } from '../../components/empty-state';
import page from '../../components/page.module.css';
import { useDocuments, useRemembered } from '../../documents/hooks';
import { useWorkbench } from '../../documents/workbench';
import { messageFor } from '../../i18n/message';
import { refusalText } from '../../i18n/refusal-text';
import { useMessage } from '../../i18n/use-language';
import { comparedKey } from '../../documents/compared';
import { listedOf } from './chosen';
import styles from './compare.module.css';
import { ComparisonCharts } from './comparison-charts';
import { ComparisonTable, nameOf } from './comparison-table';
import { comparisonMarkdown, comparisonTable } from './comparison-text';
import { groupedRows } from './grouped-rows';
import { ScenarioPicker } from './scenario-picker';
import { useComparison } from './use-comparison';

/** Two or more saved scenarios side by side, the first as baseline. */
export function CompareScreen() {
  const message = useMessage();
  const [chosen, choose] = useRemembered(comparedKey);
  const ids = useDocuments(useShallow(({ library }) => listedOf(chosen, library).map(({ id }) => id)));
  const { comparison, refusal, pending } = useComparison(ids);
  return (
    <div className={styles.screen}>
      <aside className={styles.side}>
        <ScenarioPicker chosen={chosen} onChange={choose} />
      </aside>
      <section className={styles.main} aria-busy={pending} aria-label={message('shell:screenNames.compare')}>
        {ids.length < 2 && (
          <EmptyState title={message('compare:empty')} text={message('compare:emptyHint')} />
        )}
        {refusal && (
          <p role="alert" className={page.refusal}>
            {refusalText(refusal)}
          </p>
        )}
        {pending && !comparison && <p role="status">{message('compare:pending')}</p>}
        {comparison && ids.length >= 2 && (
          <>
            <Warnings comparison={comparison} />
            <ComparisonCharts comparison={comparison} />
            <div className={styles.bar}>
              <label className={styles.pick}>
                <input
                  type="checkbox"
                  checked={chosen.onlyDifferences}
                  onChange={({ target }) => choose({ ...chosen, onlyDifferences: target.checked })}
                />
                <span>{message('compare:onlyDifferences')}</span>
              </label>
              <ExportButtons comparison={comparison} onlyDifferences={chosen.onlyDifferences} />
            </div>
            <ComparisonTable comparison={comparison} onlyDifferences={chosen.onlyDifferences} />
          </>
        )}
      </section>
    </div>
  );
}

function Warnings({ comparison }: { readonly comparison: Comparison }) {
  if (comparison.warnings.length === 0) return null;
  return (
    <ul className={styles.warnings}>
      {comparison.warnings.map((warning) => (
        <li key={warning}>{messageFor(`compare:warnings.${warning}`) ?? warning}</li>
      ))}
    </ul>
  );
}

interface ExportButtonsProps {
  readonly comparison: Comparison;
  readonly onlyDifferences: boolean;
}

function ExportButtons({ comparison, onlyDifferences }: ExportButtonsProps) {
  const { api, notices } = useWorkbench();
  const message = useMessage();
  const save = (kind: 'csv' | 'markdown') => {
    const rows = groupedRows(comparison.rows, { onlyDifferences })
      .flatMap(({ rows: members }) => members)
      .map((row) => ({ name: nameOf(row), row }));
    const named = message('compare:fileName');
    const saving =
      kind === 'csv'
        ? api.saveTable({
            suggestedName: `${named}.csv`,
            rows: comparisonTable(comparison, rows).map((line) => [...line]),
          })
        : api.saveText({ suggestedName: `${named}.md`, text: comparisonMarkdown(comparison, rows), kind });
    void saving.then((saved) => {
      if (!saved.ok) notices.notify({ kind: 'problem', text: refusalText(saved.error) });
      else if (saved.value) {
        notices.notify({ kind: 'done', text: message('library:exported', { name: saved.value.name }) });
      }
    });
  };
  return (
    <span className={styles.exports}>
      <Button icon="export" onClick={() => save('csv')}>
        CSV
      </Button>
      <Button icon="export" onClick={() => save('markdown')}>
        Markdown
      </Button>
    </span>
  );
}
