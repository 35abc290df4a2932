import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import type { Page } from '@playwright/test';
import { root } from '../../../scripts/runtime.js';
import type { CaseGiven, TortureCase } from '../case';
import { readKept } from '../kept';
import { PATIENCE_MILLISECONDS, row, waitSaved } from '../library-acts';
import { openedLibrary, reasonOf } from '../opened';

const NAMED = 'Old';
const COUNT = 60;
/** The longest that a migration is let run before the kill. */
const LONGEST_MILLISECONDS = 2_500;

/** A scenario of the first released form. */
const released = join(root, 'test/fixtures/released/scenarios/0.1.0-example-mixed-fleet.json');

/** The stores of a database as released programs left it, each by its key and indices. */
function storesOf(version: number): Readonly<Record<string, readonly string[]>> {
  const path = join(root, `test/fixtures/released/databases/${version}.json`);
  return (JSON.parse(readFileSync(path, 'utf8')) as { readonly stores: Record<string, readonly string[]> })
    .stores;
}

/** Replaces the database by one that an earlier program left behind, past the app. */
function putEarlier(page: Page, version: number): Promise<void> {
  const document = JSON.parse(readFileSync(released, 'utf8')) as object;
  const given = { version, stores: storesOf(version), document, count: COUNT, named: NAMED };
  return page.evaluate(
    ({ version: wanted, stores: made, document: content, count, named }) =>
      new Promise<void>((resolve, reject) => {
        const removing = indexedDB.deleteDatabase('fleetwright');
        removing.onerror = () => reject(new Error(removing.error?.message));
        removing.onsuccess = () => {
          const opening = indexedDB.open('fleetwright', wanted);
          opening.onerror = () => reject(new Error(opening.error?.message));
          opening.onupgradeneeded = () => {
            for (const [name, [keyPath = 'id', ...indices]] of Object.entries(made)) {
              const store = opening.result.createObjectStore(name, { keyPath });
              for (const index of indices) store.createIndex(index, index);
            }
          };
          opening.onsuccess = () => {
            const transaction = opening.result.transaction(['scenarios', 'summaries'], 'readwrite', {
              durability: 'strict',
            });
            for (let number = 0; number < count; number += 1) {
              const [id, name] = [`old-${number}`, `${named} ${number}`];
              const { racks, devices } = content as Record<'racks' | 'devices', object>;
              const counts = { racks: Object.keys(racks).length, devices: Object.keys(devices).length };
              transaction.objectStore('scenarios').put({ id, document: { ...content, id, name } });
              transaction
                .objectStore('summaries')
                .put({ id, name, createdAt: 1, updatedAt: 1, deletedAt: 0, ...counts });
            }
            transaction.oncomplete = () => {
              opening.result.close();
              resolve();
            };
            transaction.onabort = () => reject(new Error(transaction.error?.message));
          };
        };
      }),
    given,
  );
}

/** A page of the app's origin on which no app runs, so that nothing holds the database. */
async function leaveApp(page: Page): Promise<void> {
  const style = await page.evaluate(() => document.styleSheets[0]?.href ?? '');
  await page.goto(style, { timeout: PATIENCE_MILLISECONDS });
}

/** Opens scenarios one after the other, which writes each in the present form, until the window is killed. */
async function openAll(page: Page, address: string, isKilled: () => boolean): Promise<void> {
  await page.goto(address, { timeout: PATIENCE_MILLISECONDS });
  for (let number = 0; number < COUNT && !isKilled(); number += 1) {
    await row(page, `${NAMED} ${number}`).first().click({ timeout: PATIENCE_MILLISECONDS });
  }
}

async function examine(given: CaseGiven, version: number): Promise<void> {
  const { host, tally } = given;
  const page = await openedLibrary(given);
  const { scenarios, quarantined } = await readKept(page);
  const there = scenarios.filter(({ name, deleted }) => name.startsWith(`${NAMED} `) && !deleted);
  if (there.length < COUNT) {
    tally.lost += COUNT - there.length;
    tally.faults.push(`of ${COUNT} scenarios of database version ${version} ${there.length} are left`);
  }
  if (quarantined > 0) tally.faults.push(`${quarantined} scenarios of an earlier form were set aside`);
  for (const { name, agrees } of there) {
    if (!agrees) tally.faults.push(`the library lists “${name}” otherwise than it is`);
  }
  await row(page, `${NAMED} 1`).first().click({ timeout: PATIENCE_MILLISECONDS });
  await waitSaved(page);
  await host.killRest();
}

/** What earlier programs left is upgraded at the start and when it is opened, and everything is killed meanwhile. */
export const migrations: TortureCase = {
  name: 'migrations',
  hosts: ['browser', 'desktop'],
  run: async (given) => {
    const { host, random, kills, tally } = given;
    for (let round = 0; round < kills; round += 1) {
      const version = random.of([10, 20, 30] as const);
      const page = await openedLibrary(given);
      const address = page.url();
      await leaveApp(page);
      await putEarlier(page, version);
      let killed = false;
      const opening = openAll(page, address, () => killed).catch((error: unknown) => {
        if (!killed) tally.notes.push(`an act failed: ${reasonOf(error)}`);
      });
      await wait(random.below(LONGEST_MILLISECONDS));
      killed = true;
      host.kill(random.of(host.victims));
      tally.kills += 1;
      await host.killRest();
      await opening;
      await examine(given, version);
    }
  },
};
