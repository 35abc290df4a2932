import type { Scenario } from '#shared/scenario/schema';
import { RangeValue } from '../../../components/range-value';
import { Trace } from '../../../components/trace';
import { useMessage } from '../../../i18n/use-language';
import styles from './inspector.module.css';

interface TracedValueProps {
  readonly name: 'typical' | 'nameplate' | 'idle' | 'heat' | 'airflow' | 'mass' | 'capital' | 'price';
  readonly path: string;
  readonly range: { readonly low: number; readonly typical: number; readonly high: number };
  readonly unit: string;
  /** The scenario that the path leads into, where it is not the open one. */
  readonly scenario?: Scenario;
}

/** A named figure of the plan that opens where it comes from. */
export function TracedValue({ name, path, range, unit, scenario }: TracedValueProps) {
  const message = useMessage();
  const label = message(`layout:inspector.${name}`);
  return (
    <div className={styles.value}>
      <span>{label}</span>
      <Trace label={label} path={path} {...(scenario && { scenario })}>
        <RangeValue range={range} unit={unit} />
      </Trace>
    </div>
  );
}
