import { spawnSync } from 'node:child_process';
import { packageFile } from './runtime.js';

/** Checks the types of the core, of what runs in Node and of the pages with the native compiler. */

const compiler = packageFile('typescript-native', 'bin/tsc');
for (const project of ['core', 'node', 'web']) {
  const { status } = spawnSync(
    process.execPath,
    [compiler, '--noEmit', '--project', `tsconfig.${project}.json`],
    {
      stdio: 'inherit',
    },
  );
  if (status !== 0) process.exit(status ?? 1);
}
