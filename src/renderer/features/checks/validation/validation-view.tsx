import { useCallback, useMemo, useState } from 'react';
import { useAnswer } from '#renderer/api/use-answer';
import { Button } from '#renderer/components/button';
import page from '#renderer/components/page.module.css';
import { Select } from '#renderer/components/select';
import { useApi } from '#renderer/documents/hooks';
import styles from '#renderer/features/checks/checks.module.css';
import { useFormats } from '#renderer/format/format';
import { messageFor } from '#renderer/i18n/i18n';
import { refusalText } from '#renderer/i18n/refusal-text';
import { useMessage } from '#renderer/i18n/use-language';
import {
  errorsOf,
  heldOf,
  isOutside,
  type ValidationReport,
  type ValidationRow,
} from '#shared/validation/validation';
import { CaseTable } from './case-table';
import { LeftOut, Peers, Summaries } from './error-tables';
import { Plot } from './plot';

/** What rows are told apart by; undefined lets all through. */
interface RowFilter {
  readonly group?: string | undefined;
  readonly engine?: string | undefined;
  readonly hardware?: string | undefined;
  readonly model?: string | undefined;
  /** Only rows whose measurement lies outside of the interval that was predicted for it. */
  readonly outside?: boolean | undefined;
}

const filterFields = ['group', 'engine', 'hardware', 'model'] as const;
type FilterField = (typeof filterFields)[number];

/** The rows that a filter lets through, in their order. */
export const filtered = (rows: readonly ValidationRow[], filter: RowFilter): readonly ValidationRow[] =>
  rows.filter(
    (row) =>
      filterFields.every((field) => filter[field] === undefined || row[field] === filter[field]) &&
      (filter.outside !== true || isOutside(row)),
  );

/** What a field can be set to without leaving nothing: its values among the rows that the other fields let through, sorted. */
export function choicesOf(
  rows: readonly ValidationRow[],
  filter: RowFilter,
  field: FilterField,
): readonly string[] {
  const others = filtered(rows, { ...filter, [field]: undefined });
  return [...new Set(others.map((row) => row[field]))].toSorted();
}

interface FilterBarProps {
  readonly rows: readonly ValidationRow[];
  readonly filter: RowFilter;
  readonly onChange: (filter: RowFilter) => void;
}

/** Which of the measured cases are looked at; a choice that would leave nothing is not offered. */
function FilterBar({ rows, filter, onChange }: FilterBarProps) {
  const message = useMessage();
  const shown = (field: FilterField, value: string): string =>
    (field === 'group' ? messageFor(`checks:validation.groups.${value}`) : undefined) ?? value;
  return (
    <div className={styles.filters} role="group" aria-label={message('checks:validation.filters')}>
      {filterFields.map((field) => (
        <Select
          key={field}
          label={message(`checks:validation.${field}`)}
          value={filter[field] ?? ALL}
          options={[
            { value: ALL, label: message('checks:validation.all') },
            ...choicesOf(rows, filter, field).map((value) => ({ value, label: shown(field, value) })),
          ]}
          onChange={(value) => onChange({ ...filter, [field]: value === ALL ? undefined : value })}
        />
      ))}
      <label className={styles.check}>
        <input
          type="checkbox"
          checked={filter.outside === true}
          onChange={({ target }) => onChange({ ...filter, outside: target.checked })}
        />
        {message('checks:validation.outside')}
      </label>
      <Button
        disabled={!filterFields.some((field) => filter[field] !== undefined) && filter.outside !== true}
        onClick={() => onChange({})}
      >
        {message('checks:validation.reset')}
      </Button>
    </div>
  );
}

const ALL = '';

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
