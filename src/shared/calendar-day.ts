import { z } from './zod';

/** A day as `2027-03-01`; days compare as their texts do. */
export const CalendarDay = z.iso.date();
export type CalendarDay = z.infer<typeof CalendarDay>;

/**
 * The day of an instant where the user is: at seven in the morning it is today in Shanghai, where UTC still says
 * yesterday. `daysLater` counts calendar days, also over a change of the clocks. It depends on the machine's time zone,
 * so screens and commands call it and hand the day on; nothing derived does.
 */
export function localDayOf(milliseconds: number, daysLater = 0): CalendarDay {
  // eslint-disable-next-line no-restricted-globals -- no clock is read: the instant is handed in
  const at = new Date(milliseconds);
  at.setDate(at.getDate() + daysLater);
  return [
    String(at.getFullYear()).padStart(4, '0'),
    String(at.getMonth() + 1).padStart(2, '0'),
    String(at.getDate()).padStart(2, '0'),
  ].join('-');
}
