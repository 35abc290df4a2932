import type { CaseGiven, TortureCase } from '../case';
import type { Kept } from '../kept';
import { addFirstRack, addRack, create, placeDevice, rename, waitSaved } from '../library-acts';
import { openedLibrary } from '../opened';
import { runStorm, type StepGiven, type Storm } from '../storm';
import type { Shown } from '../window-watch';

/** The scenario that the storms edit; every name it gets starts with this. */
export const MARK = 'Torture';

/** The drawing holds only the devices that are in view, and so many racks always are. */
const MOST_RACKS = 2;

const stateOf = (name: string, racks: number, devices: number): string =>
  `${name} · ${racks} racks · ${devices} devices`;

/** Name, racks and devices of the edited scenario, as a window with its drawing shows them. */
export function editedShown({ scenarios, current, devices }: Shown): string | undefined {
  const found = scenarios.find(([name]) => name === current && name.startsWith(MARK));
  return found === undefined ? undefined : stateOf(found[0], found[1], devices);
}

/** The same of the database. */
export function editedKept({ scenarios }: Kept): string {
  const found = scenarios.find(({ name, deleted }) => name.startsWith(MARK) && !deleted);
  return found === undefined ? 'nothing' : stateOf(found.name, found.racks, found.devices);
}

const partsOf = (state: string): readonly [name: string, racks: number, devices: number] => {
  const [name = '', racks = '', devices = ''] = state.split(' · ');
  return [name, Number.parseInt(racks, 10), Number.parseInt(devices, 10)];
};

export async function renameToNext({ page, journal, next }: StepGiven): Promise<string> {
  const [name, racks, devices] = partsOf(journal.last());
  const to = `${MARK} ${next()}`;
  journal.expected(stateOf(to, racks, devices));
  await rename(page, name, to);
  return to;
}

const acts: Readonly<Record<string, (given: StepGiven) => Promise<unknown>>> = {
  rename: renameToNext,
  rack: async ({ page, journal }) => {
    const [name, racks, devices] = partsOf(journal.last());
    if (racks === MOST_RACKS) return;
    journal.expected(stateOf(name, racks + 1, devices));
    await addRack(page);
  },
  device: async ({ page, journal }) => {
    const [name, racks, devices] = partsOf(journal.last());
    journal.expected(stateOf(name, racks, devices + 1));
    await placeDevice(page);
  },
  undo: ({ page }) => page.keyboard.press('Control+z'),
  redo: ({ page }) => page.keyboard.press('Control+Shift+z'),
};

export async function prepareEdited(page: StepGiven['page']): Promise<void> {
  await create(page, `${MARK} 0`);
  await addFirstRack(page);
  await waitSaved(page);
}

/** The library of a case, opened, with the scenario that is edited in it and on the disk. */
export async function openedEdited(given: CaseGiven): Promise<StepGiven['page']> {
  const page = await openedLibrary(given);
  await prepareEdited(page);
  return page;
}

const storm: Storm = {
  prepare: prepareEdited,
  stateShown: editedShown,
  stateKept: editedKept,
  step: async (given) => {
    const act = given.random.of(['rename', 'rename', 'rack', 'device', 'device', 'undo', 'redo']);
    await acts[act]?.(given);
  },
};

export const edits: TortureCase = {
  name: 'edits',
  hosts: ['browser', 'desktop'],
  run: (given) => runStorm(given, storm),
};
