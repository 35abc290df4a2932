import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { PATIENTLY } from '../support/patience';

const root = join(import.meta.dirname, '../..');
const packageFile = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as {
  readonly engines: { readonly node: string };
  readonly scripts: Readonly<Record<string, string>>;
};

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'fleetwright-node-'));
});
afterAll(() => rmSync(folder, { recursive: true }));

/** Runs a file under this Node, which says that it is another version. */
function ranAs(version: string, file: string) {
  const disguise = join(folder, 'disguise.cjs');
  writeFileSync(
    disguise,
    `Object.defineProperty(process, 'versions', { value: { ...process.versions, node: '${version}' } });`,
  );
  return spawnSync(process.execPath, ['--require', disguise, join(root, file), '--help'], {
    encoding: 'utf8',
  });
}

const refused = (version: string) => ({
  status: 1,
  stdout: '',
  stderr: `Node 20.19 or newer is needed; this is Node ${version}.\n`,
});

describe('an old Node', () => {
  it.each(['8.17.0', '18.20.8', '20.18.3'])(
    'is told what is needed in one line: %s',
    PATIENTLY,
    (version) => {
      expect(ranAs(version, 'scripts/node-version.js')).toMatchObject(refused(version));
    },
  );

  it.each(['20.19.0', '22.0.0', '24.1.0'])('is not what %s is', PATIENTLY, (version) => {
    expect(ranAs(version, 'scripts/node-version.js')).toMatchObject({ status: 0, stderr: '' });
  });

  it('is told before npm runs any of the commands of the README', () => {
    expect(packageFile.engines.node).toBe('>=20.19.0');
    for (const command of ['start', 'test', 'build']) {
      expect(packageFile.scripts[`pre${command}`]).toBe('node scripts/node-version.js');
    }
  });
});

describe.runIf(existsSync(join(root, 'out/main/cli.js')))('a built program under an old Node', () => {
  it.each(['out/main/cli.js', 'out/main/web.js'])('%s says so and nothing else', PATIENTLY, (file) => {
    expect(ranAs('18.20.8', file)).toMatchObject(refused('18.20.8'));
  });

  it.each(['cli.js', 'web.js'])('%s imports nothing at once that such a Node could stumble over', (file) => {
    const main = join(root, 'out/main');
    const entry = readFileSync(join(main, file), 'utf8');
    const [only, ...others] = [...entry.matchAll(/^(?:import|export) [^(\n]*?["'](.+)["'];$/gm)];
    expect([others, only?.[1]]).toEqual([[], expect.stringContaining('node-version')]);

    const check = readFileSync(join(main, only?.[1] ?? ''), 'utf8');
    expect(check).not.toMatch(/^import |\?\.|\?\?|=>|`/m);
  });
});
