import type { TortureCase } from '../case';
import { examineFiles } from '../half-files';
import { placeDevice } from '../library-acts';
import { runStorm, type Storm } from '../storm';
import { editedKept, editedShown, MARK, prepareEdited, renameToNext } from './edits';

const exportedProblem = (content: unknown): string | undefined => {
  const { format, name, devices } = content as Partial<Record<'format' | 'name' | 'devices', unknown>>;
  if (format !== 'fleetwright-scenario') return `its format is ${String(format)}`;
  if (typeof name !== 'string' || !name.startsWith(MARK)) return `its name is ${String(name)}`;
  return typeof devices === 'object' ? undefined : 'it has no devices';
};

const storm: Storm = {
  prepare: prepareEdited,
  stateShown: editedShown,
  stateKept: editedKept,
  step: async (given) => {
    const { page, random } = given;
    // The name gives the file its name: mostly the same file is replaced.
    if (random.below(4) === 0) await renameToNext(given);
    else await placeDevice(page);
    await page.keyboard.press('Control+s');
  },
  files: ({ host: { saves } }) =>
    saves === undefined ? { half: [], leftOver: [], whole: 0 } : examineFiles(saves, exportedProblem),
};

/** The edited scenario is saved as a file, mostly over the one before, while everything is killed. */
export const exports: TortureCase = {
  name: 'exports',
  hosts: ['browser', 'desktop'],
  run: (given) => runStorm(given, storm),
};
