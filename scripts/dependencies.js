import './node-version.js';
import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { npmCommand, root } from './runtime.js';

/** Prints what we depend on directly: licence, whether it ships, what it brings along, and by registry how old and how kept. */

const usage = `usage: npm run dependencies [-- --dates] [--only NAME] [--json]
  --dates      ask the registry when each version and the newest one were released; a request for each package
  --only NAME  only this package; may be given again
  --json       as JSON`;

function readOptions() {
  const options = {
    dates: { type: 'boolean', default: false },
    only: { type: 'string', multiple: true },
    json: { type: 'boolean', default: false },
  };
  try {
    return parseArgs({ options }).values;
  } catch (error) {
    console.error(`${error.message}\n${usage}`);
    return process.exit(2);
  }
}

const readJson = (path) => JSON.parse(readFileSync(join(root, path), 'utf8'));

const { packages: locked } = readJson('package-lock.json');

/** Where a package that is needed from some place lies, by Node's rule: the nearest folder of packages above. */
function placeOf(name, from) {
  const folders = from.split('/node_modules/');
  for (let depth = folders.length; depth >= 0; depth -= 1) {
    const above = folders.slice(0, depth).join('/node_modules/');
    const place = above === '' ? `node_modules/${name}` : `${above}/node_modules/${name}`;
    if (locked[place] !== undefined) return place;
  }
  return undefined;
}

/** Every package that one brings along, itself left out. */
function broughtBy(place, found = new Set()) {
  const { dependencies = {}, optionalDependencies = {} } = locked[place];
  for (const name of Object.keys({ ...dependencies, ...optionalDependencies })) {
    const next = placeOf(name, place);
    if (next === undefined || found.has(next)) continue;
    found.add(next);
    broughtBy(next, found);
  }
  return found;
}

function shippedNames() {
  try {
    return new Set(readJson('out/third-party.json').packages.map(({ name }) => name));
  } catch {
    return undefined;
  }
}

/** When this version and the newest one were released, as the registry has it; nothing where it does not say. */
function datesOf(name, version) {
  const [command, ...words] = npmCommand();
  const { stdout } = spawnSync(command, [...words, 'view', name, 'version', 'time', '--json'], {
    cwd: root,
    encoding: 'utf8',
    maxBuffer: 2 ** 26,
  });
  try {
    const { version: newest, time } = JSON.parse(stdout);
    return { released: time[version]?.slice(0, 10), newest, newestReleased: time[newest]?.slice(0, 10) };
  } catch {
    return {};
  }
}

const { dates, only, json } = readOptions();
const { dependencies = {}, devDependencies = {} } = readJson('package.json');
const shipped = shippedNames();
const rows = Object.entries({ ...dependencies, ...devDependencies })
  .filter(([name]) => only === undefined || only.includes(name))
  .sort(([a], [b]) => (a < b ? -1 : 1))
  .map(([name, version]) => {
    const entry = locked[`node_modules/${name}`] ?? {};
    const brings = [...broughtBy(`node_modules/${name}`)];
    return {
      name,
      version,
      licence: entry.license ?? 'not named',
      ships: shipped === undefined ? 'not built' : shipped.has(name) || name === 'electron' ? 'yes' : 'no',
      brings: brings.length,
      scripts: [`node_modules/${name}`, ...brings].filter((place) => locked[place].hasInstallScript).length,
      deprecated: entry.deprecated === undefined ? 'no' : 'yes',
      ...(dates ? datesOf(name, version) : {}),
    };
  });

if (json) console.log(JSON.stringify(rows, null, 2));
else {
  const columns = [...new Set(rows.flatMap((row) => Object.keys(row)))];
  const line = (cells) => `| ${cells.join(' | ')} |`;
  console.log(line(columns));
  console.log(line(columns.map(() => '---')));
  for (const row of rows) console.log(line(columns.map((column) => row[column] ?? '')));
}
