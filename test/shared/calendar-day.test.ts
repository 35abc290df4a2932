import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { localDayOf } from '#shared/time/calendar-day';

let zone: string | undefined;
beforeEach(() => {
  zone = process.env['TZ'];
});
afterEach(() => {
  if (zone === undefined) delete process.env['TZ'];
  else process.env['TZ'] = zone;
});

const at = (instant: string): number => Date.parse(instant);

describe('the day of an instant', () => {
  it.each([
    ['Asia/Shanghai', '2026-11-24T23:30:00Z', '2026-11-25'],
    ['America/Los_Angeles', '2026-11-25T07:30:00Z', '2026-11-24'],
    ['UTC', '2026-11-25T00:00:00Z', '2026-11-25'],
  ])('is the one that the calendar of %s shows', (timeZone, instant, day) => {
    process.env['TZ'] = timeZone;
    expect(localDayOf(at(instant))).toBe(day);
  });

  it('counts days, not 24 hours, where the clocks change in between', () => {
    process.env['TZ'] = 'America/Los_Angeles';
    expect(localDayOf(at('2026-10-26T06:30:00Z'), 30)).toBe('2026-11-24');
  });
});
