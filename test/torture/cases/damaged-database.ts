import { cpSync, readdirSync, readFileSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from '@playwright/test';
import type { CaseGiven, TortureCase } from '../case';
import { START_MILLISECONDS } from '../host';
import { list, rename, row, waitSaved } from '../library-acts';
import { backedUpAs, restoreOffered, textOf } from '../opened';
import type { Random } from '../random';
import { MARK, openedEdited } from './edits';

const LAST = `${MARK} 3`;

const FILES = {
  CURRENT: /^CURRENT$/,
  MANIFEST: /^MANIFEST-/,
  log: /\.log$/,
  table: /\.ldb$/,
} as const;
const DAMAGES = ['cut', 'flip', 'remove'] as const;

/** Every kind of damage to every kind of file. */
const mishaps = Object.values(FILES).flatMap((file) => DAMAGES.map((kind) => ({ file, kind })));

/** Does something to one of the database's files, and says what; tables there may be none yet. */
function damage(databases: string, random: Random, round: number): string {
  const level = readdirSync(databases).find((name) => name.endsWith('.leveldb'));
  if (level === undefined) throw new Error('There is no database to damage.');
  const { file, kind } = mishaps[round % mishaps.length] ?? { file: FILES.log, kind: 'cut' };
  const all = readdirSync(join(databases, level));
  const name = random.of(
    all.some((each) => file.test(each))
      ? all.filter((each) => file.test(each))
      : all.filter((each) => FILES.log.test(each)),
  );
  const path = join(databases, level, name);
  const content = readFileSync(path);
  switch (kind) {
    case 'cut': {
      const length = random.below(Math.max(1, content.length));
      truncateSync(path, length);
      return `${name} cut from ${content.length} to ${length} bytes`;
    }
    case 'flip': {
      const flips = 1 + random.below(20);
      for (let flip = 0; flip < flips; flip += 1) {
        const at = random.below(content.length);
        content.writeUInt8(content.readUInt8(at) ^ (1 << random.below(8)), at);
      }
      writeFileSync(path, content);
      return `${flips} bits of ${name} flipped`;
    }
    case 'remove':
      rmSync(path);
      return `${name} removed`;
  }
}

type Outcome =
  'whole' | 'older state' | 'restore offered' | 'put aside offered' | 'lost without a word' | 'stuck';

/** What the window came to: waits for a library, an offer, or a screen that says what is wrong. */
async function outcomeOf(page: Page): Promise<Outcome> {
  const restore = page.getByRole('button', { name: /^Restore \d+ scenario/ }).first();
  const aside = page.getByRole('button', { name: 'Put the damaged library aside' });
  const listed = list(page).getByRole('listitem').first();
  try {
    await restore.or(aside).or(listed).first().waitFor({ timeout: START_MILLISECONDS });
  } catch {
    return 'stuck';
  }
  if (await aside.isVisible()) return 'put aside offered';
  if (await restore.isVisible()) return 'restore offered';
  if ((await row(page, LAST).count()) > 0) return 'whole';
  return (await list(page)
    .getByRole('button', { name: new RegExp(`^${MARK}`) })
    .count()) > 0
    ? 'older state'
    : 'lost without a word';
}

/** Follows the way out that the window offers, to the last state that was backed up. */
async function followWayOut({ host }: CaseGiven, page: Page, outcome: Outcome): Promise<boolean> {
  if (outcome === 'put aside offered') {
    // A browser keeps its files itself; there the way out is another port, which is said.
    await page.getByRole('button', { name: 'Put the damaged library aside' }).click();
    if (host.name === 'browser') return page.getByText('Start Fleetwright on another port').isVisible();
  }
  return restoreOffered(page)
    .then(() => row(page, LAST).first().waitFor({ timeout: START_MILLISECONDS }))
    .then(
      () => true,
      () => false,
    );
}

async function examine(given: CaseGiven, what: string): Promise<Outcome> {
  const { host, tally } = given;
  const page = await host.open(() => Promise.resolve());
  const outcome = await outcomeOf(page);
  if (outcome === 'stuck') {
    tally.stuckStarts += 1;
    tally.faults.push(`${what}: the window shows “${await textOf(page)}”`);
  } else if (outcome === 'lost without a word') {
    tally.lost += 1;
    tally.faults.push(`${what}: the scenario is gone, and no backup is offered: “${await textOf(page)}”`);
  } else if (outcome.endsWith('offered') && !(await followWayOut(given, page, outcome))) {
    tally.faults.push(`${what}: ${outcome}, but it does not lead back: “${await textOf(page)}”`);
  }
  return outcome;
}

/** Files of the database are cut, removed and their bits flipped; each time the app must lead back to what was backed up. */
export const damagedDatabase: TortureCase = {
  name: 'damaged-database',
  hosts: ['browser', 'desktop'],
  run: async (given) => {
    const { host, random, tally } = given;
    const page = await openedEdited(given);
    for (const name of [`${MARK} 1`, `${MARK} 2`, LAST]) {
      await rename(page, MARK, name);
      await row(page, name).waitFor();
      await waitSaved(page);
    }
    await backedUpAs(given, page, { name: LAST });
    await host.killRest();
    const folders = [...new Set([host.profile, host.data])];
    for (const folder of folders)
      cpSync(folder, `${folder}-kept`, { recursive: true, verbatimSymlinks: true });
    const outcomes = new Map<Outcome, number>();
    for (let round = 0; round < given.kills; round += 1) {
      for (const folder of folders) {
        rmSync(folder, { recursive: true, force: true });
        cpSync(`${folder}-kept`, folder, { recursive: true, verbatimSymlinks: true });
      }
      const what = damage(host.databases, random, round);
      const outcome = await examine(given, what);
      outcomes.set(outcome, (outcomes.get(outcome) ?? 0) + 1);
      if (outcome === 'older state') tally.notes.push(`${what}: an older state is shown without a word`);
      await host.killRest();
      tally.kills += 1;
    }
    tally.notes.push([...outcomes].map(([outcome, count]) => `${outcome}: ${count}`).join(', '));
  },
};
