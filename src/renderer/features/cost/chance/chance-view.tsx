import { useCallback, useEffect, useMemo, useState } from 'react';
import { type RunningJob, useJob } from '#renderer/api/use-job';
import { RangeBars } from '#renderer/charts/range-bars';
import { Button } from '#renderer/components/button';
import { JobProgress } from '#renderer/components/job-progress';
import page from '#renderer/components/page.module.css';
import plain from '#renderer/components/plain-table.module.css';
import { Select } from '#renderer/components/select';
import {
  type RememberedKey,
  useApi,
  useDocuments,
  useRemembered,
  useScenario,
} from '#renderer/documents/hooks';
import { useWorkbench } from '#renderer/documents/workbench';
import styles from '#renderer/features/cost/cost.module.css';
import { useFormats } from '#renderer/format/format';
import { refusalText } from '#renderer/i18n/refusal-text';
import { useMessage } from '#renderer/i18n/use-language';
import type { Scenario } from '#shared/scenario/schema';
import { ScenarioId } from '#shared/schema/ids';
import { z } from '#shared/schema/zod';
import {
  type DrawnMetric,
  drawnMetrics,
  type UncertaintyReport,
  usualDraws,
} from '#shared/uncertainty/uncertainty';
import { BreakEven } from './break-even';
import { Tornado, Turns } from './tornado';

interface Asked {
  readonly scenarios: readonly Scenario[];
  readonly metric: DrawnMetric;
}

interface Chance {
  readonly report: UncertaintyReport | undefined;
  readonly job: RunningJob<Asked>;
  readonly again: () => void;
  /** The open scenario, and the one it is held against. */
  readonly scenarios: readonly Scenario[];
}

/** Another scenario of the library as edited; undefined until it is read. */
function useOther(id: ScenarioId | undefined): Scenario | undefined {
  const { documents } = useWorkbench();
  const other = useDocuments(({ opened }) => (id === undefined ? undefined : opened[id]));
  useEffect(() => {
    if (id !== undefined && other === undefined) void documents.read(id);
  }, [documents, id, other]);
  return other;
}

/** Draws for the open scenario and perhaps another, again whenever either or the metric changes; the last answer stays meanwhile. */
function useChance(metric: DrawnMetric, against: ScenarioId | undefined): Chance {
  const api = useApi();
  const open = useScenario((scenario) => scenario);
  const other = useOther(against);
  const scenarios = useMemo(() => (other === undefined ? [open] : [open, other]), [open, other]);
  const [report, setReport] = useState<UncertaintyReport>();
  const run = useCallback(
    (asked: Asked, control: Parameters<typeof api.uncertainty>[1]) =>
      api.uncertainty({ scenarios: [...asked.scenarios], metric: asked.metric }, control),
    [api],
  );
  const job = useJob(run, setReport);
  const { start } = job;
  const again = useCallback(() => start({ scenarios, metric }), [start, scenarios, metric]);
  const waits = against !== undefined && other === undefined;
  useEffect(() => {
    if (!waits) again();
  }, [again, waits]);
  return { report, job, again, scenarios };
}

const RememberedQuestion = z.object({ metric: z.enum(drawnMetrics), against: ScenarioId.optional() });

const askedKey: RememberedKey<z.infer<typeof RememberedQuestion>> = {
  key: 'cost.chance',
  schema: RememberedQuestion,
  initial: { metric: 'total' },
};

const unitOf = (metric: DrawnMetric, { currency }: UncertaintyReport): string => {
  if (metric === 'carbonPerYear') return 'kg';
  return metric === 'outputTokensPerSecond' ? 'token/s' : currency;
};

/** What chance makes of the cost: bands, what moves them, and how often this fleet costs less than another. */
export function ChanceView() {
  const message = useMessage();
  const formats = useFormats();
  const [asked, ask] = useRemembered(askedKey);
  const current = useScenario(({ id }) => id);
  const library = useDocuments((state) => state.library);
  const others = library.filter(({ id }) => id !== current);
  const against = others.some(({ id }) => id === asked.against) ? asked.against : undefined;
  const { report, job, again, scenarios } = useChance(asked.metric, against);
  return (
    <div className={styles.main}>
      <p className={page.intro}>
        {message('cost:chance.intro', { draws: formats.number(report?.draws ?? usualDraws) })}
      </p>
      <div className={styles.bar}>
        <Select
          label={message('cost:chance.metric')}
          value={asked.metric}
          options={drawnMetrics.map((value) => ({ value, label: message(`cost:chance.metrics.${value}`) }))}
          onChange={(metric) => ask({ ...asked, metric })}
        />
        <Select
          label={message('cost:chance.against')}
          value={against ?? ''}
          options={[
            { value: '', label: message('cost:chance.nobody') },
            ...others.map(({ id, name }) => ({ value: id, label: name })),
          ]}
          onChange={(id) => ask({ metric: asked.metric, ...(id !== '' && { against: id }) })}
        />
        <Button onClick={again}>{message('cost:chance.run')}</Button>
      </div>
      {job.state.kind === 'running' && (
        <JobProgress
          label={message('cost:chance.running')}
          progress={job.state.progress}
          cancelLabel={message('cost:chance.cancel')}
          onCancel={job.cancel}
        />
      )}
      {job.state.kind === 'refused' && (
        <p role="alert" className={page.refusal}>
          {refusalText(job.state.refusal)}
        </p>
      )}
      {report && <Report report={report} scenarios={scenarios} />}
    </div>
  );
}

