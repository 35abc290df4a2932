import type { CalendarDay } from '#shared/calendar-day';
import type { Command } from '../../documents/command';

/** Plans the scenario for a day, or for the end of all changes. */
export const changePlanDate = (day: CalendarDay | undefined): Command => ({
  name: day === undefined ? { key: 'dates:commands.end' } : { key: 'dates:commands.asOf', params: { day } },
  recipe: (draft) => {
    if (day === undefined) Reflect.deleteProperty(draft, 'asOf');
    else draft.asOf = day;
  },
});
