import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

export interface FileFindings {
  /** Files that are neither absent nor whole, and why. */
  readonly half: readonly string[];
  /** Temporary files that a killed write left behind. */
  readonly leftOver: readonly string[];
  readonly whole: number;
}

/** Looks at every file of a folder; `check` says what is wrong with the parsed content of one. */
export function examineFiles(
  folder: string,
  check: (content: unknown, name: string) => string | undefined,
): FileFindings {
  const half: string[] = [];
  const leftOver: string[] = [];
  let whole = 0;
  for (const name of namesIn(folder)) {
    if (name.endsWith('.tmp')) {
      leftOver.push(name);
      continue;
    }
    if (!name.endsWith('.json')) continue;
    const problem = problemOf(join(folder, name), name, check);
    if (problem === undefined) whole += 1;
    else half.push(`${name}: ${problem}`);
  }
  return { half, leftOver, whole };
}

function namesIn(folder: string): readonly string[] {
  try {
    return readdirSync(folder);
  } catch {
    return [];
  }
}

function problemOf(
  path: string,
  name: string,
  check: (content: unknown, name: string) => string | undefined,
): string | undefined {
  try {
    return check(JSON.parse(readFileSync(path, 'utf8')), name);
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}