interface ReportProps {
  readonly report: UncertaintyReport;
  readonly scenarios: readonly Scenario[];
}

function Report({ report, scenarios }: ReportProps) {
  const message = useMessage();
  const uncertain = report.figures.some(({ low, high }) => low < high);
  const unit = unitOf(report.metric, report);
  return (
    <>
      <Duels report={report} scenarios={scenarios} />
      {!uncertain && <p className={page.intro}>{message('cost:chance.exact')}</p>}
      <Bands report={report} unit={unit} />
      {report.fleets.map((fleet) => (
        <Tornado key={fleet.id} fleet={fleet} report={report} unit={unit} />
      ))}
      <Turns report={report} />
      <BreakEven report={report} scenarios={scenarios} />
    </>
  );
}

/** Why two fleets must not be held against each other without a word; undefined where they serve the same. */
function difference(scenarios: readonly Scenario[]): 'noObjective' | 'objectiveDiffers' | undefined {
  const needs = scenarios.map(({ workloads }) =>
    Object.values(workloads).map(({ model, inputTokens, outputTokens, requestsPerSecond, objective }) =>
      JSON.stringify([model, inputTokens, outputTokens, requestsPerSecond, objective]),
    ),
  );
  const objectives = scenarios.map(({ workloads }) =>
    Object.values(workloads).some(({ objective }) => objective !== undefined),
  );
  if (objectives.some((has) => !has)) return 'noObjective';
  return new Set(needs.map((each) => each.sort().join())).size > 1 ? 'objectiveDiffers' : undefined;
}

function Duels({ report, scenarios }: ReportProps) {
  const message = useMessage();
  const formats = useFormats();
  const differs = scenarios.length > 1 ? difference(scenarios) : undefined;
  return report.duels.map(({ a, b, cheaper, ratio }) => {
    const [first, second] = [report.fleets[a]?.name ?? '', report.fleets[b]?.name ?? ''];
    return (
      <section key={b} className={page.block} aria-live="polite">
        {differs && (
          <p role="alert" className={page.refusal}>
            {message('cost:chance.differs', { reason: message(`cost:chance.${differs}`) })}
          </p>
        )}
        <p className={styles.verdict}>
          {message('cost:chance.verdict', { a: first, share: formats.percent(cheaper, 1) })}
        </p>
        <p className={page.intro}>
          {message('cost:chance.verdictAgainst', {
            metric: message(`cost:chance.metrics.${report.metric}`),
            b: second,
            ratio: formats.number(ratio.p50),
            low: formats.number(ratio.p10),
            high: formats.number(ratio.p90),
          })}
        </p>
      </section>
    );
  });
}

function Bands({ report, unit }: { readonly report: UncertaintyReport; readonly unit: string }) {
  const message = useMessage();
  const formats = useFormats();
  const { metric, fleets } = report;
  const bars = useMemo(
    () =>
      fleets.map(({ name, bands }, series) => {
        const band = bands[metric];
        return { name, series, value: band && { low: band.p10, typical: band.p50, high: band.p90 } };
      }),
    [fleets, metric],
  );
  const text = useMemo(() => (value: number) => formats.shown(value, unit), [formats, unit]);
  const title = message('cost:chance.bands');
  const columns = ['p10', 'p50', 'p90', 'mean'] as const;
  const missing = fleets.some(({ bands }) => bands[metric] === undefined);
  return (
    <section className={page.block}>
      <RangeBars
        title={title}
        summary={bars.map(({ name, value }) => `${name}: ${value ? text(value.typical) : '–'}`).join('; ')}
        bars={bars}
        format={text}
      />
      <div className={page.scroller} tabIndex={0} role="region" aria-label={title}>
        <table className={plain.table}>
          <thead>
            <tr>
              <th scope="col">{message('cost:chance.fleet')}</th>
              {columns.map((column) => (
                <th key={column} scope="col" className={plain.number}>
                  {message(`cost:chance.${column}`)}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {fleets.map(({ id, name, bands }) => (
              <tr key={id}>
                <th scope="row">{name}</th>
                {columns.map((column) => {
                  const band = bands[metric];
                  return (
                    <td key={column} className={plain.number}>
                      {band === undefined ? '–' : text(band[column])}
                    </td>
                  );
                })}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      {missing && (
        <p className={page.intro}>
          {message('cost:chance.none', { metric: message(`cost:chance.metrics.${metric}`) })}
        </p>
      )}
    </section>
  );
}
