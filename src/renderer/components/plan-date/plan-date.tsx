import { useId, useMemo, useRef, useState } from 'react';
import { Button } from '#renderer/components/button';
import { Popover } from '#renderer/components/popover';
import type { Command } from '#renderer/documents/command';
import { useCommands, useScenario } from '#renderer/documents/hooks';
import { useMessage } from '#renderer/i18n/use-language';
import { changeDays, type DayOfChange } from '#shared/scenario/standing';
import { CalendarDay, localDayOf } from '#shared/time/calendar-day';
import styles from './plan-date.module.css';

/** Plans the scenario for a day, or for the end of all changes. */
export const changePlanDate = (day: CalendarDay | undefined): Command => ({
  name: day === undefined ? { key: 'dates:commands.end' } : { key: 'dates:commands.asOf', params: { day } },
  recipe: (draft) => {
    if (day === undefined) Reflect.deleteProperty(draft, 'asOf');
    else draft.asOf = day;
  },
});

/** The day that the open scenario is planned for, and the way to another. */
export function PlanDate() {
  const message = useMessage();
  const asOf = useScenario((scenario) => scenario.asOf);
  const [open, setOpen] = useState(false);
  const button = useRef<HTMLButtonElement>(null);
  return (
    <>
      <Button
        ref={button}
        kind="plain"
        className={asOf === undefined ? styles.undated : undefined}
        icon="calendar"
        aria-label={message('dates:button', { day: asOf ?? message('dates:endShort') })}
        aria-haspopup="dialog"
        aria-expanded={open}
        title={message('dates:button', { day: asOf ?? message('dates:endShort') })}
        onClick={() => setOpen(!open)}
      >
        {asOf !== undefined && <span className={styles.dated}>{asOf}</span>}
      </Button>
      {open && (
        <Popover anchor={button} label={message('dates:label')} onClose={() => setOpen(false)}>
          <Choice asOf={asOf} onDone={() => setOpen(false)} />
        </Popover>
      )}
    </>
  );
}

interface ChoiceProps {
  readonly asOf: CalendarDay | undefined;
  readonly onDone: () => void;
}

function Choice({ asOf, onDone }: ChoiceProps) {
  const message = useMessage();
  const dispatch = useCommands();
  const racks = useScenario((scenario) => scenario.racks);
  const devices = useScenario((scenario) => scenario.devices);
  const days = useMemo(() => changeDays({ racks, devices }), [racks, devices]);
  const [today] = useState(() => localDayOf(Date.now()));
  const field = useId();
  const choose = (day: CalendarDay | undefined) => {
    dispatch(changePlanDate(day));
    onDone();
  };
  const changesOn = ({ comes, goes }: DayOfChange): string =>
    [
      ...(comes.length > 0 ? [message('dates:comes', { count: comes.length })] : []),
      ...(goes.length > 0 ? [message('dates:goes', { count: goes.length })] : []),
    ].join(', ');
  return (
    <div className={styles.choice}>
      <div className={styles.days}>
        <Day chosen={asOf === undefined} onChoose={() => choose(undefined)} first>
          {message('dates:end')}
        </Day>
        <Day chosen={asOf === today} onChoose={() => choose(today)}>
          {message('dates:today', { day: today })}
        </Day>
        {days.map((change) => (
          <Day key={change.day} chosen={asOf === change.day} onChoose={() => choose(change.day)}>
            {message('dates:changesOn', { day: change.day, changes: changesOn(change) })}
          </Day>
        ))}
      </div>
      <form
        className={styles.another}
        onSubmit={(event) => {
          event.preventDefault();
          const day = CalendarDay.safeParse(new FormData(event.currentTarget).get('day'));
          if (day.success) choose(day.data);
        }}
      >
        <label htmlFor={field}>{message('dates:another')}</label>
        <input id={field} name="day" type="date" required defaultValue={asOf ?? ''} />
        <Button type="submit">{message('dates:choose')}</Button>
      </form>
      <p className={styles.hint}>{message('dates:hint')}</p>
    </div>
  );
}

interface DayProps {
  readonly chosen: boolean;
  readonly first?: boolean;
  readonly onChoose: () => void;
  readonly children: string;
}

function Day({ chosen, first = false, onChoose, children }: DayProps) {
  return (
    <button
      type="button"
      className={styles.day}
      aria-pressed={chosen}
      {...(first && { 'data-autofocus': true })}
      onClick={onChoose}
    >
      {children}
    </button>
  );
}
