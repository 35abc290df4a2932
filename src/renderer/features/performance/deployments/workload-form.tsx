import type { Workload } from '#shared/scenario/schema';
import page from '#renderer/components/page.module.css';
import { QuantityField } from '#renderer/components/quantity-field';
import { Select } from '#renderer/components/select';
import { TextField } from '#renderer/components/text-field';
import { useCatalogue } from '#renderer/documents/hooks';
import { refusalText } from '#renderer/i18n/refusal-text';
import { useMessage } from '#renderer/i18n/use-language';
import styles from '#renderer/features/performance/performance.module.css';
import { changeWorkload, useEdits, type WorkloadChange } from './edits';

const PERCENTILE = 95;

/** Everything that a workload says: model, lengths, rate, and how fast answers must come. */
export function WorkloadForm({ workload }: { readonly workload: Workload }) {
  const message = useMessage();
  const catalogue = useCatalogue();
  const { send, refusal } = useEdits();
  const change = (part: WorkloadChange) => send(changeWorkload(workload, part));
  const models = Object.values(catalogue.models).map(({ id, name }) => ({ value: id, label: name }));
  const tokens = { unit: '', minimum: 1, maximum: 10_000_000, whole: true, step: 64 };
  return (
    <form
      className={styles.form}
      aria-label={message('performance:form.workload')}
      onSubmit={(event) => event.preventDefault()}
    >
      <TextField
        label={message('performance:form.name')}
        value={workload.name}
        maxLength={120}
        refuse={(value) => (value.trim() === '' ? message('performance:form.nameNeeded') : undefined)}
        onCommit={(name) => change({ name: name.trim() })}
      />
      <Select
        label={message('performance:form.model')}
        value={workload.model}
        options={models}
        onChange={(model) => change({ model })}
      />
      <div className={page.pair}>
        <QuantityField
          label={message('performance:form.input')}
          value={workload.inputTokens}
          {...tokens}
          onCommit={(inputTokens) => change({ inputTokens })}
        />
        <QuantityField
          label={message('performance:form.output')}
          value={workload.outputTokens}
          {...tokens}
          onCommit={(outputTokens) => change({ outputTokens })}
        />
      </div>
      <QuantityField
        label={message('performance:form.rate')}
        unit="/s"
        value={workload.requestsPerSecond}
        minimum={0}
        maximum={1e9}
        onCommit={(requestsPerSecond) => change({ requestsPerSecond })}
      />
      <ObjectiveFields workload={workload} onChange={change} />
      {refusal && (
        <p role="alert" className={page.refusal}>
          {refusalText(refusal)}
        </p>
      )}
    </form>
  );
}

type Objective = NonNullable<Workload['objective']>;

interface ObjectiveFieldsProps {
  readonly workload: Workload;
  readonly onChange: (change: WorkloadChange) => void;
}

function ObjectiveFields({ workload, onChange }: ObjectiveFieldsProps) {
  const message = useMessage();
  const { objective } = workload;
  const change = (part: { readonly [Key in keyof Objective]?: Objective[Key] | undefined }) => {
    const entries = Object.entries({ percentile: PERCENTILE, ...objective, ...part });
    const known = Object.fromEntries(entries.filter(([, value]) => value !== undefined));
    onChange({ objective: known as Objective });
  };
  return (
    <>
      <div className={page.pair}>
        <QuantityField
          label={message('performance:form.firstToken')}
          unit="s"
          value={objective?.timeToFirstTokenSeconds}
          minimum={0.000_001}
          maximum={1e6}
          step={0.1}
          placeholder={message('performance:form.notAsked')}
          onCommit={(timeToFirstTokenSeconds) => change({ timeToFirstTokenSeconds })}
          onClear={() => change({ timeToFirstTokenSeconds: undefined })}
        />
        <QuantityField
          label={message('performance:form.perToken')}
          unit="s"
          value={objective?.timePerOutputTokenSeconds}
          minimum={0.000_001}
          maximum={1e6}
          step={0.01}
          placeholder={message('performance:form.notAsked')}
          onCommit={(timePerOutputTokenSeconds) => change({ timePerOutputTokenSeconds })}
          onClear={() => change({ timePerOutputTokenSeconds: undefined })}
        />
      </div>
      <QuantityField
        label={message('performance:form.percentile')}
        unit="%"
        value={objective?.percentile ?? PERCENTILE}
        minimum={1}
        maximum={99.99}
        onCommit={(percentile) => change({ percentile })}
      />
    </>
  );
}
