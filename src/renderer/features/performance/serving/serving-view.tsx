import { useCallback, useState } from 'react';
import { useStore } from 'zustand';
import { useShallow } from 'zustand/react/shallow';
import type { JobControl } from '#shared/api/contract';
import type { Refusal } from '#shared/refusal/refusal';
import type { Deployment } from '#shared/scenario/schema';
import type { ServingResult } from '#shared/serving/report';
import { EmptyState } from '#renderer/components/empty-state';
import { useApi, useDocuments, useScenario } from '#renderer/documents/hooks';
import { useFormats } from '#renderer/format/format';
import { useMessage } from '#renderer/i18n/use-language';
import { Refused, Warnings } from '#renderer/features/performance/deployments/deployment-result';
import { JobProgress } from '#renderer/components/job-progress';
import styles from '#renderer/features/performance/performance.module.css';
import { useFigureSettings } from '#renderer/features/performance/deployments/use-figure-settings';
import { useJob } from '#renderer/api/use-job';
import { Latencies, OverTime } from './serving-charts';
import { remarksOf } from './chart-data';
import { RunList } from './run-list';
import { keepRun, runsStore } from './runs';
import { initialDraft, servingCase, type ServingDraft } from './serving-draft';
import { ServingForm } from './serving-form';

interface Asked {
  readonly name: string;
  readonly case: NonNullable<ReturnType<typeof servingCase>>;
}

/** Serving runs of a deployment, event by event: asked for at the left, kept and laid over one another at the right. */
export function ServingView({ deployment }: { readonly deployment: Deployment }) {
  const message = useMessage();
  const { number } = useFormats();
  const workload = useScenario(({ workloads }) =>
    deployment.workload === undefined ? undefined : workloads[deployment.workload],
  );
  const [kept, setKept] = useState<{ readonly of: string; readonly draft: ServingDraft }>();
  const draft = kept?.of === deployment.id ? kept.draft : initialDraft(deployment, workload);
  const scenario = useDocuments(({ current }) => current) ?? '';
  const runs = useStore(
    runsStore,
    useShallow((state) => state.runs.filter((run) => run.scenario === scenario)),
  );
  const { state, start, cancel, refusal } = useServingJob(scenario);
  const asked = servingCase(draft, deployment);
  const name =
    draft.arrivals === 'trace'
      ? message('performance:serving.runNameTrace', {
          deployment: deployment.name,
          trace: draft.trace?.name ?? '',
        })
      : message('performance:serving.runName', {
          deployment: deployment.name,
          rate: number(draft.requestsPerSecond, 3),
        });
  const shown = runs.filter((run) => run.shown);
  const remarks = remarksOf(shown);
  return (
    <div className={styles.servingArea}>
      <div className={styles.serving}>
        <ServingForm
          draft={draft}
          deployment={deployment}
          onChange={(changed) => setKept({ of: deployment.id, draft: changed })}
          canStart={asked !== undefined && state.kind !== 'running'}
          onStart={() => asked && start({ name, case: asked })}
        />
        <div className={styles.view}>
          {state.kind === 'running' && (
            <JobProgress
              label={message('performance:serving.running', { name: state.input.name })}
              progress={state.progress}
              cancelLabel={message('performance:serving.cancel')}
              onCancel={cancel}
            />
          )}
          {state.kind === 'cancelled' && <p role="status">{message('performance:serving.cancelled')}</p>}
          {refusal && <Refused refusal={refusal} />}
          {runs.length === 0 && state.kind !== 'running' && (
            <EmptyState
              title={message('performance:serving.empty')}
              text={message('performance:serving.emptyText')}
            />
          )}
          {runs.length > 0 && <RunList runs={runs} />}
          {shown.length > 0 && (
            <>
              <Latencies runs={shown} />
              <OverTime runs={shown} />
              {remarks.map(({ of, remarks: said }) => (
                <Warnings key={of} remarks={said} of={of} />
              ))}
            </>
          )}
        </div>
      </div>
    </div>
  );
}

function useServingJob(scenario: string) {
  const api = useApi();
  const figures = useFigureSettings();
  const [answered, setAnswered] = useState<Refusal>();
  const run = useCallback(
    (asked: Asked, control: JobControl) => {
      setAnswered(undefined);
      return api.simulateServing({ cases: [asked.case], figures }, control);
    },
    [api, figures],
  );
  const onDone = useCallback(
    ([result]: readonly ServingResult[], { name }: Asked) => {
      if (!result) return;
      if ('error' in result) setAnswered(result.error);
      else if (!result.fits) setAnswered(result.refusal);
      else runsStore.setState((state) => keepRun(state, { scenario, name, answer: result }));
    },
    [scenario],
  );
  const job = useJob(run, onDone);
  const { state } = job;
  return { ...job, refusal: state.kind === 'refused' ? state.refusal : answered };
}
