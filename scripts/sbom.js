import './node-version.js';
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { parseArgs } from 'node:util';
import { npmCommand, root } from './runtime.js';

/**
 * Writes the bill of materials of what ships, in CycloneDX: npm's own for everything installed, cut down to what the build put
 * into the program (out/third-party.json), with Electron for the desktop.
 */

const usage = `usage: npm run sbom [-- --output FILE] [--without-electron]
  --output FILE        where to write (default: dist/sbom.cdx.json)
  --without-electron   the bill of the command line and the browser host, which need no Electron`;

const packageFile = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));

function fail(reason, code = 1) {
  console.error(reason);
  process.exit(code);
}

function readOptions() {
  try {
    const options = { output: { type: 'string' }, 'without-electron': { type: 'boolean', default: false } };
    return parseArgs({ options }).values;
  } catch (error) {
    return fail(`${error.message}\n${usage}`, 2);
  }
}

/** Everything that is installed, as npm describes it; it needs no network. */
function installed() {
  const [command, ...words] = npmCommand();
  const { status, stdout, stderr } = spawnSync(
    command,
    [...words, 'sbom', '--sbom-format=cyclonedx', '--sbom-type=application'],
    { cwd: root, encoding: 'utf8', maxBuffer: 2 ** 28 },
  );
  if (status !== 0) fail(`npm sbom failed: ${stderr}`);
  return JSON.parse(stdout);
}

function shippedKeys(withElectron) {
  let packages;
  try {
    ({ packages } = JSON.parse(readFileSync(join(root, 'out/third-party.json'), 'utf8')));
  } catch {
    fail('The program was not built yet: npm run build', 2);
  }
  const keys = packages.map(({ name, version }) => `${name}@${version}`);
  return new Set(withElectron ? [...keys, `electron@${packageFile.devDependencies.electron}`] : keys);
}

const without = (object, names) =>
  Object.fromEntries(Object.entries(object).filter(([name]) => !names.includes(name)));

/** A serial number that follows from the content, in the form of a UUID of version 8 (RFC 9562). */
function serialOf(text) {
  const bytes = createHash('sha256').update(text).digest().subarray(0, 16);
  bytes[6] = (bytes[6] & 0x0f) | 0x80;
  bytes[8] = (bytes[8] & 0x3f) | 0x80;
  const hex = bytes.toString('hex');
  return `urn:uuid:${[hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join('-')}`;
}

const { output = join(root, 'dist/sbom.cdx.json'), 'without-electron': withoutElectron } = readOptions();
const { bomFormat, specVersion, metadata, components, dependencies } = installed();
const wanted = shippedKeys(!withoutElectron);
const nameOf = ({ group, name }) => (group === undefined || name.startsWith('@') ? name : `${group}/${name}`);
const kept = components.filter((component) => wanted.has(`${nameOf(component)}@${component.version}`));
const missing = [...wanted].filter(
  (key) => !kept.some((component) => `${nameOf(component)}@${component.version}` === key),
);
if (missing.length > 0) fail(`Not in what npm says is installed: ${missing.join(', ')}. Run npm ci.`);

// npm names it by its folder.
const program = { ...without(metadata.component, ['properties']), name: packageFile.name };
const references = new Set([program['bom-ref'], ...kept.map((component) => component['bom-ref'])]);
const bill = {
  bomFormat,
  specVersion,
  version: 1,
  // Without the time, and without what npm calls it for being a tool of development.
  metadata: { lifecycles: metadata.lifecycles, tools: metadata.tools, component: program },
  components: kept.map((component) => ({ ...without(component, ['properties']), scope: 'required' })),
  dependencies: dependencies
    .filter(({ ref }) => references.has(ref))
    .map(({ ref, dependsOn = [] }) => ({
      ref,
      dependsOn: dependsOn.filter((reference) => references.has(reference)),
    })),
};
const serialNumber = serialOf(JSON.stringify(bill));
mkdirSync(dirname(output), { recursive: true });
writeFileSync(
  output,
  `${JSON.stringify({ $schema: 'http://cyclonedx.org/schema/bom-1.5.schema.json', serialNumber, ...bill }, null, 2)}\n`,
);
console.log(`${kept.length} components in ${output}`);
