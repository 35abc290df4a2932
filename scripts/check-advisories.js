import './node-version.js';
import { spawnSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { concerning } from './packaging/advisories.js';
import { npmCommand, root } from './runtime.js';

/**
 * Holds the lockfile against the advisories that are kept in packaging/advisories.json, without a network:
 * npm run check:advisories [-- --update]    (adds first what the registry reports, where it answers)
 */

const keptFile = join(root, 'packaging/advisories.json');
const kept = JSON.parse(readFileSync(keptFile, 'utf8'));

/** What `npm audit` reports, in the form that is kept. */
function reported() {
  const [command, ...words] = npmCommand();
  const { stdout } = spawnSync(command, [...words, 'audit', '--json'], { cwd: root, encoding: 'utf8' });
  const { vulnerabilities } = JSON.parse(stdout || '{}');
  if (vulnerabilities === undefined) {
    console.error('The registry answers no audit; the kept advisories stay as they are.');
    process.exit(2);
  }
  return Object.values(vulnerabilities)
    .flatMap(({ via }) => via.filter((each) => typeof each === 'object'))
    .map(({ name, range, severity, title, url }) => ({
      id: url.split('/').at(-1),
      package: name,
      vulnerable: range,
      severity,
      title,
    }));
}

if (process.argv.includes('--update')) {
  const byKey = new Map(
    [...kept.advisories, ...reported()].map((each) => [`${each.package} ${each.id}`, each]),
  );
  kept.advisories = [...byKey.entries()].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, each]) => each);
  kept.updated = new Date().toISOString().slice(0, 10);
  writeFileSync(keptFile, `${JSON.stringify(kept, null, 2)}\n`);
}

const lockfile = JSON.parse(readFileSync(join(root, 'package-lock.json'), 'utf8'));
const found = concerning(lockfile, kept.advisories);
for (const { place, version, id, severity, title, vulnerable } of found)
  console.log(`${place} ${version}: ${id} (${severity}), ${title}; concerns ${vulnerable}`);
console.log(
  `${Object.keys(lockfile.packages).length} packages, ${kept.advisories.length} advisories of ${kept.updated}: ${found.length} concern us.`,
);
process.exit(found.length === 0 ? 0 : 1);
