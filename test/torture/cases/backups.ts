import { rmSync } from 'node:fs';
import type { Page } from '@playwright/test';
import type { CaseGiven, TortureCase } from '../case';
import { examineFiles, type FileFindings } from '../half-files';
import { START_MILLISECONDS } from '../host';
import { list } from '../library-acts';
import { runStorm, type Storm } from '../storm';
import { editedKept, editedShown, MARK, prepareEdited, renameToNext } from './edits';

const backupProblem = (content: unknown): string | undefined => {
  const { format, scenarios } = content as Partial<Record<'format' | 'scenarios', unknown>>;
  if (format !== 'fleetwright-backup') return `its format is ${String(format)}`;
  return Array.isArray(scenarios) && scenarios.length > 0 ? undefined : 'it has no scenarios';
};

const backupFiles = ({ host }: CaseGiven): FileFindings => examineFiles(host.backups, backupProblem);

/** A window that is hidden backs up at once; it is only told that it is. */
const hide = (page: Page): Promise<void> =>
  page.evaluate(() => {
    Object.defineProperty(document, 'visibilityState', { configurable: true, get: () => 'hidden' });
    document.dispatchEvent(new Event('visibilitychange'));
    Reflect.deleteProperty(document, 'visibilityState');
  });

const storm: Storm = {
  prepare: prepareEdited,
  stateShown: editedShown,
  stateKept: editedKept,
  step: async (given) => {
    await renameToNext(given);
    await hide(given.page);
  },
  files: backupFiles,
};

/** The library is lost, and what the kills left of the backups must bring it back. */
async function restoreAll({ host, tally }: CaseGiven): Promise<void> {
  rmSync(host.databases, { recursive: true, force: true });
  const page = await host.open(() => Promise.resolve());
  await page
    .getByRole('button', { name: /^Restore/ })
    .first()
    .click({ timeout: START_MILLISECONDS });
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
    const { whole } = backupFiles(given);
    if (whole === 0) given.tally.faults.push('no backup was written');
    else await restoreAll(given);
  },
};
