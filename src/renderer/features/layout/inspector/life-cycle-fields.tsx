import { Select } from '#renderer/components/select';
import { TextField } from '#renderer/components/text-field';
import type { Command } from '#renderer/documents/command';
import { useMessage } from '#renderer/i18n/use-language';
import type { LifeCycle, LifeState } from '#shared/scenario/life-cycle';
import type { Device, Rack } from '#shared/scenario/schema';
import { CalendarDay } from '#shared/time/calendar-day';
import styles from './inspector.module.css';

/** When a device stands; without a life cycle always. */
export const changeDeviceLife = (device: Device, lifeCycle: LifeCycle | undefined): Command => ({
  name: { key: 'autofit:commands.life', params: { name: device.name } },
  recipe: (draft) => {
    const changed = draft.devices[device.id];
    if (changed && lifeCycle) changed.lifeCycle = { ...lifeCycle };
    else if (changed) Reflect.deleteProperty(changed, 'lifeCycle');
  },
});

/** When a rack stands. */
export const changeRackLife = (rack: Rack, lifeCycle: LifeCycle | undefined): Command => ({
  name: { key: 'autofit:commands.life', params: { name: rack.name } },
  recipe: (draft) => {
    const changed = draft.racks[rack.id];
    if (changed && lifeCycle) changed.lifeCycle = { ...lifeCycle };
    else if (changed) Reflect.deleteProperty(changed, 'lifeCycle');
  },
});

export const states = ['always', 'present', 'planned', 'retired'] as const;

function withDay(life: LifeCycle, field: 'from' | 'until', day: string): LifeCycle {
  const changed = { ...life };
  if (day === '') Reflect.deleteProperty(changed, field);
  else Object.assign(changed, { [field]: day });
  return changed;
}

/** When a rack or a device stands: its state, and the days on which it comes and goes. */
export function LifecycleFields({
  lifeCycle,
  onChange,
}: {
  readonly lifeCycle: LifeCycle | undefined;
  readonly onChange: (lifeCycle: LifeCycle | undefined) => void;
}) {
  const message = useMessage();
  const choose = (state: LifeState | 'always') =>
    onChange(state === 'always' ? undefined : { ...lifeCycle, state });
  const setDay = (field: 'from' | 'until', text: string) => {
    const day = text.trim();
    if (lifeCycle === undefined || (day !== '' && !CalendarDay.safeParse(day).success)) return;
    onChange(withDay(lifeCycle, field, day));
  };
  return (
    <section className={styles.section} aria-label={message('autofit:life.title')}>
      <h3 className={styles.heading}>{message('autofit:life.title')}</h3>
      <Select
        label={message('autofit:life.state')}
        value={lifeCycle?.state ?? 'always'}
        options={states.map((value) => ({ value, label: message(`autofit:life.${value}`) }))}
        onChange={choose}
      />
      {lifeCycle && (
        <div className={styles.pair}>
          {(['from', 'until'] as const).map((field) => (
            <TextField
              key={field}
              label={message(`autofit:life.${field}`)}
              value={lifeCycle[field] ?? ''}
              maxLength={10}
              onCommit={(text) => setDay(field, text)}
            />
          ))}
        </div>
      )}
      {lifeCycle && <p className={styles.quiet}>{message('autofit:life.hint')}</p>}
    </section>
  );
}
