import { describe, expect, it } from 'vitest';
import { daysBetween, firstDayOf } from '#shared/time/calendar-day';

describe('days between two days', () => {
  it('agree with the platform’s calendar over leap years and centuries', () => {
    const start = '1999-12-31';
    for (let days = 0; days < 40_000; days += 97) {
      const later = new Date(Date.parse(start) + days * 86_400_000).toISOString().slice(0, 10);
      expect(daysBetween(start, later), later).toBe(days);
      expect(daysBetween(later, start)).toBe(0 - days);
    }
  });
});

it('a date as fine as its source allows begins on its first day', () => {
  expect([firstDayOf('2024'), firstDayOf('2024-02'), firstDayOf('2024-02-20')]).toEqual([
    '2024-01-01',
    '2024-02-01',
    '2024-02-20',
  ]);
  expect(firstDayOf('undated')).toBeUndefined();
});
