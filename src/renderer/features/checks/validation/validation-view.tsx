import { useCallback, useMemo, useState } from 'react';
import type { ValidationReport } from '#shared/validation';
import { errorsOf, heldOf } from '#shared/validation-errors';
import { useAnswer } from '../../../api/use-answer';
import page from '../../../components/page.module.css';
import { useApi } from '../../../documents/hooks';
import { useFormats } from '../../../format/use-formats';
import { refusalText } from '../../../i18n/refusal-text';
import { useMessage } from '../../../i18n/use-language';
import styles from '../checks.module.css';
import { CaseTable } from './case-table';
import { LeftOut, Peers, Summaries } from './error-tables';
import { FilterBar } from './filter-bar';
import { Plot } from './plot';
import { filtered, type RowFilter } from './row-filter';

/** Every measured case that ships with the program, predicted now, with the errors summed up. */
export function ValidationView() {
  const api = useApi();
  const message = useMessage();
  const answer = useAnswer(useCallback(() => api.validation({}), [api]));
  return (
    <div className={styles.validation}>
      <div>
        <h2 className={styles.heading}>{message('checks:validation.heading')}</h2>
        <p className={styles.intro}>{message('checks:validation.intro')}</p>
      </div>
      {!answer && <p role="status">{message('checks:validation.running')}</p>}
      {answer && !answer.ok && (
        <p role="alert" className={page.refusal}>
          {refusalText(answer.error)}
        </p>
      )}
      {answer?.ok && <Report report={answer.value} />}
    </div>
  );
}

function Report({ report }: { readonly report: ValidationReport }) {
  const message = useMessage();
  const { percent } = useFormats();
  const [filter, setFilter] = useState<RowFilter>({});
  const rows = useMemo(() => filtered(report.rows, filter), [report.rows, filter]);
  const errors = useMemo(() => errorsOf(rows), [rows]);
  const held = heldOf(report.crossValidation.filter(({ leftOut }) => leftOut !== 'engine'));
  return (
    <>
      <Summaries summary={report.summary} />
      <p className={page.note}>
        {message('checks:validation.held', {
          share: percent(held.coverage),
          count: held.rows,
        })}
      </p>
      <section className={page.block} aria-label={message('checks:validation.filters')}>
        <FilterBar rows={report.rows} filter={filter} onChange={setFilter} />
        <p role="status" className={page.note}>
          {errors.rows === 0
            ? message('checks:validation.nothing')
            : message('checks:validation.errorsSaid', {
                count: errors.rows,
                median: percent(errors.median, 1),
                p80: percent(errors.p80, 1),
                mean: percent(errors.mean, 1),
              })}
          {errors.coverage !== undefined &&
            ` ${message('checks:validation.coverageSaid', { share: percent(errors.coverage) })}`}
        </p>
      </section>
      <Plot rows={rows} />
      <CaseTable rows={rows} />
      <LeftOut crossValidation={report.crossValidation} />
      <Peers peers={report.peers} throughput={report.summary.find(({ group }) => group === 'throughput')} />
    </>
  );
}
