// Writes resources/examples from the plans in scripts/examples. Run it after either they or the catalogue changed.
import { mkdir, readdir, rm, writeFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { runnerImport } from 'vite';

const root = fileURLToPath(new URL('..', import.meta.url));
const folder = `${root}resources/examples`;

const load = async (path) =>
  (await runnerImport(`${root}${path}`, { root, configFile: false, logLevel: 'error' })).module;
const { loadCatalogue } = await load('src/main/catalogue/load.ts');
const { exampleFiles } = await load('scripts/examples/index.ts');

const catalogue = await loadCatalogue(`${root}resources/catalogue`);
if (!catalogue.ok) {
  for (const { file, path, reason } of catalogue.error) console.error(`${file} ${path}: ${reason}`);
  process.exit(1);
}
await mkdir(folder, { recursive: true });
for (const name of await readdir(folder)) await rm(`${folder}/${name}`);
for (const { name, text } of exampleFiles(catalogue.value)) {
  await writeFile(`${folder}/${name}`, text);
  console.log(`${name} ${text.length} bytes`);
}
