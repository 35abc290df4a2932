import { existsSync } from 'node:fs';
import { asyncBufferFromFile, parquetReadObjects } from 'hyparquet';
import { compressors } from 'hyparquet-compressors';

export type Row = Readonly<Record<string, string>>;

/** One measured kernel: its row, the seconds it took, and whether it is held back from fitting. */
export interface Measured {
  readonly row: Row;
  readonly seconds: number;
  readonly heldBack: boolean;
}

/** Reads a table of measured kernels (latencies in milliseconds) and holds back a fifth of its rows; none where there is no such table. */
export async function readTable(file: string): Promise<readonly Measured[]> {
  if (!existsSync(file)) return [];
  return measuredRows(await parquetReadObjects({ file: await asyncBufferFromFile(file), compressors }));
}

/**
 * The rows of a table that say how long something took. Tables hold rows of latency 0 where a benchmark failed: a fit to their
 * logarithm would follow them alone. Tables without such a column name their times themselves.
 */
export function measuredRows(rows: readonly Readonly<Record<string, unknown>>[]): readonly Measured[] {
  return rows.flatMap((raw) => {
    const row = Object.fromEntries(Object.entries(raw).map(([name, value]) => [name, String(value)]));
    const { latency, ...shape } = row;
    const seconds = Number(latency) / 1000;
    if (latency !== undefined && !(Number.isFinite(seconds) && seconds > 0)) return [];
    return [{ row, seconds, heldBack: hash(Object.values(shape).join('|')) % 5 === 0 }];
  });
}

/** Fowler, Noll and Vo's hash (FNV-1a, 32 bits): the same rows are held back on every machine. */
function hash(text: string): number {
  let value = 0x811c9dc5;
  for (let index = 0; index < text.length; index++) {
    value = Math.imul(value ^ text.charCodeAt(index), 0x01000193) >>> 0;
  }
  return value;
}
