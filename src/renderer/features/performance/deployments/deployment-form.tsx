import page from '#renderer/components/page.module.css';
import { QuantityField } from '#renderer/components/quantity-field';
import { Select } from '#renderer/components/select';
import { TextField } from '#renderer/components/text-field';
import { useCatalogue, useScenario } from '#renderer/documents/hooks';
import styles from '#renderer/features/performance/performance.module.css';
import { refusalText } from '#renderer/i18n/refusal-text';
import { useMessage } from '#renderer/i18n/use-language';
import { Precision } from '#shared/catalogue/entries';
import { estimateLimits, type EstimateMode } from '#shared/estimate/case';
import type { Deployment } from '#shared/scenario/schema';
import {
  assignWorkload,
  changeDeployment,
  type EstimateChange,
  movedTo,
  renameDeployment,
  useEdits,
} from './edits';
import { maximumWattsOf, rackedAccelerators } from './hardware';

/** A part of a deployment's form: what it shows, and how it is changed. */
interface FieldsProps {
  readonly deployment: Deployment;
  readonly onChange: (change: EstimateChange) => void;
}

const AUTOMATIC = 'auto';

/** Which model a deployment runs, in which precisions, by which engine. */
function ModelFields({ deployment, onChange }: FieldsProps) {
  const message = useMessage();
  const catalogue = useCatalogue();
  const { estimate } = deployment;
  const kind = catalogue.accelerators[estimate.hardware]?.kind;
  const precisions = [AUTOMATIC, ...Precision.options] as const;
  const named = (value: string) => ({
    value,
    label: value === AUTOMATIC ? message('performance:form.auto') : value.toUpperCase(),
  });
  const chosen = (value: string): Precision | undefined =>
    Precision.options.find((precision) => precision === value);
  const models = Object.values(catalogue.models).map(({ id, name }) => ({ value: id, label: name }));
  const engines = Object.values(catalogue.engines).filter((engine) => engine.kind === kind);
  const known = models.some(({ value }) => value === estimate.model);
  return (
    <>
      <Select
        label={message('performance:form.model')}
        value={estimate.model}
        options={known ? models : [{ value: estimate.model, label: estimate.model }, ...models]}
        onChange={(model) => onChange({ model })}
      />
      <div className={page.pair}>
        <Select
          label={message('performance:form.weights')}
          value={estimate.weights ?? AUTOMATIC}
          options={precisions.map(named)}
          onChange={(value) => onChange({ weights: chosen(value) })}
        />
        <Select
          label={message('performance:form.kv')}
          value={estimate.kv ?? AUTOMATIC}
          options={precisions.map(named)}
          onChange={(value) => onChange({ kv: chosen(value) })}
        />
      </div>
      <Select
        label={message('performance:form.engine')}
        value={estimate.engine ?? AUTOMATIC}
        options={[named(AUTOMATIC), ...engines.map(({ id, name }) => ({ value: id, label: name }))]}
        onChange={(engine) => onChange({ engine: engine === AUTOMATIC ? undefined : engine })}
      />
    </>
  );
}

const modes: readonly EstimateMode[] = ['static', 'in-flight', 'serving'];

/** How a deployment is loaded: by a batch, to the full, or by requests that arrive, and how long these are. */
function RequestFields({ deployment, onChange }: FieldsProps) {
  const message = useMessage();
  const { estimate } = deployment;
  const workload = useScenario(({ workloads }) => deployment.workload && workloads[deployment.workload]);
  const lengths = { unit: '', minimum: 1, maximum: estimateLimits.tokens, whole: true, step: 64 };
  const rate = estimate.requestsPerSecond ?? (workload ? workload.requestsPerSecond : undefined);
  return (
    <>
      <Select
        label={message('performance:form.mode')}
        value={estimate.mode}
        options={modes.map((value) => ({ value, label: message(`performance:form.modes.${value}`) }))}
        onChange={(mode) =>
          onChange({
            mode,
            requestsPerSecond: mode === 'serving' ? (rate !== undefined && rate > 0 ? rate : 1) : undefined,
          })
        }
      />
      <QuantityField
        label={message(estimate.mode === 'static' ? 'performance:form.batch' : 'performance:form.cap')}
        unit=""
        value={estimate.batch}
        minimum={1}
        maximum={estimateLimits.batch}
        whole
        placeholder={estimate.mode === 'static' ? '1' : message('performance:form.noCap')}
        onCommit={(batch) => onChange({ batch })}
        onClear={() => onChange({ batch: undefined })}
      />
      {estimate.mode === 'serving' && (
        <QuantityField
          label={message('performance:form.rate')}
          unit="/s"
          value={estimate.requestsPerSecond}
          minimum={0.000_001}
          maximum={estimateLimits.requestsPerSecond}
          onCommit={(requestsPerSecond) => onChange({ requestsPerSecond })}
        />
      )}
      <div className={page.pair}>
        <QuantityField
          label={message('performance:form.input')}
          value={estimate.input}
          {...lengths}
          onCommit={(input) => onChange({ input })}
        />
        <QuantityField
          label={message('performance:form.output')}
          value={estimate.output}
          {...lengths}
          onCommit={(output) => onChange({ output })}
        />
      </div>
    </>
  );
}

