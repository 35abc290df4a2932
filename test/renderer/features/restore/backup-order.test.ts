import { describe, expect, it } from 'vitest';
import { countsOf, type BackedUpLibrary, type ListedBackup } from '#shared/storage/backup';
import { bestOf, inOrder } from '#renderer/features/restore/backup-order';

const NOW = Date.parse('2026-12-01T00:00:00Z');

const aBackup = (id: string, at: string | null, changes: Partial<ListedBackup> = {}): ListedBackup => ({
  id,
  at,
  health: 'whole',
  damagedRows: 0,
  counts: { ...countsOf([]), scenarios: 1 },
  names: [],
  ...changes,
});

const aLibrary = (library: string, ...backups: readonly ListedBackup[]): BackedUpLibrary => ({
  library,
  kind: 'library',
  backups,
});

const listOf = (...libraries: readonly BackedUpLibrary[]) => ({ folder: '', libraries });

describe('the backup to look at first', () => {
  it('is the newest by sequence, whatever years the clock gave the ones before', () => {
    const last = aBackup('a/3', '2026-11-30T00:00:00Z');
    const before = [aBackup('a/2', '2027-11-30T00:00:00Z'), aBackup('a/1', '2025-11-30T00:00:00Z')];
    expect(bestOf(listOf(aLibrary('a', last, ...before)), NOW)).toBe(last);
  });

  it('is of the library that was backed up last, and one from the future counts as of today', () => {
    const ahead = aLibrary('a', aBackup('a/1', '2027-06-01T00:00:00Z'));
    const now = aLibrary('b', aBackup('b/1', '2026-11-30T00:00:00Z'));
    const old = aLibrary('c', aBackup('c/1', '2024-11-30T00:00:00Z'));
    expect(inOrder(listOf(old, now, ahead), undefined, NOW).map(({ library }) => library)).toEqual([
      'a',
      'b',
      'c',
    ]);
    expect(inOrder(listOf(old, now, ahead), 'c', NOW)[0]).toBe(old);
  });

  it('is an older one where the newest is damaged, empty or of a newer version', () => {
    const whole = aBackup('a/1', '2026-01-01T00:00:00Z');
    const damaged = aBackup('a/2', null, { health: 'damaged' });
    const empty = aBackup('a/3', '2026-03-01T00:00:00Z', { counts: countsOf([]) });
    const newer = aBackup('a/4', null, { health: 'newer' });
    expect(bestOf(listOf(aLibrary('a', newer, empty, damaged, whole)), NOW)).toBe(whole);
    expect(bestOf(listOf(aLibrary('a', newer)), NOW)).toBeUndefined();
  });
});
