import { describe, expect, it } from 'vitest';
import { plan } from '#main/planning/plan';
import { sweep, sweepRows, sweepSpans } from '#main/planning/sweep/sweep';
import { SweepRequest } from '#shared/sizing/sweep';
import { shippedCatalogue } from '../../../support/catalogue';
import { aScenario, dgx, groqNode, someRacks, times } from '../../../support/fleet';

const catalogue = await shippedCatalogue();

const asked = (changes: Record<string, unknown> = {}): SweepRequest =>
  SweepRequest.parse({
    hardware: ['h100-sxm'],
    devices: [16],
    model: ['llama-3.1-8b'],
    input: [512],
    output: [256],
    terms: aScenario(),
    ...changes,
  });

describe('a swept configuration', () => {
  it.each([
    ['h100-sxm', 16, someRacks([{ stack: times(2, dgx) }])],
    ['groq-lpu-v1', 72, someRacks([{ stack: times(9, groqNode) }])],
  ])(
    'costs what the plan of the same servers costs, to the minor unit or two (%s)',
    (hardware, devices, records) => {
      const finance = {
        method: 'annuity',
        hosting: 'without-energy',
        supportRate: 0.05,
        residualRate: 0.1,
        taxRate: 0.06,
        energyEscalator: 0.02,
        rampUpMonths: 6,
      };
      const estimate = {
        hardware,
        model: 'llama-3.1-8b',
        devices,
        mode: 'in-flight',
        input: 512,
        output: 256,
      };
      const deployments = { chat: { id: 'chat', name: 'Chat', estimate } };
      const {
        cost,
        totals,
        deployments: planned,
      } = plan(aScenario({ ...records, finance, deployments }), catalogue);
      const [row] = sweep(
        asked({ hardware: [hardware], devices: [devices], terms: aScenario({ finance }) }),
        catalogue,
      ).rows;

      expect(row).toMatchObject({ fits: true, powerWatts: totals.power.typical.typical });
      expect(row?.capital).toBe(cost.capital.typical.amount);
      expect(Math.abs((row?.total ?? 0) - cost.total.typical.amount)).toBeLessThan(5);
      expect(Math.abs((row?.totalPerYear ?? 0) - cost.totalPerYear.typical.amount)).toBeLessThan(5);
      expect(row?.perMillionOutputTokens).toBe(planned[0]?.costPerMillionOutputTokens?.typical.micros);
    },
  );

  it('that has no price is not free: its sums are left out and it says what is missing', () => {
    const [row] = sweep(asked({ hardware: ['mi325x'] }), catalogue).rows;
    expect(row).toMatchObject({ fits: true, missing: ['price'] });
    expect(row).not.toHaveProperty('total');
  });

  it('that does not fit says why', () => {
    const [row] = sweep(asked({ model: ['llama-3.1-405b'], devices: [1] }), catalogue).rows;
    expect(row).toMatchObject({ fits: false, code: 'memory-capacity' });
  });
});

describe('a sweep', () => {
  const request = asked({
    hardware: ['h100-sxm', 'groq-lpu-v1'],
    devices: [8, 80],
    batch: [1, 8, 64],
    utilisation: [0.2, 0.5, 0.8],
    acceleratorPrice: [4_000, 20_000],
  });

  it('makes every combination once, in the order of its lists', () => {
    const { rows, configurations } = sweep(request, catalogue);
    expect(configurations).toBe(2 * 2 * 3 * 3 * 2);
    expect(rows.map(({ index }) => index)).toEqual(Array.from({ length: 72 }, (_, index) => index));
    expect(new Set(rows.map((row) => JSON.stringify({ ...row, index: 0 }))).size).toBeGreaterThan(40);
    expect(rows[1]).toMatchObject({ hardware: 'h100-sxm', devices: 8, batch: 1, utilisation: 0.2 });
  });

  it('is the same in parts as in one', () => {
    const parts = [
      { from: 0, to: 30 },
      { from: 30, to: 72 },
    ].flatMap((span) => sweepRows(request, span, catalogue));
    expect(parts).toEqual(sweep(request, catalogue).rows);
    expect(sweepSpans(request)).toEqual([{ from: 0, to: 72 }]);
  });

  it('of too many configurations is refused before it begins', () => {
    const many = Array.from({ length: 2_000 }, (_, index) => index + 1);
    expect(SweepRequest.safeParse({ ...request, input: many, output: many }).success).toBe(false);
  });
});
