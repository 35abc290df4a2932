import { z } from '#shared/schema/zod';

/** A day as `2027-03-01`; days compare as their texts do. */
export const CalendarDay = z.iso.date();
export type CalendarDay = z.infer<typeof CalendarDay>;

export const DAY_MILLISECONDS = 24 * 3_600 * 1_000;

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

/** A calendar day as ISO 8601, given by whoever asks: nothing derived reads a clock. */
export const Day = z.iso.date();

/** The first day that a date as fine as its source allows may mean; undefined for one that is undated. */
export function firstDayOf(date: string): string | undefined {
  const match = /^(\d{4})(-\d{2})?(-\d{2})?$/.exec(date);
  return match === null ? undefined : `${match[1]}${match[2] ?? '-01'}${match[3] ?? '-01'}`;
}

/** Whole days from one ISO day to another; negative where the second is earlier. */
export const daysBetween = (from: string, to: string): number => dayNumber(to) - dayNumber(from);

const DAYS_PER_ERA = 146_097;
const YEARS_PER_ERA = 400;

/**
 * Days since 1 March of the year 0 in the Gregorian calendar. Years begin in March, so that a leap day is the last of
 * its year; (153 m + 2) / 5 are the days before month m (Richards, "Explanatory Supplement", 3rd ed., section 15.11).
 */
function dayNumber(day: string): number {
  const [year = 0, month = 1, date = 1] = day.split('-').map(Number);
  const shiftedYear = month > 2 ? year : year - 1;
  const era = Math.floor(shiftedYear / YEARS_PER_ERA);
  const yearOfEra = shiftedYear - era * YEARS_PER_ERA;
  const dayOfYear = Math.floor((153 * ((month + 9) % 12) + 2) / 5) + date - 1;
  const leapDays = Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100);
  return era * DAYS_PER_ERA + yearOfEra * 365 + leapDays + dayOfYear;
}
