import { setTimeout as wait } from 'node:timers/promises';
import type { Page } from '@playwright/test';
import { backupFiles } from '../backup-files';
import type { TortureCase } from '../case';
import { readKept } from '../kept';
import { rename, row, waitSaved } from '../library-acts';
import { backUpNow, openedLibrary } from '../opened';
import { MARK, openedEdited } from './edits';

const MANY = 5_000;
const BACKUP_MILLISECONDS = 120_000;

/** Copies the edited scenario under other names, past the app. */
const multiply = (page: Page, count: number): Promise<void> =>
  page.evaluate(
    ([wanted, mark]) =>
      new Promise<void>((resolve, reject) => {
        const opening = indexedDB.open('fleetwright');
        opening.onerror = () => reject(new Error(opening.error?.message));
        opening.onsuccess = () => {
          const database = opening.result;
          const transaction = database.transaction(['scenarios', 'summaries'], 'readwrite');
          const [scenarios, summaries] = ['scenarios', 'summaries'].map((name) =>
            transaction.objectStore(name),
          );
          if (scenarios === undefined || summaries === undefined) return;
          const reading = summaries.getAll() as IDBRequest<{ readonly id: string; readonly name: string }[]>;
          reading.onsuccess = () => {
            const summary = reading.result.find(({ name }) => name.startsWith(mark));
            if (summary === undefined) return;
            const document = scenarios.get(summary.id) as IDBRequest<{ readonly document: object }>;
            document.onsuccess = () => {
              for (let number = 0; number < wanted; number += 1) {
                const [id, name] = [crypto.randomUUID(), `Many ${number}`];
                summaries.put({ ...summary, id, name });
                scenarios.put({ id, document: { ...document.result.document, id, name } });
              }
            };
          };
          transaction.oncomplete = () => {
            database.close();
            resolve();
          };
          transaction.onabort = () => reject(new Error(transaction.error?.message));
        };
      }),
    [count, MARK] as const,
  );

/** A library of thousands opens, takes an edit, is backed up whole, and survives a kill. */
export const manyScenarios: TortureCase = {
  name: 'many-scenarios',
  hosts: ['browser', 'desktop'],
  run: async (given) => {
    const { host, tally } = given;
    const first = await openedEdited(given);
    await multiply(first, MANY);
    await host.killRest();
    const startedAt = Date.now();
    const page = await openedLibrary(given);
    tally.notes.push(
      `a library of ${MANY} is listed after ${((Date.now() - startedAt) / 1000).toFixed(1)} s`,
    );
    await page.getByRole('searchbox', { name: 'Search scenarios' }).fill(MARK);
    await rename(page, MARK, `${MARK} 1`);
    await row(page, `${MARK} 1`).waitFor();
    await waitSaved(page);
    await backUpNow(page);
    for (const deadline = Date.now() + BACKUP_MILLISECONDS; backupFiles(host.backups).most < MANY;) {
      if (Date.now() > deadline) {
        tally.faults.push(`of ${MANY} scenarios ${backupFiles(host.backups).most} are in a backup`);
        break;
      }
      await wait(500);
    }
    await host.killRest();
    tally.kills += 1;
    const { scenarios } = await readKept(await openedLibrary(given));
    const present = scenarios.filter(({ deleted }) => !deleted);
    if (!present.some(({ name }) => name === `${MARK} 1`)) {
      tally.lost += 1;
      tally.faults.push('the edit in a library of thousands is not on the disk');
    }
    if (present.length < MANY) tally.faults.push(`of ${MANY} scenarios ${present.length} are left`);
  },
};
