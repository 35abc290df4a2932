// Writes docs/guide/command-line.md: every example in it is run by the built command, and its output is what the page shows.
import { execFileSync, spawnSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { guideSections } from './command-guide.js';

const root = fileURLToPath(new URL('..', import.meta.url));
const command = join(root, 'out/main/cli.js');

function run(words) {
  const { stdout, stderr, status } = spawnSync(process.execPath, [command, ...words], {
    cwd: root,
    encoding: 'utf8',
  });
  return Promise.resolve({ out: stdout, err: stderr, code: status });
}

const page = [
  '# The command line\n',
  'Written by `npm run build && node scripts/make-command-guide.js`, which runs every command below.\n',
  'After a build, run `node out/main/cli.js`; an installed Fleetwright has the command `fleetwright`. It needs no Electron and no display.\n',
  ...(await guideSections(run)),
].join('\n');

const path = join(root, 'docs/guide/command-line.md');
writeFileSync(path, page);
execFileSync(process.execPath, [join(root, 'node_modules/prettier/bin/prettier.cjs'), '--write', path]);
