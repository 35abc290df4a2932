import { estimateLimits } from '#shared/estimate/case';
import page from '../../../components/page.module.css';
import { QuantityField } from '../../../components/quantity-field';
import { Select } from '../../../components/select';
import { useCatalogue, useScenario } from '../../../documents/hooks';
import { useMessage } from '../../../i18n/use-language';
import type { FieldsProps } from './deployment-fields';
import { movedTo } from './edits';
import { maximumWattsOf } from './hardware-facts';
import { rackedAccelerators } from './racked';

/** Which accelerators a deployment runs on, how they share the model, and what each may draw. */
export function HardwareFields({ deployment, onChange }: FieldsProps) {
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
