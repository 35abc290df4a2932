import { mkdir, readdir, stat, unlink } from 'node:fs/promises';
import { join } from 'node:path';
import { countsOf, type BackUpOutcome, type BackupEntry, type ListedBackup } from '#shared/storage/backup';
import { writeFileAtomically } from './atomic-write';
import { decodeManifest, encodeManifest, stateOf, type Decoded, type Manifest } from './backup-format';
import { type BackupRows, backupRowsIn, inParallel, NotVerified, unzippedFile, zipped } from './backup-rows';
import { rotation, superfluousBackups, type Rotated } from './rotation';

/** The backups of one library: a manifest for each, and the rows that they share. */
export interface BackupStore {
  readonly rows: Pick<BackupRows, 'keep' | 'read' | 'isWhole'>;
  /** Keeps a backup of rows that are there, or says which are not. Writes nothing where the newest holds the same. */
  readonly backUp: (entries: readonly BackupEntry[]) => Promise<BackUpOutcome>;
  /** Keeps a backup that was made elsewhere, as it is. */
  readonly adopt: (manifest: Manifest) => Promise<void>;
  /** Every backup, newest first, with its damage. */
  readonly list: () => Promise<readonly StoredBackup[]>;
  /** One of those that there are; undefined where there is no such file. */
  readonly read: (name: string) => Promise<StoredBackup | undefined>;
}

export interface StoredBackup {
  readonly name: string;
  readonly manifest: Decoded<Manifest>;
  readonly damaged: ReadonlySet<string>;
}

interface ManifestFile extends Rotated {
  readonly name: string;
}

/** Above so many bytes of rows, fewer of the older backups stay. */
const ROOMY_BYTES = 2 * 1024 ** 3;
const tightRotation = { newest: 10, hours: 6, days: 14, whole: 3 } as const;

const MANIFEST = /^(\d{10})-(\d{8}T\d{6})Z-([0-9a-f]{16})\.json\.gz$/;

const nameOf = ({ sequence, at }: Manifest, state: string): string => {
  const instant = at.replace(/\.\d+Z$/, 'Z').replaceAll(/[-:]/g, '');
  return `${String(sequence).padStart(10, '0')}-${instant}-${state.slice(0, 16)}.json.gz`;
};

function manifestFile(name: string): ManifestFile | undefined {
  const [, sequence, instant, state] = MANIFEST.exec(name) ?? [];
  if (sequence === undefined || instant === undefined || state === undefined) return undefined;
  const iso = instant.replace(/(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)/, '$1-$2-$3T$4:$5:$6Z');
  return { name, sequence: Number(sequence), at: Date.parse(iso) || 0, state };
}

