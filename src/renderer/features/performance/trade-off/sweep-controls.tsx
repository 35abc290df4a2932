import type { Deployment } from '#shared/scenario/schema';
import { Menu } from '../../../components/menu';
import { useCatalogue } from '../../../documents/hooks';
import { useFormats } from '../../../format/use-formats';
import { useMessage } from '../../../i18n/use-language';
import { maximumWattsOf, tensorSplits } from '../deployments/hardware-facts';
import styles from '../performance.module.css';
import { SliderField } from '../slider-field';
import type { SweepSetting } from './sweep';
import { capValues, lengthValues } from './slider-values';

export interface SweepControlsProps {
  readonly deployment: Deployment;
  readonly setting: SweepSetting;
  readonly onChange: (setting: SweepSetting) => void;
  readonly others: readonly string[];
  readonly onOthers: (others: readonly string[]) => void;
}

/** Sliders for lengths, power cap and split, and the hardware laid beside it. */
export function SweepControls({ deployment, setting, onChange, others, onOthers }: SweepControlsProps) {
  const message = useMessage();
  const catalogue = useCatalogue();
  const { number } = useFormats();
  const { hardware: type, devices, model: modelId } = deployment.estimate;
  const hardware = catalogue.accelerators[type];
  const model = catalogue.models[modelId];
  const maximum = hardware?.kind === 'gpu' ? maximumWattsOf(hardware) : undefined;
  const splits = hardware?.kind === 'gpu' && model ? tensorSplits(model, { devices }) : [];
  const tokens = (value: number): string => number(value, 0);
  return (
    <div className={styles.sliders}>
      <SliderField
        label={message('performance:sweep.input')}
        value={setting.input}
        values={lengthValues}
        shown={tokens}
        onChange={(input) => onChange({ ...setting, input })}
      />
      <SliderField
        label={message('performance:sweep.output')}
        value={setting.output}
        values={lengthValues}
        shown={tokens}
        onChange={(output) => onChange({ ...setting, output })}
      />
      {maximum !== undefined && (
        <SliderField
          label={message('performance:sweep.powerCap')}
          value={setting.powerCapWatts ?? maximum}
          values={capValues(maximum)}
          shown={(value) => `${number(value, 0)} W`}
          onChange={(cap) => onChange({ ...setting, powerCapWatts: cap >= maximum ? undefined : cap })}
        />
      )}
      {splits.length > 1 && (
        <SliderField
          label={message('performance:sweep.split')}
          value={setting.tensorParallel ?? splits[0] ?? 1}
          values={splits}
          shown={(value) => message('performance:sweep.tp', { count: value })}
          onChange={(tensorParallel) => onChange({ ...setting, tensorParallel })}
        />
      )}
      <Menu
        label={message('performance:sweep.against')}
        kind="plain"
        items={Object.values(catalogue.accelerators)
          .filter(({ id }) => id !== type)
          .map(({ id, name }) => ({
            id,
            label: name,
            checked: others.includes(id),
            onSelect: () =>
              onOthers(others.includes(id) ? others.filter((each) => each !== id) : [...others, id]),
          }))}
      >
        {message('performance:sweep.against')}
        {others.length > 0 && ` (${others.length})`}
      </Menu>
    </div>
  );
}
