import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';

const root = join(import.meta.dirname, '..');

const namesFrom = (folder: string): readonly string[] =>
  readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) return namesFrom(path);
    return entry.name.endsWith('.test.ts') ? readFileSync(path, 'utf8').split('\n').filter(isTitle) : [];
  });

/** A line that names a test or a group of them, or a row of a table of tests. */
const isTitle = (line: string): boolean => /^\s*(it|describe)[.(]|^\s*\]\)\(|^\s*\[.*'A\d\.\d+'\]/.test(line);

const titles = namesFrom(root);
/** The rows that the program is measured by, as docs/facts.md numbers them; A3 is a table without numbered rows. */
const facts = readFileSync(join(root, '..', 'docs', 'facts.md'), 'utf8');
const rows = [...facts.matchAll(/^\| (A\d\.\d+) +\|/gm)].flatMap(([, row]) => row ?? []).concat('A3');

describe('the table of facts', () => {
  it.each(rows)('row %s has a test that cites it', (row) => {
    const cites = new RegExp(`\\b${row.replace('.', '\\.')}(?!\\d|\\.\\d)`);
    expect(titles.filter((title) => cites.test(title))).not.toEqual([]);
  });

  it('is looked for in tests that are there', () => {
    expect(titles.length).toBeGreaterThan(500);
    expect(rows.length).toBeGreaterThan(25);
  });
});
