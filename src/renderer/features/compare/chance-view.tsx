import { useCallback, useEffect, useState } from 'react';
import {
  chanceMetrics,
  type ChanceMetric,
  type ComparedChances,
  type FleetChances,
} from '#shared/uncertainty/chances';
import type { Scenario } from '#shared/scenario/schema';
import { useJob } from '#renderer/api/use-job';
import { JobProgress } from '#renderer/components/job-progress';
import page from '#renderer/components/page.module.css';
import table from '#renderer/components/plain-table.module.css';
import { Select } from '#renderer/components/select';
import { useApi } from '#renderer/documents/hooks';
import { useFormats } from '#renderer/format/format';
import { refusalText } from '#renderer/i18n/refusal-text';
import { useMessage } from '#renderer/i18n/use-language';
import styles from './compare.module.css';

export interface ChanceViewProps {
  readonly scenarios: readonly Scenario[];
  readonly baseline: number;
}

const shareColumns = [
  'meets',
  'cheapestThatMeets',
  'cheapest',
  'baselineCheaper',
  'neededSpeed',
] as const satisfies readonly (keyof FleetChances)[];
const columns = [...shareColumns, 'p10', 'p50', 'p90'] as const;

/** The label of each state in the catalogue `service`. */
const stateLabels = {
  meets: 'met',
  misses: 'missed',
  unsure: 'unsure',
  undeclared: 'undeclared',
  unknown: 'unknown',
} as const satisfies Record<FleetChances['service']['state'], string>;

interface Asked extends ChanceViewProps {
  readonly metric: ChanceMetric;
}

/** How often the baseline costs less than each other fleet, and each fleet less than all, in draws of all figures. */
export function ChanceView({ scenarios, baseline }: ChanceViewProps) {
  const message = useMessage();
  const formats = useFormats();
  const api = useApi();
  const [metric, choose] = useState<ChanceMetric>('total');
  const [chances, setChances] = useState<ComparedChances>();
  const run = useCallback(
    (asked: Asked, control: Parameters<typeof api.compareChances>[1]) =>
      api.compareChances({ ...asked, scenarios: [...asked.scenarios] }, control),
    [api],
  );
  const { state, start, cancel } = useJob(run, setChances);
  useEffect(() => start({ scenarios, baseline, metric }), [start, scenarios, baseline, metric]);
  const shareText = (share: number | null): string => (share === null ? '–' : formats.percent(share));
  const names = scenarios.map(({ name }) => name);
  const fits = chances?.fleets.length === scenarios.length;
  return (
    <section className={page.block}>
      <p className={page.intro}>
        {message('compare:chance.intro', { draws: formats.number(chances?.draws ?? 0) })}
      </p>
      <div className={page.bar}>
        <Select
          label={message('compare:chance.metric')}
          value={metric}
          options={chanceMetrics.map((value) => ({
            value,
            label: message(`compare:chance.metrics.${value}`),
          }))}
          onChange={choose}
        />
      </div>
      {state.kind === 'running' && (
        <JobProgress
          label={message('compare:chance.running')}
          progress={state.progress}
          cancelLabel={message('compare:chance.cancel')}
          onCancel={cancel}
        />
      )}
      {state.kind === 'refused' && (
        <p role="alert" className={page.refusal}>
          {refusalText(state.refusal)}
        </p>
      )}
      {chances && fits && (
        <>
          <ul className={styles.chances} aria-live="polite">
            {chances.fleets.map(({ baselineCheaper, baselineCheaperAndMeets }, index) =>
              index === baseline || baselineCheaper === null ? null : (
                <li key={names[index]}>
                  {message(
                    baselineCheaperAndMeets === null
                      ? 'compare:chance.verdict'
                      : 'compare:chance.jointVerdict',
                    {
                      a: names[baseline] ?? '',
                      b: names[index] ?? '',
                      share: formats.percent(baselineCheaper),
                      both: formats.percent(baselineCheaperAndMeets ?? 0),
                      draws: formats.number(chances.draws),
                    },
                  )}
                </li>
              ),
            )}
          </ul>
          <div
            className={page.scroller}
            tabIndex={0}
            role="region"
            aria-label={message('compare:chance.table')}
          >
            <table className={`${table.table} ${styles.chanceTable}`}>
              <thead>
                <tr>
                  <th scope="col">{message('compare:front.fleet')}</th>
                  <th scope="col">{message('compare:chance.predicted')}</th>
                  {columns.map((column) => (
                    <th key={column} scope="col" className={table.number}>
                      {message(`compare:chance.${column}`)}
                    </th>
                  ))}
                </tr>
              </thead>
              <tbody>
                {chances.fleets.map(({ band, service, ...fleet }, index) => (
                  <tr key={scenarios[index]?.id ?? index}>
                    <th scope="row">{names[index]}</th>
                    <td>{message(`service:labels.${stateLabels[service.state]}`)}</td>
                    {shareColumns.map((column) => (
                      <td key={column} className={table.number}>
                        {shareText(index === baseline && column === 'baselineCheaper' ? null : fleet[column])}
                      </td>
                    ))}
                    {(['p10', 'p50', 'p90'] as const).map((bound) => (
                      <td key={bound} className={table.number}>
                        {band === null ? '–' : formats.quantity(band[bound], chances.currency).value}
                      </td>
                    ))}
                  </tr>
                ))}
              </tbody>
            </table>
          </div>
        </>
      )}
    </section>
  );
}
