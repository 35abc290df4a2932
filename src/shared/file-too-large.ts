import type { Refusal } from './refusal';

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
