import { Button } from '../../../components/button';
import { QuantityField } from '../../../components/quantity-field';
import { Select } from '../../../components/select';
import { TextField } from '../../../components/text-field';
import { useMessage } from '../../../i18n/use-language';
import styles from '../performance.module.css';

const precisions = ['auto', 'int8', 'fp16'] as const;

export interface TimelineChoice {
  readonly what: 'decode' | 'prefill' | 'graph';
  readonly graph: string;
  readonly chips: number | undefined;
  readonly precision: (typeof precisions)[number];
}

/** A deployment on LPUs is shown first; without one, a graph that every chip runs. */
export const initialChoice = (onLpus: boolean): TimelineChoice => ({
  what: onLpus ? 'decode' : 'graph',
  graph: 'resnet-50',
  chips: undefined,
  precision: 'auto',
});

export interface TimelineFormProps {
  readonly choice: TimelineChoice;
  readonly onChange: (choice: TimelineChoice) => void;
  readonly onLpus: boolean;
  readonly running: boolean;
  readonly onShow: () => void;
}

/** What is to be scheduled and shown. */
export function TimelineForm({ choice, onChange, onLpus, running, onShow }: TimelineFormProps) {
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
