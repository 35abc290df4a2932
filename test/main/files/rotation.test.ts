import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  distinctStates,
  keptBackups,
  rotation,
  superfluousBackups,
  type Rotated,
} from '#main/files/rotation';

interface Backup extends Rotated {
  readonly whole: boolean;
}

/** Backups as clocks make them that jump by years in either direction, some of equal content, some damaged. */
const histories = fc
  .array(
    fc.record({
      at: fc.oneof(
        fc.integer({ min: 1_700_000_000_000, max: 1_700_900_000_000 }),
        fc.integer({ min: 0, max: 4_000_000_000_000 }),
      ),
      state: fc.integer({ min: 0, max: 60 }).map(String),
      whole: fc.boolean(),
    }),
    { maxLength: 200 },
  )
  .map((made) => made.map((backup, sequence): Backup => ({ ...backup, sequence })));

const isWhole = ({ whole }: Backup) => Promise.resolve(whole);

const staying = async (history: readonly Backup[]): Promise<readonly Backup[]> => {
  const going = new Set(await superfluousBackups(history, isWhole));
  return history.filter((backup) => !going.has(backup));
};

const property = (law: (history: readonly Backup[], stays: readonly Backup[]) => void) =>
  fc.assert(fc.asyncProperty(histories, async (history) => law(history, await staying(history))));

describe('whatever the clock says, rotation', () => {
  it('keeps the newest backup', () =>
    property((history, stays) => {
      if (history.length > 0) expect(stays).toContain(history.at(-1));
    }));

  it('keeps the newest distinct states', () =>
    property((history, stays) => {
      expect(stays).toEqual(expect.arrayContaining(distinctStates(history).slice(0, rotation.newest)));
    }));

  it('never leaves fewer whole backups than it must, as far as there were so many', () =>
    property((history, stays) => {
      const whole = (backups: readonly Backup[]) => backups.filter((backup) => backup.whole).length;
      expect(whole(stays)).toBeGreaterThanOrEqual(Math.min(rotation.whole, whole(history)));
    }));

  it('keeps a bounded number', () =>
    property((_history, stays) => {
      const { newest, hours, days, whole } = rotation;
      expect(stays.length).toBeLessThanOrEqual(newest + hours + days + whole);
    }));

  it('comes to the same in steps: what stays, stays when nothing is added', () =>
    property((_history, stays) => {
      expect([...keptBackups(stays)].length).toBeLessThanOrEqual(stays.length);
      expect(stays).toEqual(expect.arrayContaining([...keptBackups(stays)]));
    }));
});

describe('rotation by age', () => {
  const hour = 3_600_000;
  const hourly = (hours: number): Backup[] =>
    Array.from({ length: hours }, (_, index) => ({
      sequence: index,
      at: index * hour,
      state: String(index),
      whole: true,
    }));

  it('keeps the newest of each of the last hours and days', () => {
    const kept = new Set([...keptBackups(hourly(1_000))].map(({ sequence }) => sequence));
    expect(kept.has(999)).toBe(true);
    expect(kept.has(976)).toBe(true);
    expect(kept.has(975)).toBe(false);
    // The last of its day: 975 = 40 days and 15 hours, so day 39 ends at hour 959.
    expect(kept.has(959)).toBe(true);
    expect(kept.has(958)).toBe(false);
  });

  it('is not misled by one backup dated a year ahead', () => {
    const history = [...hourly(30), { sequence: 30, at: 9_000 * hour, state: 'ahead', whole: true }];
    const after = hourly(60).slice(31);
    const kept = [...keptBackups([...history, ...after])];
    expect(kept).toEqual(expect.arrayContaining(after.slice(-rotation.newest)));
  });

  it('keeps the only whole backup, however old it is', async () => {
    const history = hourly(500).map((backup) => ({ ...backup, whole: backup.sequence === 3 }));
    expect((await staying(history)).filter(({ whole }) => whole).map(({ sequence }) => sequence)).toEqual([
      3,
    ]);
  });
});
