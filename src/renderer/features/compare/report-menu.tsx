import { useCallback } from 'react';
import { useJob } from '#renderer/api/use-job';
import { JobProgress } from '#renderer/components/job-progress';
import { Menu } from '#renderer/components/menu';
import { CsvButton } from '#renderer/components/save-table';
import { useWorkbench } from '#renderer/documents/workbench';
import { refusalText } from '#renderer/i18n/refusal-text';
import { useLanguage, useMessage } from '#renderer/i18n/use-language';
import type { TableCell } from '#shared/api/files';
import type { Compared, ComparedCell, ComparedRow, Comparison } from '#shared/compare/comparison';
import type { ReportFormat } from '#shared/exchange/exchange';
import { CurrencyCode, majorUnitsOf } from '#shared/money/money';
import type { Scenario } from '#shared/scenario/schema';
import { localDayOf } from '#shared/time/calendar-day';
import { groupedRows, nameOf } from './comparison-table';

/** A row with its name in the language of the reader. */
interface NamedRow {
  readonly name: string;
  readonly row: ComparedRow;
}

type Line = readonly TableCell[];

const DECIMALS = 6;

/** The comparison as a table: a header, then a line a figure: its name, its unit, and the typical value of each scenario as a plain number. */
export const comparisonTable = ({ scenarios }: Comparison, rows: readonly NamedRow[]): readonly Line[] => [
  ['', '', ...scenarios.map(({ name }) => name)],
  ...rows.map(({ name, row }) => [name, row.unit, ...row.cells.map((cell) => plain(cell, row.unit))]),
];

function plain(cell: ComparedCell, unit: string): TableCell {
  if (!cell.known) return null;
  const currency = CurrencyCode.safeParse(unit);
  const value = currency.success
    ? majorUnitsOf({ amount: Math.round(cell.typical), currency: currency.data })
    : cell.typical;
  return Number(value.toFixed(DECIMALS));
}

interface ReportMenuProps {
  readonly comparison: Comparison;
  readonly scenarios: readonly Scenario[];
  readonly compared: Compared;
  readonly onlyDifferences: boolean;
}

const formats: readonly { readonly format: ReportFormat; readonly label: string }[] = [
  { format: 'pdf', label: 'PDF' },
  { format: 'xlsx', label: 'Excel' },
  { format: 'markdown', label: 'Markdown' },
];

/** Hands the comparison on: as a report with verdict, figures, charts and notes, or its figures as CSV. */
export function ReportMenu({ comparison, scenarios, compared, onlyDifferences }: ReportMenuProps) {
  const message = useMessage();
  const language = useLanguage();
  const { api, notices } = useWorkbench();
  const run = useCallback(
    (format: ReportFormat, control: Parameters<typeof api.exportComparison>[1]) =>
      api.exportComparison(
        {
          scenarios: [...scenarios],
          baseline: comparison.baseline,
          format,
          language,
          day: localDayOf(Date.now()),
          onlyDifferences,
          pinnedRows: compared.pinnedRows,
          scenarioNotes: compared.scenarioNotes,
          rowNotes: compared.rowNotes,
        },
        control,
      ),
    [api, scenarios, comparison.baseline, language, onlyDifferences, compared],
  );
  const { state, start, cancel } = useJob(run, (saved) => {
    if (saved) notices.notify({ kind: 'done', text: message('library:exported', { name: saved.name }) });
  });
  const csv = () => ({
    name: message('compare:fileName'),
    rows: comparisonTable(
      comparison,
      groupedRows(comparison.rows, { onlyDifferences, pinned: compared.pinnedRows })
        .flatMap(({ rows }) => rows)
        .map((row) => ({ name: nameOf(row), row })),
    ),
  });
  return (
    <>
      {state.kind === 'running' && (
        <JobProgress
          label={message('compare:report.running')}
          progress={state.progress}
          cancelLabel={message('compare:report.cancel')}
          onCancel={cancel}
        />
      )}
      {state.kind === 'refused' && <span role="alert">{refusalText(state.refusal)}</span>}
      <CsvButton title={message('compare:table')} table={csv} />
      <Menu
        label={message('compare:report.menu')}
        icon="export"
        kind="plain"
        items={formats.map(({ format, label }) => ({ id: format, label, onSelect: () => start(format) }))}
      >
        {message('compare:report.menu')}
      </Menu>
    </>
  );
}
