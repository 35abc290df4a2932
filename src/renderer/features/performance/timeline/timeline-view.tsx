import { useCallback, useEffect, useMemo, useRef, useState } from 'react';
import type { JobControl } from '#shared/api/contract';
import type { LpuTimeline, TimelineRequest } from '#shared/performance/timeline';
import type { Deployment } from '#shared/scenario/schema';
import { EmptyState } from '../../../components/empty-state';
import { useApi, useCatalogue } from '../../../documents/hooks';
import { useMessage } from '../../../i18n/use-language';
import { Refused } from '../deployments/deployment-result';
import { caseOf } from '../deployments/edits';
import { JobProgress } from '../../../components/job-progress';
import page from '../../../components/page.module.css';
import styles from '../performance.module.css';
import { useFigureSettings } from '../use-figures';
import { useJob } from '../../../api/use-job';
import { initialChoice, TimelineForm, type TimelineChoice } from './timeline-form';
import { TimelinePicture } from './timeline-picture';

/** The schedule of a token or prompt of the deployment, or of another graph, operation by operation. */
export function TimelineView({ deployment }: { readonly deployment: Deployment | undefined }) {
  const api = useApi();
  const message = useMessage();
  const catalogue = useCatalogue();
  const figures = useFigureSettings();
  const onLpus = deployment && catalogue.accelerators[deployment.estimate.hardware]?.kind === 'lpu';
  const [choice, setChoice] = useState<TimelineChoice>(() => initialChoice(onLpus === true));
  const [timeline, setTimeline] = useState<LpuTimeline>();
  const run = useCallback(
    (request: TimelineRequest, control: JobControl) => api.lpuTimeline({ request, figures }, control),
    [api, figures],
  );
  const { state, start, cancel } = useJob(run, setTimeline);
  const asked = useMemo(
    () => requestOf(choice, onLpus ? deployment : undefined),
    [choice, onLpus, deployment],
  );
  const first = useRef(asked?.kind === 'deployment' ? asked : undefined);
  useEffect(() => {
    // The deployment's own token is what one comes to see; anything else is asked for by the button.
    if (first.current) start(first.current);
    first.current = undefined;
  }, [start]);
  return (
    <div className={styles.view}>
      <TimelineForm
        choice={choice}
        onChange={setChoice}
        onLpus={onLpus === true}
        running={state.kind === 'running'}
        onShow={() => asked && start(asked)}
      />
      {deployment && !onLpus && <p className={page.note}>{message('performance:timeline.noLpu')}</p>}
      {state.kind === 'running' && (
        <JobProgress
          label={message('performance:timeline.running')}
          progress={state.progress}
          cancelLabel={message('performance:timeline.cancel')}
          onCancel={cancel}
        />
      )}
      {state.kind === 'refused' && <Refused refusal={state.refusal} />}
      {timeline ? (
        <TimelinePicture timeline={timeline} />
      ) : (
        state.kind !== 'running' && (
          <EmptyState
            title={message('performance:timeline.empty')}
            text={message('performance:timeline.emptyText')}
          />
        )
      )}
    </div>
  );
}

function requestOf(choice: TimelineChoice, deployment: Deployment | undefined): TimelineRequest | undefined {
  if (choice.what === 'graph') {
    const graph = choice.graph.trim();
    if (graph === '') return undefined;
    return {
      kind: 'graph',
      graph,
      ...(choice.chips !== undefined && { chips: choice.chips }),
      ...(choice.precision !== 'auto' && { precision: choice.precision }),
    };
  }
  if (!deployment) return undefined;
  return { kind: 'deployment', case: caseOf(deployment), phase: choice.what };
}
