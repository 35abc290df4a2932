import { useCallback, useEffect, useMemo, useState } from 'react';
import type { ScenarioId } from '#shared/ids';
import type { Scenario } from '#shared/scenario/schema';
import type { DrawnMetric, UncertaintyReport } from '#shared/uncertainty';
import { useApi, useDocuments, useScenario } from '../../../documents/hooks';
import { useWorkbench } from '../../../documents/workbench';
import { useJob, type RunningJob } from '../../../api/use-job';

export interface Asked {
  readonly scenarios: readonly Scenario[];
  readonly metric: DrawnMetric;
}

export interface Chance {
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
export function useChance(metric: DrawnMetric, against: ScenarioId | undefined): Chance {
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
