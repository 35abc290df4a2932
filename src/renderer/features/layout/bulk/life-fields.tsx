import type { LifeCycle } from '#shared/scenario/life-cycle';
import { useMessage } from '../../../i18n/use-language';
import { LifecycleFields } from '../inspector/lifecycle-fields';
import styles from '../inspector/inspector.module.css';
import { commonOf } from './common';
import { MixedSelect } from './mixed-select';

const states = ['always', 'present', 'planned', 'retired'] as const;

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
