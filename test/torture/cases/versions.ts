import type { Page } from '@playwright/test';
import type { TortureCase } from '../case';
import { PATIENCE_MILLISECONDS } from '../library-acts';
import { runStorm, type StepGiven, type Storm } from '../storm';
import { MARK, prepareEdited } from './edits';

const NAMED = 'Offer';
const patience = { timeout: PATIENCE_MILLISECONDS };

const stateOf = (names: readonly string[]): string =>
  names
    .filter((name) => name.startsWith(NAMED))
    .sort()
    .join(', ') || 'none';
const namesIn = (state: string): readonly string[] => (state === 'none' ? [] : state.split(', '));

const field = (page: Page) => page.getByLabel('Name of the version');

async function showHistory(page: Page): Promise<void> {
  await page
    .locator('button[aria-current="true"]')
    .filter({ hasText: new RegExp(`^${MARK}`) })
    .waitFor();
  // The window may come back with the history open, a moment after the library.
  const isThere = await field(page)
    .waitFor({ timeout: 3_000 })
    .then(
      () => true,
      () => false,
    );
  if (!isThere) await page.getByRole('button', { name: 'Versions and history' }).click(patience);
  await field(page).waitFor(patience);
}

async function keepOne({ page, journal, next }: StepGiven): Promise<void> {
  const name = `${NAMED} ${next()}`;
  journal.expected(stateOf([...namesIn(journal.last()), name]));
  await field(page).fill(name, patience);
  await page.keyboard.press('Enter');
}

async function removeOne({ page, journal, random }: StepGiven): Promise<void> {
  const names = namesIn(journal.last());
  if (names.length === 0) return;
  const doomed = random.of(names);
  journal.expected(stateOf(names.filter((name) => name !== doomed)));
  await page
    .getByRole('list', { name: 'Versions' })
    .getByRole('button', { name: new RegExp(`^${doomed}\\b`) })
    .press('Delete', patience);
}

const storm: Storm = {
  prepare: async (page) => {
    await prepareEdited(page);
    await showHistory(page);
  },
  arrange: showHistory,
  stateShown: ({ versions }) => stateOf(versions),
  stateKept: ({ versions }) => stateOf(versions.map(({ name }) => name)),
  step: (given) => (given.random.below(3) === 0 ? removeOne(given) : keepOne(given)),
};

/** Versions are kept and deleted while everything is killed: a listed one has its content. */
export const versions: TortureCase = {
  name: 'versions',
  hosts: ['browser', 'desktop'],
  run: (given) => runStorm(given, storm),
};
