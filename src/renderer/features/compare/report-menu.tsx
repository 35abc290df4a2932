import { useCallback } from 'react';
import { localDayOf } from '#shared/calendar-day';
import type { Comparison } from '#shared/compare';
import type { ReportFormat } from '#shared/compare-report';
import type { Scenario } from '#shared/scenario/schema';
import { useJob } from '../../api/use-job';
import { CsvButton } from '../../components/csv-button';
import { JobProgress } from '../../components/job-progress';
import { Menu } from '../../components/menu';
import type { Compared } from '#shared/compared';
import { useWorkbench } from '../../documents/workbench';
import { refusalText } from '../../i18n/refusal-text';
import { useLanguage, useMessage } from '../../i18n/use-language';
import { comparisonTable } from './comparison-text';
import { nameOf } from './comparison-table';
import { groupedRows } from './grouped-rows';

export interface ReportMenuProps {
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
