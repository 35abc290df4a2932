import { mkdir, readdir, readFile, stat, unlink } from 'node:fs/promises';
import { join } from 'node:path';
import { writeFileAtomically } from '#main/files/atomic-write';
import { z } from '#shared/schema/zod';
import type { StudyLevel } from '#shared/study/study';
import type { ChunkAnswer } from './chunk';
import { Manifest, sha256 } from './identity';

/**
 * The folder of a study's results. A chunk is there once its record is, which is written after its files: whoever
 * stops in the middle, by any signal, leaves whole chunks and no half ones.
 */

const CandidateRecord = z.object({ number: z.int(), group: z.int(), values: z.array(z.number()).readonly() });

/** What is known of a chunk beside its files. */
export const ChunkRecord = z.object({
  rows: z.int(),
  fit: z.int(),
  failed: z.int(),
  /** SHA-256 and size of each file, by its name within the stage's folder. */
  files: z.record(z.string(), z.object({ bytes: z.int(), sha256: z.string() })),
  candidates: z.array(CandidateRecord).readonly(),
});
export type ChunkRecord = Readonly<z.infer<typeof ChunkRecord>>;

/** What is known of a stage once all of it is there. */
export const StageRecord = z.object({
  level: z.string(),
  chunks: z.int(),
  rows: z.int(),
  fit: z.int(),
  failed: z.int(),
  /** Numbers of the cases that the next stage works on; absent after the last. */
  kept: z.array(z.int()).readonly().optional(),
});
export type StageRecord = Readonly<z.infer<typeof StageRecord>>;

const MANIFEST = 'manifest.json';
const DIGITS = 6;

export const stageFolder = (stage: number, level: StudyLevel): string => `stage-${stage + 1}-${level}`;
const chunkName = (chunk: number): string => String(chunk).padStart(DIGITS, '0');
const recordPath = (stageName: string, chunk: number): string =>
  join(stageName, 'done', `${chunkName(chunk)}.json`);
const recordPattern = /^(\d{6,})\.json$/;

const printed = (value: unknown): string => `${JSON.stringify(value, null, 2)}\n`;

export interface StudyFolder {
  readonly path: string;
  readonly manifest: () => Promise<Manifest | undefined>;
  readonly isEmpty: () => Promise<boolean>;
  readonly begin: (manifest: Manifest, study: unknown) => Promise<void>;
  /** The chunks of a stage that are there. */
  readonly done: (stageName: string) => Promise<ReadonlySet<number>>;
  readonly record: (stageName: string, chunk: number) => Promise<ChunkRecord>;
  readonly keep: (stageName: string, chunk: number, answer: ChunkAnswer) => Promise<void>;
  readonly stage: (stageName: string) => Promise<StageRecord | undefined>;
  readonly finishStage: (stageName: string, record: StageRecord) => Promise<void>;
  /** Copies a chunk of another folder, whose files must be what their record says. */
  readonly take: (stageName: string, chunk: number, from: StudyFolder) => Promise<void>;
}

const isMissing = (error: unknown): boolean =>
  error instanceof Error && 'code' in error && error.code === 'ENOENT';

/** A file that a study wrote and that is no longer what it was. */
export class DamagedFile extends Error {}

async function parsed<Schema extends z.ZodType>(
  path: string,
  schema: Schema,
): Promise<z.output<Schema> | undefined> {
  let text;
  try {
    text = await readFile(path, 'utf8');
  } catch (error) {
    if (isMissing(error)) return undefined;
    throw error;
  }
  try {
    return schema.parse(JSON.parse(text));
  } catch {
    throw new DamagedFile(`${path} is damaged or was not written by a study`);
  }
}

