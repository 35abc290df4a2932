import { describe, expect, it } from 'vitest';
import { checkFigures } from '#main/planning/problems/unknowns';
import { figureAt, figureList } from '#shared/catalogue/catalogue';
import { shippedCatalogue } from '../../support/catalogue';

const catalogue = await shippedCatalogue();
const own = { low: 1, typical: 1, high: 1 };

describe('figures that a scenario names', () => {
  it('are found by the path under which they are listed, every one', () => {
    for (const { path, figure } of figureList(catalogue))
      expect(figureAt(catalogue, path), path).toBe(figure);
  });

  it('are listed by kind, entry and field', () => {
    const paths = figureList(catalogue).map(({ path }) => path);
    expect(paths).toEqual(
      expect.arrayContaining([
        'accelerators/groq-lpu-v1/power.typical',
        'accelerators/h100-sxm/densePeak.fp8',
        'deviceTypes/dgx-h100/mass',
        'deviceTypes/dgx-h100/supplies.rated',
        'prices/groq-card-usd/amount',
        'sites/us-va/tariff',
        'figures/colocation-rent/figure',
      ]),
    );
  });

  it('pass when the catalogue has them', () => {
    const scenario = {
      choices: { 'accelerators/groq-lpu-v1/power.typical': 'chip-average' },
      overrides: { 'deviceTypes/groq-node-v1/mass': own },
    };
    expect(checkFigures(catalogue, scenario)).toEqual([]);
  });

  it.each([
    'nothing',
    'prices/nothing/amount',
    '__proto__/x/y',
    'prices/groq-card-usd/constructor',
    'sources/eia-2023/title',
  ])('are reported when the catalogue has no %s', (path) => {
    const reports = checkFigures(catalogue, { choices: { [path]: 'x' }, overrides: { [path]: own } });
    expect(reports).toMatchObject([
      { code: 'figure-unknown', path: `choices.${path}` },
      { code: 'figure-unknown', path: `overrides.${path}` },
    ]);
  });

  it('are reported when they have no such reading', () => {
    const choices = { 'prices/groq-card-usd/amount': 'wholesale', 'deviceTypes/groq-node-v1/mass': 'scales' };
    expect(checkFigures(catalogue, { choices, overrides: {} })).toMatchObject([
      { code: 'reading-unknown', params: { reading: 'wholesale' } },
      { code: 'reading-unknown', params: { reading: 'scales' } },
    ]);
  });
});
