import { rmSync } from 'node:fs';
import type { Page } from '@playwright/test';
import type { TortureCase } from '../case';
import { START_MILLISECONDS } from '../host';
import { readKept } from '../kept';
import { rename, row, waitSaved } from '../library-acts';
import { backedUpAs, openedLibrary, restoreOffered, textOf } from '../opened';
import { MARK, openedEdited } from './edits';

const RACKS = 1_000;
const DEVICES_PER_RACK = 5;
const NOTE_CHARACTERS = 10_000;
const LARGE_MILLISECONDS = 180_000;

/** Gives the edited scenario racks and devices with long notes, past the app; answers with the characters of its text. */
const enlarge = (page: Page): Promise<number> =>
  page.evaluate(
    ([racks, perRack, characters, mark]) =>
      new Promise<number>((resolve, reject) => {
        type Parts = Record<string, { readonly id: string }>;
        interface Row {
          readonly id: string;
          readonly document: { readonly name: string; readonly racks: Parts };
        }
        const opening = indexedDB.open('fleetwright');
        opening.onerror = () => reject(new Error(opening.error?.message));
        opening.onsuccess = () => {
          const transaction = opening.result.transaction(['scenarios', 'summaries'], 'readwrite');
          const [scenarios, summaries] = ['scenarios', 'summaries'].map((name) =>
            transaction.objectStore(name),
          );
          if (scenarios === undefined || summaries === undefined) return;
          let length = 0;
          const reading = scenarios.getAll() as IDBRequest<Row[]>;
          reading.onsuccess = () => {
            const found = reading.result.find(({ document }) => document.name.startsWith(mark));
            const [rack] = Object.values(found?.document.racks ?? {});
            if (found === undefined || rack === undefined) return;
            const made: { racks: Parts; devices: Parts } = { racks: {}, devices: {} };
            for (let number = 0; number < racks; number += 1) {
              const id = `r${number}`;
              made.racks[id] = {
                ...rack,
                ...{ id, name: `R${number}`, row: Math.floor(number / 40), place: number % 40 },
              };
              for (let unit = 0; unit < perRack; unit += 1) {
                const device = {
                  id: `${id}-${unit}`,
                  name: `D${number}-${unit}`,
                  type: 'groq-node-v1',
                  rack: id,
                };
                made.devices[device.id] = {
                  ...device,
                  ...{ position: 1 + 4 * unit, face: 'front', note: `${unit}`.repeat(characters) },
                };
              }
            }
            const document = { ...found.document, ...made };
            length = JSON.stringify(document).length;
            scenarios.put({ id: found.id, document });
            const summary = summaries.get(found.id);
            summary.onsuccess = () => summaries.put({ ...summary.result, racks, devices: racks * perRack });
          };
          transaction.oncomplete = () => {
            opening.result.close();
            resolve(length);
          };
          transaction.onabort = () => reject(new Error(transaction.error?.message));
        };
      }),
    [RACKS, DEVICES_PER_RACK, NOTE_CHARACTERS, MARK] as const,
  );

/** A scenario of 50 MB opens, takes an edit that survives a kill, and comes back from its backup. */
export const largeScenario: TortureCase = {
  name: 'large-scenario',
  hosts: ['browser', 'desktop'],
  run: async (given) => {
    const { host, tally } = given;
    const first = await openedEdited(given);
    const characters = await enlarge(first);
    tally.notes.push(`the scenario has ${(characters / 1e6).toFixed(1)} MB of text`);
    await host.killRest();
    const name = `${MARK} 1`;
    const page = await openedLibrary(given);
    await row(page, MARK).first().click({ timeout: START_MILLISECONDS });
    const startedAt = Date.now();
    await rename(page, MARK, name);
    await row(page, name).first().waitFor({ timeout: LARGE_MILLISECONDS });
    await waitSaved(page, LARGE_MILLISECONDS);
    tally.notes.push(`an edit is saved after ${((Date.now() - startedAt) / 1000).toFixed(1)} s`);
    await backedUpAs(given, page, { name, milliseconds: LARGE_MILLISECONDS });
    await host.killRest();
    tally.kills += 1;
    const { scenarios } = await readKept(await openedLibrary(given));
    if (!scenarios.some((kept) => kept.name === name && kept.devices === RACKS * DEVICES_PER_RACK)) {
      tally.lost += 1;
      tally.faults.push(`“${name}” was acknowledged and is not on the disk`);
    }
    await host.killRest();
    rmSync(host.databases, { recursive: true, force: true });
    const restored = await host.open(() => Promise.resolve());
    await restoreOffered(restored);
    await row(restored, name)
      .first()
      .waitFor({ timeout: LARGE_MILLISECONDS })
      .catch(async () => {
        tally.faults.push(`“${name}” does not come back from its backup: “${await textOf(restored)}”`);
      });
  },
};