export function studyFolder(path: string): StudyFolder {
  const at = (...parts: readonly string[]): string => join(path, ...parts);
  const write = async (name: string, content: string | Uint8Array): Promise<void> =>
    writeFileAtomically({ path: at(name), content });
  const record = async (stageName: string, chunk: number): Promise<ChunkRecord> => {
    const file = at(recordPath(stageName, chunk));
    const read = await parsed(file, ChunkRecord);
    if (read === undefined) throw new DamagedFile(`${file} is missing`);
    return read;
  };
  const makeStage = async (stageName: string): Promise<void> => {
    await mkdir(at(stageName, 'done'), { recursive: true });
  };
  const keepFiles = async (stageName: string, { chunk, files, rest }: KeptChunk): Promise<void> => {
    await makeStage(stageName);
    const listed: Record<string, { bytes: number; sha256: string }> = {};
    for (const [name, content] of Object.entries(files)) {
      if (name.includes('/')) await mkdir(at(stageName, 'scenarios'), { recursive: true });
      await write(join(stageName, name), content);
      listed[name] = { bytes: content.length, sha256: sha256(content) };
    }
    await write(recordPath(stageName, chunk), printed({ ...rest, files: listed }));
  };
  return {
    path,
    manifest: () => parsed(at(MANIFEST), Manifest),
    isEmpty: async () => {
      try {
        return (await readdir(path)).length === 0;
      } catch (error) {
        if (isMissing(error)) return true;
        throw error;
      }
    },
    begin: async (manifest, study) => {
      await mkdir(path, { recursive: true });
      await write('study.json', printed(study));
      await write(MANIFEST, printed(manifest));
    },
    done: async (stageName) => {
      let names: readonly string[];
      try {
        names = await readdir(at(stageName, 'done'));
      } catch (error) {
        if (isMissing(error)) return new Set();
        throw error;
      }
      await Promise.all([stageName, join(stageName, 'done')].map((each) => withoutRests(at(each))));
      return new Set(names.flatMap((name) => recordPattern.exec(name)?.[1] ?? []).map(Number));
    },
    record,
    keep: async (stageName, chunk, { files, scenarios, ...rest }) => {
      const name = `part-${chunkName(chunk)}`;
      const all = [
        ...Object.entries(files).map(([format, content]) => [`${name}.${format}`, content] as const),
        ...Object.entries(scenarios).map(
          ([id, text]) => [`scenarios/${id}.fleetwright.json`, new TextEncoder().encode(text)] as const,
        ),
      ];
      await keepFiles(stageName, { chunk, files: Object.fromEntries(all), rest });
    },
    stage: (stageName) => parsed(at(stageName, 'stage.json'), StageRecord),
    finishStage: async (stageName, finished) => {
      await makeStage(stageName);
      await write(join(stageName, 'stage.json'), printed(finished));
    },
    take: async (stageName, chunk, from) => {
      const { files, ...rest } = await from.record(stageName, chunk);
      const contents: Record<string, Uint8Array> = {};
      for (const [name, { sha256: expected }] of Object.entries(files)) {
        const file = join(from.path, stageName, name);
        const content = await readFile(file);
        if (sha256(content) !== expected) throw new DamagedFile(`${file} is not what its study wrote`);
        contents[name] = content;
      }
      await keepFiles(stageName, { chunk, files: contents, rest });
    },
  };
}

interface KeptChunk {
  readonly chunk: number;
  readonly files: Readonly<Record<string, Uint8Array>>;
  readonly rest: Omit<ChunkRecord, 'files'>;
}

/** Removes what an ended process left half written; such a file is named after that process. */
async function withoutRests(folder: string): Promise<void> {
  for (const name of await readdir(folder)) {
    const owner = /\.(\d+)-\d+\.tmp$/.exec(name)?.[1];
    if (owner !== undefined && !runs(Number(owner))) await unlink(join(folder, name)).catch(() => undefined);
  }
}

function runs(processId: number): boolean {
  try {
    process.kill(processId, 0);
    return true;
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'EPERM';
  }
}

/** Whether the files of a chunk are there at their full size. */
export async function isWhole(folder: StudyFolder, stageName: string, chunk: number): Promise<boolean> {
  const { files } = await folder.record(stageName, chunk);
  for (const [name, { bytes }] of Object.entries(files)) {
    const found = await stat(join(folder.path, stageName, name)).catch(() => undefined);
    if (found?.size !== bytes) return false;
  }
  return true;
}
