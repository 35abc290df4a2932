import type { TortureCase } from '../case';
import { START_MILLISECONDS } from '../host';
import { readKept } from '../kept';
import { textOf } from '../opened';
import { editedKept, openedEdited } from './edits';

const NEWER = 10_000;

/** The database was upgraded by a newer version: it is refused in words, and stays as it is. */
export const newerDatabase: TortureCase = {
  name: 'newer-database',
  hosts: ['browser', 'desktop'],
  run: async (given) => {
    const { host, tally } = given;
    const first = await openedEdited(given);
    const before = editedKept(await readKept(first));
    await first.evaluate(
      (version) =>
        new Promise<void>((resolve, reject) => {
          const opening = indexedDB.open('fleetwright', version);
          opening.onsuccess = () => {
            opening.result.close();
            resolve();
          };
          opening.onerror = () => reject(new Error(opening.error?.message));
        }),
      NEWER,
    );
    await host.killRest();
    tally.kills += 1;
    const page = await host.open(() => Promise.resolve());
    await page
      .getByText('newer version of Fleetwright')
      .waitFor({ timeout: START_MILLISECONDS })
      .catch(async () => {
        tally.faults.push(`a newer database is not told: “${await textOf(page)}”`);
      });
    const after = editedKept(await readKept(page));
    if (after !== before) tally.faults.push(`“${before}” was in the newer database, now it is “${after}”`);
  },
};
