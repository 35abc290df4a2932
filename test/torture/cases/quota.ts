import { setTimeout as wait } from 'node:timers/promises';
import type { TortureCase } from '../case';
import { START_MILLISECONDS } from '../host';
import { readKept } from '../kept';
import { rename, row, waitSaved } from '../library-acts';
import { openedLibrary, textOf } from '../opened';
import { editedKept, MARK, openedEdited } from './edits';

const REFUSAL_MILLISECONDS = 60_000;

/** The browser engine grants no more room: it is said, and the edit is saved once there is room. */
export const quota: TortureCase = {
  name: 'quota',
  hosts: ['browser', 'desktop'],
  run: async (given) => {
    const { host, tally } = given;
    const page = await openedEdited(given);
    const session = await page.context().newCDPSession(page);
    const origin = await page.evaluate(() => window.location.origin);
    await session.send('Storage.overrideQuotaForOrigin', { origin, quotaSize: 1 });
    const failure = page.getByRole('dialog', { name: 'Not saved' });
    // The engine keeps what it granted for some seconds, so that the first writes may still pass.
    let edit = 0;
    for (const deadline = Date.now() + REFUSAL_MILLISECONDS; (await failure.count()) === 0;) {
      if (Date.now() > deadline) throw new Error('Nothing was refused under a quota of one byte.');
      // The refusal may come up in the middle of an act, which it then ends.
      const renamed = await rename(page, MARK, `${MARK} ${edit + 1}`).then(
        () => true,
        () => false,
      );
      if (renamed) edit += 1;
      else await failure.waitFor({ timeout: START_MILLISECONDS });
      await wait(1_000);
    }
    const last = `${MARK} ${edit}`;
    await session.send('Storage.overrideQuotaForOrigin', { origin });
    await failure.getByRole('button', { name: 'Try again' }).click();
    await row(page, last).waitFor();
    await waitSaved(page, START_MILLISECONDS).catch(async () => {
      tally.faults.push(`trying again does not save: “${await textOf(page)}”`);
    });
    await host.killRest();
    tally.kills += 1;
    const kept = editedKept(await readKept(await openedLibrary(given)));
    if (!kept.startsWith(last)) {
      tally.lost += 1;
      tally.faults.push(`“${last}” was acknowledged, and “${kept}” is on the disk`);
    }
  },
};
