import type { Database, VersionRow } from '#renderer/documents/database';
import { readDocument } from '#renderer/documents/read-document';
import { readKept } from '#shared/json/versioned';
import { failure, type Refusal, type Result } from '#shared/refusal/refusal';
import type { Scenario } from '#shared/scenario/schema';
import type { ScenarioId } from '#shared/schema/ids';
import { byAge, Version, versionForm } from './version';

/** A scenario as the history keeps it: gzip of its JSON, a tenth of its size, whose checksum shows damage. */
interface Packed {
  readonly bytes: Uint8Array<ArrayBuffer>;
  readonly digest: string;
}

/** The largest state that is unpacked: what says it is larger is damaged. */
const LARGEST_BYTES = 256 * 1024 * 1024;

const through = (
  bytes: Uint8Array<ArrayBuffer>,
  stream: CompressionStream | DecompressionStream,
): ReadableStream<Uint8Array> => new Blob([bytes]).stream().pipeThrough(stream);

export async function packed(scenario: Scenario): Promise<Packed> {
  const json = new TextEncoder().encode(JSON.stringify(scenario));
  const hash = new Uint8Array(await crypto.subtle.digest('SHA-256', json));
  const zipped = through(json, new CompressionStream('gzip'));
  return {
    bytes: new Uint8Array(await new Response(zipped).arrayBuffer()),
    digest: [...hash].map((byte) => byte.toString(16).padStart(2, '0')).join(''),
  };
}

/** What was packed, not yet checked to be a scenario. Throws where the bytes are damaged. */
async function unpacked(bytes: Uint8Array<ArrayBuffer>): Promise<unknown> {
  const decoder = new TextDecoder('utf-8', { fatal: true });
  let text = '';
  let size = 0;
  const reader = through(bytes, new DecompressionStream('gzip')).getReader();
  for (;;) {
    const { done, value } = await reader.read();
    if (done) break;
    size += value.length;
    if (size > LARGEST_BYTES) throw new RangeError('larger than any scenario');
    text += decoder.decode(value, { stream: true });
  }
  return JSON.parse(text + decoder.decode());
}

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
