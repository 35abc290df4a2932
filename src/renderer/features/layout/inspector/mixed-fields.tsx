import { type Option, Select } from '#renderer/components/select';
import { useMessage } from '#renderer/i18n/use-language';
import type { LifeCycle } from '#shared/scenario/life-cycle';
import styles from './inspector.module.css';
import { LifecycleFields, states } from './life-cycle-fields';

/** What several things have in common: one value, or that they differ. */
type Common<Value> = { readonly same: true; readonly value: Value } | { readonly same: false };

/** The value that all have; values are compared by what they hold. */
export function commonOf<Value>(values: readonly Value[]): Common<Value> {
  const [first] = values;
  const wanted = JSON.stringify(first);
  return values.length > 0 && values.every((value) => JSON.stringify(value) === wanted)
    ? { same: true, value: first as Value }
    : { same: false };
}

const MIXED = '…';

interface MixedSelectProps<Value extends string> {
  readonly label: string;
  /** The value of each thing that is selected. */
  readonly values: readonly Value[];
  readonly options: readonly Option<Value>[];
  readonly onChange: (value: Value) => void;
}

/** One of a few for several things at once; says so where they differ, until one is chosen for all. */
export function MixedSelect<Value extends string>({
  label,
  values,
  options,
  onChange,
}: MixedSelectProps<Value>) {
  const message = useMessage();
  const common = commonOf(values);
  return (
    <Select<string>
      label={label}
      value={common.same ? common.value : MIXED}
      options={common.same ? options : [{ value: MIXED, label: message('bulk:differ') }, ...options]}
      onChange={(chosen) => {
        const option = options.find(({ value }) => value === chosen);
        if (option) onChange(option.value);
      }}
    />
  );
}

interface LifeFieldsProps {
  readonly lives: readonly (LifeCycle | undefined)[];
  readonly onChange: (life: LifeCycle | undefined) => void;
}

/** When everything selected stands; where that differs, first a state for all of it. */
export function LifeFields({ lives, onChange }: LifeFieldsProps) {
  const message = useMessage();
  const common = commonOf(lives.map((life) => life ?? null));
  if (common.same) return <LifecycleFields lifeCycle={common.value ?? undefined} onChange={onChange} />;
  return (
    <section className={styles.section} aria-label={message('autofit:life.title')}>
      <h3 className={styles.heading}>{message('autofit:life.title')}</h3>
      <MixedSelect
        label={message('autofit:life.state')}
        values={lives.map((life, index) => life?.state ?? (index < 0 ? 'present' : 'always'))}
        options={states.map((value) => ({ value, label: message(`autofit:life.${value}`) }))}
        onChange={(state) => onChange(state === 'always' ? undefined : { state })}
      />
    </section>
  );
}
