import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { Rescued } from '../../shared/storage-room';
import type { Scenario } from '../../shared/scenario/schema';
import { writeFileAtomically } from './atomic-write';
import { encodeWhole, wholeOfDocuments, type DocumentParts } from './backup-format';

/** What a window holds in memory. */
type InMemory = Pick<DocumentParts, 'quotes' | 'prices' | 'comparisons'> & {
  readonly scenarios: readonly Scenario[];
};

export interface Rescue {
  /** Writes what a window holds in memory as files; rejects with the last error where no place takes them. */
  readonly write: (contents: InMemory) => Promise<Rescued>;
}

export interface RescueOptions {
  /** Folders to try, the best one first; they should not all be on one disk. */
  readonly places: readonly string[];
  readonly now?: () => Date;
}

/** A name that every file system takes; the id keeps two scenarios of one name apart. */
const fileNameOf = ({ name, id }: Pick<Scenario, 'name' | 'id'>): string => {
  const bare = `${name} ${id}`.replace(/[/\\:*?"<>|\p{Cc}]+/gu, ' ').replace(/\s+/g, ' ');
  return `${bare.trim().slice(0, 120)}.fleetwright.json`;
};

async function writeInto(folder: string, at: string, contents: InMemory): Promise<void> {
  await mkdir(folder, { recursive: true });
  for (const scenario of contents.scenarios) {
    await writeFileAtomically({
      path: join(folder, fileNameOf(scenario)),
      content: `${JSON.stringify(scenario, null, 2)}\n`,
    });
  }
  await writeFileAtomically({
    path: join(folder, 'all.json'),
    content: encodeWhole(wholeOfDocuments({ ...contents, library: 'rescue', at })),
  });
}

/**
 * Rescues into one folder per run of the app: every scenario as a file that can be imported, and all together as a
 * backup. A later rescue of the same run replaces the files of an earlier one.
 */
export function createRescue({ places, now = () => new Date() }: RescueOptions): Rescue {
  const started = now().toISOString().slice(0, 19).replace('T', ' ').replaceAll(':', '.');
  return {
    write: async (contents) => {
      let reason: unknown = new Error('There is no place to rescue to.');
      for (const place of places) {
        const folder = join(place, `Fleetwright rescue ${started}`);
        try {
          await writeInto(folder, now().toISOString(), contents);
          return { place: folder, scenarios: contents.scenarios.length };
        } catch (error) {
          reason = error;
        }
      }
      throw reason;
    },
  };
}
