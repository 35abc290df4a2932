import type { Redis } from 'ioredis';
import { z } from '#shared/schema/zod';
import type { ChunkAnswer } from '#main/study/chunk';
import { studyFormats } from '#main/study/identity';
import { KEPT_SECONDS } from './keys';

/** Answers of workers on their way back: one hash each, its files as they are and the rest as JSON. */

const Rest = z.object({
  rows: z.int(),
  fit: z.int(),
  failed: z.int(),
  candidates: z.array(z.object({ number: z.int(), group: z.int(), values: z.array(z.number()) })),
  scenarios: z.record(z.string(), z.string()),
});

export async function putResult(redis: Redis, key: string, answer: ChunkAnswer): Promise<void> {
  const { files, ...rest } = answer;
  const fields = Object.entries(files).flatMap(([format, bytes]) => [format, Buffer.from(bytes)]);
  await redis
    .multi()
    .del(key)
    .hset(key, 'answer', JSON.stringify(rest), ...fields)
    .expire(key, KEPT_SECONDS)
    .exec();
}

export async function resultAt(redis: Redis, key: string): Promise<ChunkAnswer | undefined> {
  const fields = await redis.hgetallBuffer(key);
  const { answer } = fields;
  if (answer === undefined) return undefined;
  const files = studyFormats.flatMap((format) => {
    const bytes = fields[format];
    return bytes === undefined ? [] : [[format, new Uint8Array(bytes)] as const];
  });
  return { ...Rest.parse(JSON.parse(answer.toString('utf8'))), files: Object.fromEntries(files) };
}
