import { describe, expect, it } from 'vitest';
import { explain } from '#main/planning/explain';
import { plan } from '#main/planning/plan';
import { shippedCatalogue } from '../../support/catalogue';
import { aScenario, groqNode, someRacks, times } from '../../support/fleet';

const whole = plan(aScenario(someRacks([{ stack: times(9, groqNode) }])), await shippedCatalogue());

describe('an explanation', () => {
  it('of a rack leads over its device types down to sources', () => {
    expect(explain(whole, 'racks/r1/power/typical')).toMatchObject({
      ok: true,
      value: {
        name: 'power.typical',
        value: { typical: 9 * 2230 },
        unit: 'W',
        trace: {
          formula: 'sum',
          inputs: [
            {
              count: 9,
              trace: {
                formula: 'range-of-readings',
                inputs: [{ trace: { kind: 'figure' } }, {}, {}, {}, {}, {}],
              },
            },
          ],
        },
      },
    });
  });

  it('of money is in minor units with the currency', () => {
    expect(explain(whole, 'cost/capital')).toMatchObject({
      ok: true,
      value: { name: 'cost.capital', unit: 'USD', value: { typical: 162_000_000 } },
    });
  });

  it('finds members of lists by item', () => {
    const { item } = whole.cost.lines[0]!;
    expect(explain(whole, `cost/lines/${item}/total`).ok).toBe(true);
  });

  it.each([
    '',
    'racks/none/power/typical',
    'totals',
    '__proto__/trace',
    'constructor/name',
    'totals/heat/trace',
  ])('of %j is refused, as no value is there', (path) => {
    expect(explain(whole, path)).toMatchObject({ ok: false, error: { code: 'nothing-to-explain' } });
  });
});
