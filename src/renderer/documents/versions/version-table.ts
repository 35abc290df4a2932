import type { Refusal } from '#shared/refusal';
import { failure, type Result } from '#shared/result';
import type { ScenarioId } from '#shared/ids';
import type { Scenario } from '#shared/scenario/schema';
import type { Database, VersionRow } from '../database';
import { readKept } from '#shared/versioned';
import { readDocument } from '../read-document';
import type { Packed } from './packed';
import { unpacked } from './packed';
import { byAge, Version, versionForm } from './version';

/** The kept states on the disk. Every method rejects where the storage fails. */
export interface VersionTable {
  /** The versions of a scenario, newest first; what cannot be read is left where it is and not listed. */
  readonly list: (scenario: ScenarioId) => Promise<readonly Version[]>;
  readonly listAll: () => Promise<readonly Version[]>;
  readonly add: (version: Version, bytes: Packed['bytes']) => Promise<void>;
  readonly change: (version: Version) => Promise<void>;
  readonly remove: (ids: readonly string[]) => Promise<void>;
  /** The packed bytes of a version; undefined where they are gone. */
  readonly bytes: (id: string) => Promise<Packed['bytes'] | undefined>;
  readonly read: (id: string) => Promise<Result<Scenario, Refusal>>;
}

export function versionTable(database: Database): VersionTable {
  const { versions, versionContents } = database;
  const both = [versions, versionContents];

  const readable = (rows: readonly VersionRow[]): readonly Version[] =>
    rows
      .flatMap(
        ({ version: record, formVersion }) => readKept(versionForm, Version, { record, formVersion }) ?? [],
      )
      .sort(byAge);

  const rowOf = (version: Version): VersionRow => ({
    id: version.id,
    scenario: version.scenario,
    version,
    formVersion: versionForm.version,
  });

  const bytesOf = async (id: string) => {
    const content = await versionContents.get(id);
    return content?.packed instanceof Uint8Array ? (content.packed as Packed['bytes']) : undefined;
  };

  return {
    list: async (scenario) => readable(await versions.where('scenario').equals(scenario).toArray()),
    listAll: async () => readable(await versions.toArray()),
    add: (version, bytes) =>
      database.transaction('rw', both, async () => {
        await versions.put(rowOf(version));
        await versionContents.put({ id: version.id, packed: bytes });
      }),
    change: async (version) => {
      await versions.put(rowOf(version));
    },
    remove: (ids) =>
      database.transaction('rw', both, async () => {
        await versions.bulkDelete([...ids]);
        await versionContents.bulkDelete([...ids]);
      }),
    bytes: bytesOf,
    read: async (id) => {
      const bytes = await bytesOf(id);
      if (bytes === undefined) return failure(damaged);
      try {
        return readDocument(await unpacked(bytes));
      } catch {
        return failure(damaged);
      }
    },
  };
}

const damaged: Refusal = {
  code: 'version-damaged',
  message:
    'This version is damaged and cannot be read. The scenario itself and its other versions are not affected.',
};
