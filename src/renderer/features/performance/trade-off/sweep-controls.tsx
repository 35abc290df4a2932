import { Field } from '#renderer/components/field';
import { Menu } from '#renderer/components/menu';
import { useCatalogue } from '#renderer/documents/hooks';
import { maximumWattsOf, tensorSplits } from '#renderer/features/performance/deployments/hardware';
import styles from '#renderer/features/performance/performance.module.css';
import { useFormats } from '#renderer/format/format';
import { useMessage } from '#renderer/i18n/use-language';
import type { Deployment } from '#shared/scenario/schema';
import type { SweepSetting } from './sweep';

const SHORTEST = 16;
const LONGEST = 32_768;
const STEPS_PER_DOUBLING = 4;

/** Lengths in quarter octaves, rounded to what people would type; doublings are exact. */
export const lengthValues: readonly number[] = Array.from(
  { length: Math.log2(LONGEST / SHORTEST) * STEPS_PER_DOUBLING + 1 },
  (_, step) => Math.round(SHORTEST * 2 ** (step / STEPS_PER_DOUBLING)),
);

const CAP_STEPS = 28;
const LOWEST_SHARE = 0.3;

/** Caps from where a part can hardly be clocked up to its maximum, where a cap does nothing. */
export const capValues = (maximumWatts: number): readonly number[] =>
  Array.from({ length: CAP_STEPS + 1 }, (_, step) =>
    Math.round(maximumWatts * (LOWEST_SHARE + ((1 - LOWEST_SHARE) * step) / CAP_STEPS)),
  );

interface SliderFieldProps {
  readonly label: string;
  readonly value: number;
  /** The values that it can take, in order. */
  readonly values: readonly number[];
  readonly shown: (value: number) => string;
  readonly onChange: (value: number) => void;
  readonly disabled?: boolean;
}

/** One of many values in order, moved with the pointer or the arrow keys; what it shows has a fixed width. */
function SliderField({ label, value, values, shown, onChange, disabled }: SliderFieldProps) {
  const at = nearestIndex(values, value);
  return (
    <Field label={label}>
      {(ids) => (
        <span className={styles.slider}>
          <input
            {...ids}
            type="range"
            min={0}
            max={values.length - 1}
            step={1}
            value={at}
            disabled={disabled}
            aria-valuetext={shown(value)}
            onChange={({ target }) => onChange(values[Number(target.value)] ?? value)}
          />
          <output className={styles.sliderValue}>{shown(value)}</output>
        </span>
      )}
    </Field>
  );
}

function nearestIndex(values: readonly number[], value: number): number {
  let nearest = 0;
  values.forEach((each, index) => {
    if (Math.abs(each - value) < Math.abs((values[nearest] ?? 0) - value)) nearest = index;
  });
  return nearest;
}

interface SweepControlsProps {
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
