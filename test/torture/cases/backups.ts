import { rmSync } from 'node:fs';
import { backupFiles } from '../backup-files';
import type { CaseGiven, TortureCase } from '../case';
import { START_MILLISECONDS } from '../host';
import { list } from '../library-acts';
import { backUpNow, restoreOffered } from '../opened';
import { runStorm, type Storm } from '../storm';
import { editedKept, editedShown, MARK, prepareEdited, renameToNext } from './edits';

const storm: Storm = {
  prepare: prepareEdited,
  stateShown: editedShown,
  stateKept: editedKept,
  step: async (given) => {
    await renameToNext(given);
    await backUpNow(given.page);
  },
  files: ({ host }) => backupFiles(host.backups),
};

/** The library is lost, and what the kills left of the backups must bring it back. */
async function restoreAll({ host, tally }: CaseGiven): Promise<void> {
  rmSync(host.databases, { recursive: true, force: true });
  const page = await host.open(() => Promise.resolve());
  await restoreOffered(page);
  await list(page)
    .getByRole('button', { name: new RegExp(`^${MARK}`) })
    .first()
    .waitFor({ timeout: START_MILLISECONDS });
  await host.killRest();
  tally.notes.push('the library was restored from what the kills left of the backups');
}

/** Backups are written while everything is killed; then the library is removed and restored from them. */
export const backups: TortureCase = {
  name: 'backups',
  hosts: ['browser', 'desktop'],
  run: async (given) => {
    await runStorm(given, storm);
    const { whole } = backupFiles(given.host.backups);
    if (whole === 0) given.tally.faults.push('no backup was written');
    else await restoreAll(given);
  },
};
