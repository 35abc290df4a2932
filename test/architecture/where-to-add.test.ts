import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';

/** The tables "Where would I add …" of docs/architecture.md: every file and folder that they name must be there. */

const root = join(import.meta.dirname, '..', '..');
const document = readFileSync(join(root, 'docs', 'architecture.md'), 'utf8');
const [, rest = ''] = document.split('\n## Where would I add …\n');
const [section = ''] = rest.split('\n## ');
const rows = [...section.matchAll(/^\| (?!What|-)(.+?) +\| (.+?) +\| (.+?) +\|$/gm)].map(
  ([, what = '', files = '', count = '']) => ({
    what,
    count,
    paths: [...files.matchAll(/`([^`]+)`/g)].flatMap(([, path]) => path ?? []),
  }),
);

describe('the tables of where something is added', () => {
  it('tell all seven journeys and three ways', () => {
    expect(rows).toHaveLength(10);
  });

  it.each(rows)('name what exists: $what', ({ paths }) => {
    expect(paths.length).toBeGreaterThan(1);
    expect(paths.filter((path) => !existsSync(join(root, path)))).toEqual([]);
  });

  it.each(rows.slice(7))('count the files of the way of $what', ({ paths, count }) => {
    expect(Number(count)).toBe(paths.length);
  });
});
