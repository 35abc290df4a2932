import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import {
  concerning,
  isVulnerable,
  type Advisory,
  type Lockfile,
} from '../../scripts/packaging/advisories.js';

const read = (path: string): unknown =>
  JSON.parse(readFileSync(join(import.meta.dirname, '../..', path), 'utf8'));
const { advisories } = read('packaging/advisories.json') as { readonly advisories: readonly Advisory[] };
const lockfile = read('package-lock.json') as Lockfile;

describe('the range of an advisory', () => {
  it.each([
    ['1.2.5', '< 1.2.6', true],
    ['1.2.6', '< 1.2.6', false],
    ['1.10.0', '< 1.9.0', false],
    ['2.0.1', '<= 1.1.11 || >= 2.0.0, <= 2.0.1', true],
    ['1.2.0', '<= 1.1.11 || >= 2.0.0, <= 2.0.1', false],
    ['7.1.5', '>=7.1.0 <7.1.11', true],
    ['8.0.0', '>=7.1.0 <7.1.11', false],
    ['2.2.2-5', '< 2.2.2', true],
    ['2.2.2', '>= 2.2.2-5', true],
    ['1.0.0', '1.0.0', true],
  ])('%s, %s: %s', (version, range, vulnerable) => {
    expect(isVulnerable(version, range)).toBe(vulnerable);
  });

  it('that cannot be read is refused, since "not concerned" would be a guess', () => {
    expect(() => isVulnerable('1.0.0', 'all of them')).toThrow('not a range');
    expect(() => isVulnerable('1.0.0', '< 2.x')).toThrow('neither a version');
  });
});

describe('the advisories that are kept', () => {
  it('concern no package of the lockfile', () => {
    expect(concerning(lockfile, advisories)).toEqual([]);
  });

  it('would be noticed where they do, in nested packages too', () => {
    const old = {
      packages: { '': { version: '1.0.0' }, 'node_modules/a/node_modules/minimist': { version: '1.2.5' } },
    };
    expect(concerning(old, advisories)).toMatchObject([{ id: 'GHSA-xvch-5gv4-984h', version: '1.2.5' }]);
  });

  it('are about packages that we have, and name their source', () => {
    const names = new Set(Object.keys(lockfile.packages).map((place) => place.split('node_modules/').at(-1)));
    expect(advisories.length).toBeGreaterThan(20);
    expect(advisories.filter(({ id }) => !/^GHSA(-[0-9a-z]{4}){3}$/.test(id))).toEqual([]);
    expect(advisories.filter((advisory) => !names.has(advisory.package))).toEqual([]);
  });
});