/** Which accelerators a deployment runs on, how they share the model, and what each may draw. */
function HardwareFields({ deployment, onChange }: FieldsProps) {
  const message = useMessage();
  const catalogue = useCatalogue();
  const devices = useScenario((scenario) => scenario.devices);
  const racked = rackedAccelerators({ devices }, catalogue);
  const { estimate } = deployment;
  const countOf = (type: string): number | undefined => racked.find((each) => each.type === type)?.count;
  const options = Object.values(catalogue.accelerators)
    .map(({ id, name }) => {
      const count = countOf(id);
      const label = count === undefined ? name : message('performance:form.inRacks', { name, count });
      return { value: id, label, count: count ?? 0 };
    })
    .sort((a, b) => b.count - a.count);
  const known = options.some(({ value }) => value === estimate.hardware);
  const hardware = catalogue.accelerators[estimate.hardware];
  const splits = { minimum: 1, maximum: estimateLimits.devices, whole: true, unit: '' };
  return (
    <>
      <Select
        label={message('performance:form.hardware')}
        value={estimate.hardware}
        options={known ? options : [{ value: estimate.hardware, label: estimate.hardware }, ...options]}
        onChange={(type) =>
          onChange(
            movedTo(estimate, { hardware: type, devices: countOf(type) ?? estimate.devices, catalogue }),
          )
        }
      />
      <QuantityField
        label={message('performance:form.devices')}
        value={estimate.devices}
        {...splits}
        onCommit={(count) => onChange({ devices: count })}
      />
      <div className={page.pair}>
        <QuantityField
          label={message('performance:form.tensor')}
          value={estimate.tensorParallel}
          placeholder={message('performance:form.auto')}
          {...splits}
          onCommit={(tensorParallel) => onChange({ tensorParallel })}
          onClear={() => onChange({ tensorParallel: undefined })}
        />
        <QuantityField
          label={message('performance:form.pipeline')}
          value={estimate.pipelineParallel}
          placeholder={message('performance:form.auto')}
          {...splits}
          onCommit={(pipelineParallel) => onChange({ pipelineParallel })}
          onClear={() => onChange({ pipelineParallel: undefined })}
        />
      </div>
      <QuantityField
        label={message('performance:form.powerCap')}
        unit="W"
        value={estimate.powerCapWatts}
        minimum={1}
        maximum={10_000}
        step={10}
        placeholder={message('performance:form.noCap')}
        onCommit={(powerCapWatts) => onChange({ powerCapWatts })}
        onClear={() => onChange({ powerCapWatts: undefined })}
        {...(hardware &&
          maximumWattsOf(hardware) !== undefined && { hint: `≤ ${maximumWattsOf(hardware)} W` })}
      />
    </>
  );
}

/** Everything that a deployment says, each change an edit with a name. */
export function DeploymentForm({ deployment }: { readonly deployment: Deployment }) {
  const message = useMessage();
  const { send, refusal } = useEdits();
  const workloads = useScenario((scenario) => scenario.workloads);
  const change = (part: EstimateChange) => send(changeDeployment(deployment, part));
  return (
    <form
      className={styles.form}
      aria-label={message('performance:form.deployment')}
      onSubmit={(event) => event.preventDefault()}
    >
      <TextField
        label={message('performance:form.name')}
        value={deployment.name}
        maxLength={120}
        refuse={(value) => (value.trim() === '' ? message('performance:form.nameNeeded') : undefined)}
        onCommit={(name) => send(renameDeployment(deployment, name.trim()))}
      />
      <Select
        label={message('performance:workload')}
        value={deployment.workload ?? ''}
        options={[
          { value: '', label: message('performance:form.noWorkload') },
          ...Object.values(workloads).map(({ id, name }) => ({ value: id, label: name })),
        ]}
        onChange={(id) =>
          send(
            assignWorkload(
              deployment,
              id === '' ? undefined : Object.values(workloads).find((each) => each.id === id),
            ),
          )
        }
      />
      <HardwareFields deployment={deployment} onChange={change} />
      <ModelFields deployment={deployment} onChange={change} />
      <RequestFields deployment={deployment} onChange={change} />
      {refusal && (
        <p role="alert" className={page.refusal}>
          {refusalText(refusal)}
        </p>
      )}
    </form>
  );
}
