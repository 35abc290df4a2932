import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import type { Samples } from './bench';

const PAIRS = 25;

function milliseconds(words: readonly string[]): number {
  const start = performance.now();
  spawnSync(process.execPath, words, { stdio: 'ignore' });
  return performance.now() - start;
}

/** How often as long a command of the built program takes as Node alone, each run against one of Node right before it. */
export function timesOfNode(root: string, words: readonly string[]): Promise<Samples> {
  const command = [join(root, 'out/main/cli.js'), ...words];
  milliseconds(command);
  return Promise.resolve(
    Array.from({ length: PAIRS }, () => {
      const bare = milliseconds(['--eval', '0']);
      return milliseconds(command) / bare;
    }),
  );
}
