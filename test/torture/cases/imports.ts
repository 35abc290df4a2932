import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { root } from '../../../scripts/runtime.js';
import type { TortureCase } from '../case';
import { list, PATIENCE_MILLISECONDS } from '../library-acts';
import { runStorm, type Storm } from '../storm';

const NAMED = 'Imported';

const stateOf = (names: readonly string[]): string =>
  names
    .filter((name) => name.startsWith(NAMED))
    .sort()
    .join(', ') || 'none';

/** A file of a released version, so that an import migrates as well. */
const released = join(root, 'test/fixtures/released/scenarios/0.1.0-example-mixed-fleet.json');

const storm: Storm = {
  prepare: (page) => list(page).getByRole('listitem').first().waitFor(),
  stateShown: ({ scenarios }) => stateOf(scenarios.map(([name]) => name)),
  stateKept: ({ scenarios }) => stateOf(scenarios.flatMap(({ name, deleted }) => (deleted ? [] : [name]))),
  // A file chooser that opens late may be given the file after the one that it was opened for.
  holds: (onDisk, acknowledged) => {
    const there = new Set(onDisk.split(', '));
    return acknowledged === 'none' || acknowledged.split(', ').every((name) => there.has(name));
  },
  step: async ({ page, journal, next, given: { host } }) => {
    const name = `${NAMED} ${next()}`;
    const before = journal.last();
    journal.expected(stateOf([...(before === 'none' ? [] : before.split(', ')), name]));
    const content = JSON.parse(readFileSync(released, 'utf8')) as Record<string, unknown>;
    const path = join(host.folder, `${name}.fleetwright.json`);
    writeFileSync(path, JSON.stringify({ ...content, name }));
    await host.choose(path);
    await page
      .getByRole('button', { name: 'Import a file…' })
      .first()
      .click({ timeout: PATIENCE_MILLISECONDS });
  },
};

/** Files of a released version are imported, each after a backup, while everything is killed. */
export const imports: TortureCase = {
  name: 'imports',
  hosts: ['browser', 'desktop'],
  run: (given) => runStorm(given, storm),
};
