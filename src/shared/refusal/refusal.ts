import { z } from '#shared/schema/zod';

/** The answer of anything that may refuse: a value, or the reason why there is none. Exceptions are for bugs. */
export type Result<Value, Reason> =
  { readonly ok: true; readonly value: Value } | { readonly ok: false; readonly error: Reason };

export const success = <Value>(value: Value): { readonly ok: true; readonly value: Value } => ({
  ok: true,
  value,
});

export const failure = <Reason>(error: Reason): { readonly ok: false; readonly error: Reason } => ({
  ok: false,
  error,
});

/** Fails to compile when a union gains a member that a switch forgot. */
export function assertNever(value: never): never {
  throw new Error(`Unexpected value: ${JSON.stringify(value)}`);
}

/**
 * Why something is not done: a stable code for programs, a sentence for people, and where it applies the limit, the
 * demand and what would make it fit. `message` is English; screens translate by `code` and `params`.
 */
export const Refusal = z.object({
  code: z.string(),
  message: z.string(),
  path: z.string().optional(),
  limit: z.number().optional(),
  demand: z.number().optional(),
  unit: z.string().optional(),
  remedy: z.string().optional(),
  params: z.record(z.string(), z.union([z.string(), z.number()])).optional(),
});
export type Refusal = Readonly<z.infer<typeof Refusal>>;

const BYTES_PER_MEGABYTE = 1_048_576;

const megabytes = (bytes: number): number => Math.round((bytes / BYTES_PER_MEGABYTE) * 10) / 10;

/** Why a file of so many bytes is not read; the same words wherever it is found out. */
export function fileTooLarge(bytes: number, limit: number): Refusal {
  const params = { megabytes: megabytes(bytes), limit: megabytes(limit) };
  return {
    code: 'file-too-large',
    message: `The file is too large: ${params.megabytes} MB or more; the limit is ${params.limit} MB.`,
    limit,
    demand: bytes,
    unit: 'B',
    params,
  };
}

/** Work that was stopped by whoever asked for it. */
export const cancelled: Refusal = { code: 'cancelled', message: 'The work was cancelled.' };

/** A file that should have been text and is not. */
export const fileNotText = (name: string): Refusal => ({
  code: 'file-not-text',
  message: `"${name}" is not a UTF-8 text file.`,
  params: { name },
});
