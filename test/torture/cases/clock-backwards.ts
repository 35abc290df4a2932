import { rmSync } from 'node:fs';
import type { Page } from '@playwright/test';
import type { CaseGiven, TortureCase } from '../case';
import { START_MILLISECONDS } from '../host';
import { readKept } from '../kept';
import { create, list, rename, row, waitSaved } from '../library-acts';
import { backedUpAs, openedLibrary, restoreOffered, textOf } from '../opened';
import { MARK, prepareEdited } from './edits';

const DOOMED = 'Deleted';
const YEAR_MILLISECONDS = 365 * 24 * 3_600_000;
const SHIFTS = [0, -YEAR_MILLISECONDS, YEAR_MILLISECONDS, 0] as const;

/** One session under a clock that is wrong by this much: an edit, saved and backed up, then a kill. */
async function session(given: CaseGiven, shift: number, name: string): Promise<void> {
  const { host, tally } = given;
  host.setClock(shift);
  const page = await openedLibrary(given);
  if (
    (await list(page)
      .getByRole('button', { name: new RegExp(`^${MARK}`) })
      .count()) === 0
  ) {
    await deleteOne(page);
    await prepareEdited(page);
  }
  await rename(page, MARK, name);
  await row(page, name).waitFor();
  await waitSaved(page);
  await backedUpAs(given, page, { name });
  await host.killRest();
  tally.kills += 1;
}

/** A scenario that is deleted before the clock goes wrong. */
async function deleteOne(page: Page): Promise<void> {
  await create(page, DOOMED);
  await row(page, DOOMED).press('Delete');
  await page.getByRole('button', { name: 'Trash: 1 scenario' }).waitFor();
  await waitSaved(page);
}

/**
 * The clock goes back a year, then ahead by one, then right: the last state is saved, backed up and restored, and the
 * trash keeps what is in it.
 */
export const clockBackwards: TortureCase = {
  name: 'clock-backwards',
  hosts: ['browser', 'desktop'],
  run: async (given) => {
    const { host, tally } = given;
    for (const [index, shift] of SHIFTS.entries()) await session(given, shift, `${MARK} ${index + 1}`);
    const last = `${MARK} ${SHIFTS.length}`;
    const reopened = await openedLibrary(given);
    const { scenarios } = await readKept(reopened);
    if (!scenarios.some(({ name, deleted }) => name === DOOMED && deleted)) {
      tally.lost += 1;
      tally.faults.push(`“${DOOMED}” was in the trash for no day, and is gone`);
    }
    if ((await row(reopened, last).count()) === 0) {
      tally.lost += 1;
      tally.faults.push(`“${last}” was acknowledged and is not in the library`);
    }
    await host.killRest();
    rmSync(host.databases, { recursive: true, force: true });
    const page = await host.open(() => Promise.resolve());
    await restoreOffered(page);
    await row(page, last)
      .first()
      .waitFor({ timeout: START_MILLISECONDS })
      .catch(async () => {
        tally.faults.push(
          `the last backup, with “${last}”, is not what is restored: “${await textOf(page)}”`,
        );
      });
  },
};
