import { useCallback, useEffect, useMemo, useRef, useState } from 'react';
import { useJob } from '#renderer/api/use-job';
import { Button } from '#renderer/components/button';
import { EmptyState } from '#renderer/components/empty-state';
import { JobProgress } from '#renderer/components/job-progress';
import page from '#renderer/components/page.module.css';
import { QuantityField } from '#renderer/components/quantity-field';
import { Select } from '#renderer/components/select';
import { TextField } from '#renderer/components/text-field';
import { useApi, useCatalogue } from '#renderer/documents/hooks';
import { Refused } from '#renderer/features/performance/deployments/deployment-result';
import { caseOf } from '#renderer/features/performance/deployments/edits';
import { useFigureSettings } from '#renderer/features/performance/deployments/use-figure-settings';
import styles from '#renderer/features/performance/performance.module.css';
import { useMessage } from '#renderer/i18n/use-language';
import type { JobControl } from '#shared/api/contract';
import type { LpuTimeline, TimelineRequest } from '#shared/performance/timeline';
import type { Deployment } from '#shared/scenario/schema';
import { TimelinePicture } from './timeline-picture';

const precisions = ['auto', 'int8', 'fp16'] as const;

interface TimelineChoice {
  readonly what: 'decode' | 'prefill' | 'graph';
  readonly graph: string;
  readonly chips: number | undefined;
  readonly precision: (typeof precisions)[number];
}

/** A deployment on LPUs is shown first; without one, a graph that every chip runs. */
const initialChoice = (onLpus: boolean): TimelineChoice => ({
  what: onLpus ? 'decode' : 'graph',
  graph: 'resnet-50',
  chips: undefined,
  precision: 'auto',
});

interface TimelineFormProps {
  readonly choice: TimelineChoice;
  readonly onChange: (choice: TimelineChoice) => void;
  readonly onLpus: boolean;
  readonly running: boolean;
  readonly onShow: () => void;
}

/** What is to be scheduled and shown. */
function TimelineForm({ choice, onChange, onLpus, running, onShow }: TimelineFormProps) {
  const message = useMessage();
  const options = [
    { value: 'decode', label: message('performance:timeline.ofDeployment') },
    { value: 'prefill', label: message('performance:timeline.ofPrompt') },
    { value: 'graph', label: message('performance:timeline.graph') },
  ] as const;
  const shown = options.filter(({ value }) => onLpus || value === 'graph');
  return (
    <form
      className={styles.ask}
      aria-label={message('performance:timeline.form')}
      onSubmit={(event) => event.preventDefault()}
    >
      <Select
        label={message('performance:timeline.what')}
        value={choice.what}
        options={shown}
        onChange={(what) => onChange({ ...choice, what })}
      />
      {choice.what === 'graph' && (
        <>
          <TextField
            label={message('performance:timeline.graphName')}
            value={choice.graph}
            maxLength={100}
            hint={message('performance:timeline.graphHint')}
            onCommit={(graph) => onChange({ ...choice, graph })}
          />
          <QuantityField
            label={message('performance:timeline.chips')}
            unit=""
            value={choice.chips}
            minimum={1}
            maximum={20_000}
            whole
            placeholder={message('performance:timeline.auto')}
            onCommit={(chips) => onChange({ ...choice, chips })}
            onClear={() => onChange({ ...choice, chips: undefined })}
          />
          <Select
            label={message('performance:timeline.precision')}
            value={choice.precision}
            options={precisions.map((value) => ({
              value,
              label: value === 'auto' ? message('performance:timeline.auto') : value.toUpperCase(),
            }))}
            onChange={(precision) => onChange({ ...choice, precision })}
          />
        </>
      )}
      <Button kind="primary" disabled={running} onClick={onShow}>
        {message('performance:timeline.show')}
      </Button>
    </form>
  );
}

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