export function backupStoreIn(folder: string, library: string, now: () => Date): BackupStore {
  const rows = backupRowsIn(join(folder, 'rows'));
  // A backup is never changed, so what it refers to is read once.
  const digestsIn = new Map<string, readonly string[]>();
  let queue: Promise<unknown> = Promise.resolve();
  let rowBytes = 0;

  /** One act at a time, so that no row goes while a backup that needs it is made. */
  const inTurn = <Output>(act: () => Promise<Output>): Promise<Output> => {
    const turn = queue.then(act);
    queue = turn.catch(() => undefined);
    return turn;
  };

  const files = async (): Promise<readonly ManifestFile[]> => {
    const names = await readdir(folder).catch(() => []);
    const found = names.flatMap((name) => manifestFile(name) ?? []);
    return found.sort((a, b) => b.sequence - a.sequence || (a.name < b.name ? 1 : -1));
  };

  const decoded = async (name: string): Promise<Decoded<Manifest>> => {
    const text = await unzippedFile(join(folder, name));
    return text === undefined ? { kind: 'damaged' } : decodeManifest(text);
  };

  const missingOf = async (entries: readonly BackupEntry[], known = new Map<string, boolean>()) => {
    const digests = [...new Set(entries.map(({ digest }) => digest))];
    await inParallel(
      digests.filter((digest) => !known.has(digest)),
      async (digest) => known.set(digest, await rows.isWhole(digest)),
    );
    return digests.filter((digest) => known.get(digest) !== true);
  };

  const isWhole = async ({ name }: ManifestFile): Promise<boolean> => {
    const manifest = await decoded(name);
    return manifest.kind === 'whole' && (await missingOf(manifest.value.entries)).length === 0;
  };

  const write = async (manifest: Manifest, state: string): Promise<void> => {
    const name = nameOf(manifest, state);
    await mkdir(folder, { recursive: true });
    const path = join(folder, name);
    await writeFileAtomically({ path, content: await zipped(encodeManifest(manifest)) });
    const back = await decoded(name);
    if (back.kind === 'whole' && stateOf(back.value.entries) === state) return;
    await unlink(path).catch(() => undefined);
    throw new NotVerified('The backup does not read back as it was written.');
  };

  const digestsOf = async (name: string): Promise<readonly string[] | undefined> => {
    const before = digestsIn.get(name);
    if (before !== undefined) return before;
    const manifest = await decoded(name);
    if (manifest.kind !== 'whole') return undefined;
    const digests = manifest.value.entries.map(({ digest }) => digest);
    digestsIn.set(name, digests);
    return digests;
  };

  /** Rows stay as long as any backup is unreadable: it might be one of a newer version that refers to them. */
  const sweep = async (): Promise<void> => {
    const referred = new Set<string>();
    for (const { name } of await files()) {
      const digests = await digestsOf(name);
      if (digests === undefined) return;
      for (const digest of digests) referred.add(digest);
    }
    rowBytes = await rows.sweep((digest) => referred.has(digest));
  };

  const rotate = async (): Promise<void> => {
    const limits = rowBytes > ROOMY_BYTES ? tightRotation : rotation;
    const going = await superfluousBackups(await files(), isWhole, limits);
    for (const { name } of going) {
      await unlink(join(folder, name)).catch(() => undefined);
      digestsIn.delete(name);
    }
    if (going.length > 0) await sweep();
  };

  const withDamage = async (name: string, known?: Map<string, boolean>): Promise<StoredBackup> => {
    const manifest = await decoded(name);
    const damaged = manifest.kind === 'whole' ? await missingOf(manifest.value.entries, known) : [];
    return { name, manifest, damaged: new Set(damaged) };
  };

  return {
    rows: { ...rows, keep: (texts) => inTurn(() => rows.keep(texts)) },
    backUp: (entries) =>
      inTurn(async () => {
        const missing = await missingOf(entries);
        if (missing.length > 0) return { kind: 'missing', digests: missing };
        const [newest] = await files();
        const state = stateOf(entries);
        const before = newest === undefined ? undefined : await decoded(newest.name);
        if (before?.kind === 'whole' && stateOf(before.value.entries) === state) {
          return { kind: 'kept', at: before.value.at };
        }
        const at = now().toISOString();
        await write({ library, sequence: (newest?.sequence ?? 0) + 1, at, entries }, state);
        await rotate();
        return { kind: 'kept', at };
      }),
    adopt: (manifest) => inTurn(() => write(manifest, stateOf(manifest.entries))),
    list: () =>
      inTurn(async () => {
        const known = new Map<string, boolean>();
        const listed: StoredBackup[] = [];
        for (const { name } of await files()) listed.push(await withDamage(name, known));
        return listed;
      }),
    read: (name) =>
      inTurn(async () => {
        const found = manifestFile(name) && (await stat(join(folder, name)).catch(() => undefined));
        return found ? withDamage(name) : undefined;
      }),
  };
}

/** What lists show of a backup. */
export function listed(id: string, { manifest, damaged }: Omit<StoredBackup, 'name'>): ListedBackup {
  if (manifest.kind !== 'whole') {
    return { id, at: null, health: manifest.kind, damagedRows: 0, counts: countsOf([]), names: [] };
  }
  const { at, entries } = manifest.value;
  const names = entries.flatMap(({ table, label }) =>
    table === 'scenarios' && label?.name !== undefined && !label.deleted ? [label.name] : [],
  );
  return {
    id,
    at,
    health: damaged.size === 0 ? 'whole' : 'damaged',
    damagedRows: entries.filter(({ digest }) => damaged.has(digest)).length,
    counts: countsOf(entries),
    names: names.slice(0, 3),
  };
}
