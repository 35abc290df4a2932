import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { run } from './cli/run';
import { loadServices } from './services';

const root = join(import.meta.dirname, '..', '..');

process.exitCode = await run(process.argv.slice(2), {
  out: (output) => void process.stdout.write(output),
  err: (message) => void process.stderr.write(message),
  readFile: (path) => readFile(path, 'utf8'),
  writeFile: (path, content) => writeFile(path, content),
  readInput: () => text(process.stdin),
  services: () => loadServices(join(root, 'resources')),
});
