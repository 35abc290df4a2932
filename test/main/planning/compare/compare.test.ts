import { describe, expect, it } from 'vitest';
import { compare, comparisonWarnings } from '#main/planning/compare/compare';
import chinese from '../../../../resources/locales/zh-CN/compare.json';
import english from '../../../../resources/locales/en/compare.json';
import { shippedCatalogue } from '../../../support/catalogue';
import { aScenario, dgx, groqNode, someRacks, times } from '../../../support/fleet';

const catalogue = await shippedCatalogue();
const groq = aScenario({ ...someRacks([{ stack: times(9, groqNode) }]), id: 'groq', name: 'Groq' });
const gpus = aScenario({ ...someRacks([{ stack: times(2, dgx) }]), id: 'gpus', name: 'H100' });

function compared(scenarios: Parameters<typeof compare>[0]['scenarios'], baseline = 0) {
  const result = compare({ scenarios, baseline }, catalogue);
  if (!result.ok) throw new Error(result.error.message);
  return result.value;
}

describe('a comparison', () => {
  it('shows the capital of the two fleets, $1.62 M against $0.60 M, 2.7 times (facts A1.7)', () => {
    const row = compared([gpus, groq]).rows.find(({ name }) => name === 'cost.capital');

    expect(row).toMatchObject({ unit: 'USD', better: 'lower', differs: true });
    expect(row?.cells[0]).toMatchObject({ typical: 60_000_000 });
    expect(row?.cells[1]).toMatchObject({ typical: 162_000_000, difference: 102_000_000, share: 1.7 });
    expect(row?.cells[0]).not.toHaveProperty('difference');
  });

  it('leaves the mass of Groq nodes unknown rather than light', () => {
    const row = compared([gpus, groq]).rows.find(({ name }) => name === 'racks.mass');

    expect(row?.cells[1]).toMatchObject({ known: false, because: 'GroqNode (8 LPU v1)' });
  });

  it('plans a scenario of another currency in that of the baseline, and says so', () => {
    const inYuan = { ...gpus, currency: 'CNY' as const };
    const { rows, warnings } = compared([groq, inYuan]);

    expect(rows.find(({ name }) => name === 'cost.capital')?.cells[1]).toMatchObject({ typical: 60_000_000 });
    expect(warnings).toContain('different-currencies');
  });

  it('is refused where no exchange rate leads to the currency of the baseline', () => {
    const result = compare(
      { scenarios: [groq, { ...gpus, currency: 'CNY' }], baseline: 0 },
      { ...catalogue, exchangeRates: {} },
    );

    expect(result).toMatchObject({ ok: false, error: { code: 'currency-not-convertible' } });
  });

  it('is refused where the baseline does not exist', () => {
    expect(compare({ scenarios: [groq], baseline: 3 }, catalogue)).toMatchObject({
      ok: false,
      error: { code: 'no-baseline' },
    });
  });

  it.each([
    ['en', english],
    ['zh-CN', chinese],
  ])('has texts for every row and warning in %s', (_, texts) => {
    const rows = Object.entries(texts.rows).flatMap(([group, names]) =>
      Object.keys(names).map((name) => `${group}.${name}`),
    );

    expect(Object.keys(texts.warnings).sort()).toEqual([...comparisonWarnings].sort());
    for (const { name } of compared([gpus, groq]).rows)
      expect(rows).toContain(name.replace(/^(hardware\.densePeak)\..*/, '$1'));
  });
});
