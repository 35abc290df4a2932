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
  const rows = await parquetReadObjects({ file: await asyncBufferFromFile(file), compressors });
  return rows.map((raw) => {
    const row = Object.fromEntries(Object.entries(raw).map(([name, value]) => [name, String(value)]));
    const { latency, ...shape } = row;
    return { row, seconds: Number(latency) / 1000, heldBack: hash(Object.values(shape).join('|')) % 5 === 0 };
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
