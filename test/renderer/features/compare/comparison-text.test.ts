import { describe, expect, it } from 'vitest';
import type { ComparedCell, ComparedRow, Comparison } from '#shared/compare/comparison';
import { ScenarioId } from '#shared/schema/ids';
import { comparisonTable } from '#renderer/features/compare/report-menu';
import { groupedRows } from '#renderer/features/compare/comparison-table';

const known = (typical: number): ComparedCell => ({ known: true, low: typical, typical, high: typical });

const aRow = (row: Partial<ComparedRow> = {}): ComparedRow => ({
  name: 'cost.capital',
  group: 'cost',
  unit: 'USD',
  cells: [known(162_000_000), known(60_000_000)],
  differs: true,
  ...row,
});

const aComparison = (rows: readonly ComparedRow[], names = ['LPU', 'GPU']): Comparison => ({
  scenarios: names.map((name) => ({
    id: ScenarioId.parse(name.replace('|', '-').toLowerCase()),
    name,
    years: 5,
  })),
  baseline: 0,
  currency: 'USD',
  rows,
  needs: [],
  services: [],
  verdicts: [],
  months: [],
  points: [],
  warnings: [],
});

const named = (rows: readonly ComparedRow[]) => rows.map((row) => ({ name: row.name, row }));

describe('a comparison as a table', () => {
  const read = (rows: readonly ComparedRow[]) => comparisonTable(aComparison(rows), named(rows));

  it('states money in major units: $1.62 M against $0.60 M (facts A1.7)', () => {
    expect(read([aRow()])).toEqual([
      ['', '', 'LPU', 'GPU'],
      ['cost.capital', 'USD', 1_620_000, 600_000],
    ]);
  });

  it('leaves the cell of an unknown value empty', () => {
    const row = aRow({ unit: 'kg', cells: [{ known: false, because: 'no mass published' }, known(261)] });

    expect(read([row])[1]).toEqual(['cost.capital', 'kg', null, 261]);
  });
});

describe('the rows of a comparison', () => {
  const rows = [
    aRow({ name: 'cost.capital', group: 'cost' }),
    aRow({ name: 'racks.count', group: 'racks', differs: false }),
    aRow({ name: 'hardware.accelerators', group: 'hardware' }),
  ];

  it('stand group by group, what is served first', () => {
    const groups = groupedRows(rows, { onlyDifferences: false }).map(({ group }) => group);

    expect(groups).toEqual(['cost', 'racks', 'hardware']);
  });

  it('stand above all others where they are pinned, whether they differ or not', () => {
    const [first] = groupedRows(rows, { onlyDifferences: true, pinned: ['racks.count', 'gone'] });

    expect(first).toMatchObject({ group: 'pinned', rows: [{ name: 'racks.count' }] });
  });

  it('can be narrowed to those that differ, without empty groups', () => {
    const groups = groupedRows(rows, { onlyDifferences: true }).map(({ group }) => group);

    expect(groups).toEqual(['cost', 'hardware']);
  });
});
