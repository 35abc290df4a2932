import { mkdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { writeFileAtomically } from './atomic-write';

const LAST_PORT = 65_535;
const fileIn = (data: string): string => join(data, 'port');

/** The port at which the documents of this data folder were made; undefined before the first start. */
export async function keptPort(data: string): Promise<number | undefined> {
  try {
    const port = Number((await readFile(fileIn(data), 'utf8')).trim());
    return Number.isInteger(port) && port > 0 && port <= LAST_PORT ? port : undefined;
  } catch {
    return undefined;
  }
}

/** Keeps the port for the next start; a data folder that cannot be written keeps none. */
export async function keepPort(data: string, port: number): Promise<void> {
  try {
    await mkdir(data, { recursive: true });
    await writeFileAtomically({ path: fileIn(data), content: `${port}\n` });
  } catch {
    // The host serves all the same.
  }
}
