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
const series = (table: string, rows: number) =>
  Array.from({ length: rows }, (_, index) => `${table}.${index + 1}`);

/** The rows that the program is measured by: exact arithmetic, LPU measurements, H100 measurements, power and cost. */
const rows = [...series('A1', 13), ...series('A2', 6), 'A3', ...series('A4', 7)];

describe('the table of facts', () => {
  it.each(rows)('row %s has a test that cites it', (row) => {
    const cites = new RegExp(`\\b${row.replace('.', '\\.')}(?!\\d|\\.\\d)`);
    expect(titles.filter((title) => cites.test(title))).not.toEqual([]);
  });

  it('is looked for in tests that are there', () => {
    expect(titles.length).toBeGreaterThan(500);
  });
});
