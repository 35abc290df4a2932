import { existsSync } from 'node:fs';
import { fillDisk, freeDisk, smallDisk } from '../../e2e/small-disk';
import type { TortureCase } from '../case';
import { mountsMissing } from '../privileged-mounts';
import { runStorm, type Storm } from '../storm';
import { editedKept, editedShown, prepareEdited, renameToNext } from './edits';

const DISK_MEGABYTES = 192;

const storm: Storm = {
  prepare: prepareEdited,
  stateShown: editedShown,
  stateKept: editedKept,
  step: async (given) => {
    await renameToNext(given);
  },
  mishap: {
    befall: ({ host, tally }) => {
      fillDisk(host.folder);
      if (!existsSync(host.databases)) tally.faults.push('the database is gone while the disk is full');
    },
    end: ({ host }) => freeDisk(host.folder),
    milliseconds: 6_000,
  },
};

/** The disk fills up in the middle of edits, everything is killed, and there is room again at the next start. */
export const fullDisk: TortureCase = {
  name: 'full-disk',
  hosts: ['browser', 'desktop'],
  missing: mountsMissing,
  under: (folder) => smallDisk(folder, DISK_MEGABYTES).unmount,
  run: (given) => runStorm({ ...given, kills: Math.min(given.kills, 5) }, storm),
};
