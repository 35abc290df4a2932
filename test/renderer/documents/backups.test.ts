import 'fake-indexeddb/auto';
import { afterEach, describe, expect, it, vi } from 'vitest';
import type { Refusal } from '#shared/refusal';
import { failure, success, type Result } from '#shared/result';
import { backupsOf } from '../../../src/renderer/documents/backups';
import { aBench, aScenario, step } from './support';
import { PATIENTLY } from '../../support/patience';

const diskFull: Refusal = { code: 'not-written', message: 'The backup could not be written.' };

type Outcome = Result<{ readonly at: string } | null, Refusal>;

/** An open library whose backups meet with these outcomes in turn, the last one for ever. */
async function backingUp(outcomes: readonly [Outcome, ...Outcome[]]) {
  const { documents, repository } = aBench();
  await documents.start();
  await documents.add([aScenario()], step('one'));
  const left = [...outcomes];
  const backUp = vi.fn(() => Promise.resolve((left.length > 1 ? left.shift() : left[0]) ?? outcomes[0]));
  const backups = backupsOf({ api: { backUp }, documents, repository, retryMilliseconds: 5 });
  return { documents, backups, backUp };
}

afterEach(() => vi.restoreAllMocks());

describe('a backup that fails', () => {
  it('is told, and counts as not made', async () => {
    const { documents, backups } = await backingUp([failure(diskFull)]);
    expect(await backups.backUp()).toBe(false);
    expect(documents.store.getState()).toMatchObject({ backupRefusal: diskFull, changedSinceBackup: true });
    backups.stop();
  });

  it('is tried again without another edit, until it succeeds', async () => {
    const { documents, backups, backUp } = await backingUp([failure(diskFull), success(null)]);
    await backups.backUp();
    await vi.waitFor(() => expect(documents.store.getState().backupRefusal).toBeUndefined(), PATIENTLY);
    expect(backUp).toHaveBeenCalledTimes(2);
    expect(documents.store.getState().changedSinceBackup).toBe(false);
    backups.stop();
  });
});
