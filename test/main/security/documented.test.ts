import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';

const root = join(import.meta.dirname, '../../..');
const document = readFileSync(join(root, 'docs/security.md'), 'utf8');
const durability = readFileSync(join(root, 'docs/durability.md'), 'utf8');

/** The rows of the tables of a text, without their heads. */
const rowsOf = (text: string) =>
  text
    .split('\n')
    .filter((line) => line.startsWith('|') && !/^\| (Row|-)/.test(line))
    .map((line) => {
      const [row = '', , , tests = ''] = line
        .split('|')
        .slice(1)
        .map((cell) => cell.trim());
      const named = [...tests.matchAll(/`([^`]+)`: “([^”]+)”/g)];
      return { row, tests: named.map(([, file = '', title = '']) => ({ file, title })) };
    });
const rows = rowsOf(document);

describe('the table of security', () => {
  it('has every row of Electron’s checklist', () => {
    const numbers = rows.flatMap(({ row }) => row.split(', ').map(Number)).filter((number) => number > 0);
    expect(numbers).toEqual(Array.from({ length: 20 }, (_, index) => index + 1));
  });

  it.each([...rows, ...rowsOf(durability)])('“$row” names tests that are there', ({ tests }) => {
    expect(tests.length).toBeGreaterThan(0);
    for (const { file, title } of tests) {
      const text = existsSync(join(root, file)) ? readFileSync(join(root, file), 'utf8') : '';
      expect([file, text.includes(title)]).toEqual([file, true]);
    }
  });

  it('leaves out no case of torture', () => {
    for (const name of readdirSync(join(root, 'test/torture/cases'))) {
      expect(durability).toContain(`test/torture/cases/${name}`);
    }
  });

  it('leaves out no test of security', () => {
    const here = readdirSync(import.meta.dirname).filter((name) => name !== 'documented.test.ts');
    for (const name of here) expect(document).toContain(`test/main/security/${name}`);
  });
});
