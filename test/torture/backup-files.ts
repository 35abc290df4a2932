import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import type { FileFindings } from './half-files';

/** The backups of all libraries as whoever reads the files finds them. */
export interface BackupFiles extends FileFindings {
  /** The names of all scenarios that are in a backup. */
  readonly names: ReadonlySet<string>;
  /** How many scenarios the fullest backup holds. */
  readonly most: number;
}

interface Manifest {
  readonly format?: unknown;
  readonly body: {
    readonly entries: readonly {
      readonly table: string;
      readonly digest: string;
    }[];
  };
}

const ROW = /^([0-9a-f]{64})\.gz$/;
const textOfFile = (path: string): string => gunzipSync(readFileSync(path)).toString('utf8');

function namesBelow(folder: string): readonly string[] {
  try {
    return readdirSync(folder, { recursive: true, encoding: 'utf8' });
  } catch {
    return [];
  }
}

/** Reads every file: a row must have the checksum that it is named by, a backup all of its rows. */
export function backupFiles(folder: string): BackupFiles {
  const files = namesBelow(folder);
  const rows = new Set(files.flatMap((name) => ROW.exec(basename(name))?.[1] ?? []));
  const nameByRow = new Map<string, string>();
  const inBackup = new Set<string>();
  const names = new Set<string>();
  const half: string[] = [];
  let whole = 0;
  let most = 0;
  for (const name of files.filter((each) => each.endsWith('.gz'))) {
    try {
      const text = textOfFile(join(folder, name));
      const digest = ROW.exec(basename(name))?.[1];
      if (digest !== undefined) {
        if (createHash('sha256').update(text).digest('hex') !== digest)
          half.push(`${name} has another checksum`);
        const { document } = JSON.parse(text) as { readonly document?: { readonly name?: string } };
        if (document?.name !== undefined) nameByRow.set(digest, document.name);
        continue;
      }
      const {
        format,
        body: { entries },
      } = JSON.parse(text) as Manifest;
      if (format !== 'fleetwright-backup') half.push(`${name} is of the format ${String(format)}`);
      const missing = entries.filter((entry) => !rows.has(entry.digest)).length;
      if (missing > 0) half.push(`${name} lacks ${missing} rows`);
      const scenarios = entries.filter(({ table }) => table === 'scenarios');
      for (const { digest: row } of scenarios) inBackup.add(row);
      most = Math.max(most, scenarios.length);
      whole += 1;
    } catch (error) {
      half.push(`${name}: ${error instanceof Error ? error.message : String(error)}`);
    }
  }
  for (const row of inBackup) names.add(nameByRow.get(row) ?? '');
  return { half, leftOver: files.filter((each) => each.endsWith('.tmp')), whole, names, most };
}
