import type { TortureCase } from '../case';
import { create, PATIENCE_MILLISECONDS, row, waitSaved } from '../library-acts';
import { runStorm, type StepGiven, type Storm } from '../storm';

const NAMED = 'Bin';
const patience = { timeout: PATIENCE_MILLISECONDS };

const stateOf = (names: readonly string[], trashed: number): string =>
  `${
    names
      .filter((name) => name.startsWith(NAMED))
      .sort()
      .join(', ') || 'none'
  } · ${trashed} in the trash`;

const partsOf = (state: string): readonly [names: readonly string[], trashed: number] => {
  const [names = '', trashed = ''] = state.split(' · ');
  return [names === 'none' ? [] : names.split(', '), Number.parseInt(trashed, 10)];
};

async function remove({ page, journal, random }: StepGiven): Promise<void> {
  const [names, trashed] = partsOf(journal.last());
  if (names.length === 0) return;
  const doomed = random.of(names);
  journal.expected(
    stateOf(
      names.filter((name) => name !== doomed),
      trashed + 1,
    ),
  );
  await row(page, doomed).press('Delete', patience);
}

async function restoreOne({ page, journal }: StepGiven): Promise<void> {
  const [, trashed] = partsOf(journal.last());
  if (trashed === 0) return;
  await page.getByRole('button', { name: /^Trash: / }).click(patience);
  const dialog = page.getByRole('dialog', { name: 'Deleted scenarios' });
  const restore = dialog
    .getByRole('list')
    .getByRole('button', { name: /^Restore/ })
    .first();
  const name = /“(.*)”/.exec((await restore.getAttribute('aria-label', patience)) ?? '')?.[1] ?? '';
  const [names, left] = partsOf(journal.last());
  journal.expected(stateOf([...names, name], left - 1));
  await restore.click(patience);
  await page.keyboard.press('Escape');
}

const acts: Readonly<Record<string, (given: StepGiven) => Promise<unknown>>> = {
  create: async ({ page, journal, next }) => {
    const name = `${NAMED} ${next()}`;
    const [names, trashed] = partsOf(journal.last());
    journal.expected(stateOf([...names, name], trashed));
    await create(page, name);
  },
  remove,
  restore: restoreOne,
  undo: ({ page }) => page.keyboard.press('Control+z'),
};

const storm: Storm = {
  prepare: async (page) => {
    for (const number of ['a', 'b', 'c']) await create(page, `${NAMED} ${number}`);
    await waitSaved(page);
  },
  stateShown: ({ scenarios, trashed }) =>
    stateOf(
      scenarios.map(([name]) => name),
      trashed,
    ),
  stateKept: ({ scenarios }) =>
    stateOf(
      scenarios.flatMap(({ name, deleted }) => (deleted ? [] : [name])),
      scenarios.filter(({ deleted }) => deleted).length,
    ),
  step: async (given) => {
    await acts[given.random.of(['create', 'remove', 'remove', 'restore', 'undo'])]?.(given);
  },
};

/** Scenarios are created, deleted, restored and brought back by undo while everything is killed. */
export const trash: TortureCase = {
  name: 'trash',
  hosts: ['browser', 'desktop'],
  run: (given) => runStorm(given, storm),
};
