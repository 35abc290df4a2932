import type { Redis } from 'ioredis';
import { Library } from '#shared/library/library';
import { z } from '#shared/schema/zod';
import { Study } from '#shared/study/study';
import { type CodeIdentity, type Manifest, sha256, studyFormats } from '#main/study/identity';

/** What lies in the queue, and under which keys. Everything that is read was written by another process, and is checked. */

/** Results and studies that nobody fetched are dropped after a day. */
export const KEPT_SECONDS = 86_400;

const KEY_LENGTH = 16;
const CODE_LENGTH = 12;

/** A study is known by what it is computed from: a run that goes on finds what workers did meanwhile. */
export const studyKey = (manifest: Manifest): string =>
  sha256(JSON.stringify({ ...manifest, shard: undefined })).slice(0, KEY_LENGTH);

/** Each build has a queue of its own: no worker of another version ever takes a chunk. */
export const queueName = ({ digest }: CodeIdentity): string => `chunks-${digest.slice(0, CODE_LENGTH)}`;

export const keys = (prefix: string) => ({
  study: (study: string) => `${prefix}:study:${study}`,
  cancelled: (study: string) => `${prefix}:cancelled:${study}`,
  progress: `${prefix}:progress`,
  announced: `${prefix}:studies`,
  result: (job: string) => `${prefix}:result:${job}`,
});
export type Keys = ReturnType<typeof keys>;

/** What workers need of a study beside its chunks. */
const Context = z.object({ study: Study, library: Library.nullable() });
export type Context = z.output<typeof Context>;

export async function putContext(redis: Redis, key: string, context: Context): Promise<void> {
  await redis.set(key, JSON.stringify(context), 'EX', KEPT_SECONDS);
}

export async function contextAt(redis: Redis, key: string): Promise<Context | undefined> {
  const text = await redis.get(key);
  return text === null ? undefined : Context.parse(JSON.parse(text));
}

/** What is told of a study that is under way. */
export const Announcement = z.object({
  name: z.string(),
  version: z.string(),
  digest: z.string(),
  stage: z.string(),
  casesDone: z.number(),
  cases: z.number(),
  at: z.number(),
});
export type Announcement = Readonly<z.infer<typeof Announcement>>;

/** A study that told nothing for so long is not under way any more. */
const SILENT_MILLISECONDS = 60_000;

export async function announcements(
  redis: Redis,
  { announced }: Keys,
  now: number,
): Promise<readonly Announcement[]> {
  const all = await redis.hvals(announced);
  return all
    .flatMap((text) => {
      const read = Announcement.safeParse(JSON.parse(text));
      return read.success ? [read.data] : [];
    })
    .filter(({ at }) => now - at < SILENT_MILLISECONDS);
}

/** A chunk, or a part of one, as a job. */
export const ChunkJob = z.object({
  study: z.string(),
  stage: z.int(),
  numbers: z.union([z.object({ from: z.int(), to: z.int() }), z.array(z.int())]),
  setAside: z.record(z.string(), z.string()),
  formats: z.array(z.enum(studyFormats)),
});
export type ChunkJob = z.output<typeof ChunkJob>;
