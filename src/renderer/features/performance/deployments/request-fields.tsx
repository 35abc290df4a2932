import { estimateLimits, type EstimateMode } from '#shared/estimate/case';
import page from '../../../components/page.module.css';
import { QuantityField } from '../../../components/quantity-field';
import { Select } from '../../../components/select';
import { useScenario } from '../../../documents/hooks';
import { useMessage } from '../../../i18n/use-language';
import type { FieldsProps } from './deployment-fields';

const modes: readonly EstimateMode[] = ['static', 'in-flight', 'serving'];

/** How a deployment is loaded: by a batch, to the full, or by requests that arrive, and how long these are. */
export function RequestFields({ deployment, onChange }: FieldsProps) {
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
