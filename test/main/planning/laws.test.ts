import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { airDensityRatio } from '#main/planning/cooling/cooling-plan';
import { explain } from '#main/planning/explain';
import { plan } from '#main/planning/plan';
import { wirePlan } from '#main/planning/planning-desk';
import { yearlyShares } from '#shared/money/finance';
import type { DeviceId, RackId } from '#shared/schema/ids';
import type { Money } from '#shared/money/money';
import { minorUnitsOf, type MoneyRate } from '#shared/money/money-rate';
import type { Plan } from '#shared/plan/plan';
import type { Scenario } from '#shared/scenario/schema';
import { shippedCatalogue } from '../../support/catalogue';
import { aScenario, dgx, groqNode, someRacks, times } from '../../support/fleet';

const catalogue = await shippedCatalogue();
const r1 = 'r1' as RackId;
const few = { numRuns: 25 };

const someDevice = fc.constantFrom(
  ...Object.values(catalogue.deviceTypes).map(({ id, heightUnits }) => ({ type: id, heightUnits })),
);
const someFleet = fc
  .array(fc.record({ stack: fc.array(someDevice, { maxLength: 6 }) }), { minLength: 1, maxLength: 4 })
  .map((racks) => aScenario(someRacks(racks)));

const textOf = (scenario: Scenario): string => JSON.stringify(wirePlan(plan(scenario, catalogue)));

const turned = <Value>(record: Readonly<Record<string, Value>>): Record<string, Value> =>
  Object.fromEntries(Object.entries(record).reverse());

interface Range {
  readonly path: string;
  readonly low: number;
  readonly typical: number;
  readonly high: number;
}

const numberOf = (value: unknown): number =>
  typeof value === 'number' ? value : minorUnitsOf(value as Money | MoneyRate);

/** Every value of a plan with its path. */
function rangesIn(value: unknown, path: readonly string[] = []): Range[] {
  if (typeof value !== 'object' || value === null) return [];
  if ('low' in value && 'typical' in value && 'high' in value) {
    const { low, typical, high } = value;
    return [{ path: path.join('/'), low: numberOf(low), typical: numberOf(typical), high: numberOf(high) }];
  }
  return Object.entries(value).flatMap(([key, inner]) => rangesIn(inner, [...path, key]));
}

const valuesOf = ({ racks, totals, cost }: Plan): Range[] => rangesIn({ racks, totals, cost });

describe('a plan', () => {
  it('has low ≤ typical ≤ high everywhere', () => {
    fc.assert(
      fc.property(someFleet, (scenario) => {
        for (const { path, low, typical, high } of rangesIn(wirePlan(plan(scenario, catalogue)))) {
          expect(low <= typical && typical <= high, path).toBe(true);
        }
      }),
      few,
    );
  });

  it('is the same bytes again, whatever the order of the document’s records', () => {
    fc.assert(
      fc.property(someFleet, (scenario) => {
        const reordered = { ...scenario, racks: turned(scenario.racks), devices: turned(scenario.devices) };
        expect(textOf(scenario)).toBe(textOf(scenario));
        expect(textOf(reordered)).toBe(textOf(scenario));
      }),
      few,
    );
  });

  it('never draws less in a rack that gains a device', () => {
    fc.assert(
      fc.property(fc.array(someDevice, { maxLength: 6 }), someDevice, (stack, device) => {
        const [before, after] = [stack, [...stack, device]].map(
          (each) => plan(aScenario(someRacks([{ stack: each }])), catalogue).racks[r1]!,
        );
        for (const level of ['idle', 'typical', 'maximum'] as const)
          expect(after!.power[level].typical).toBeGreaterThanOrEqual(before!.power[level].typical);
        expect(after!.mass.demand.typical).toBeGreaterThanOrEqual(before!.mass.demand.typical);
      }),
      few,
    );
  });

  it('returns to what it was when a device is moved and moved back', () => {
    const scenario = aScenario(someRacks([{ stack: times(3, dgx) }, {}]));
    const id = 'r1-d3' as DeviceId;
    const device = scenario.devices[id]!;
    const moved = { ...device, rack: 'r2' as RackId, position: 1 };
    const away = { ...scenario, devices: { ...scenario.devices, [id]: moved } };

    expect(textOf(away)).not.toBe(textOf(scenario));
    expect(textOf({ ...away, devices: { ...away.devices, [id]: device } })).toBe(textOf(scenario));
  });

  it('explains every one of its values', () => {
    fc.assert(
      fc.property(someFleet, (scenario) => {
        const whole = plan(scenario, catalogue);
        for (const { path, typical } of valuesOf(whole)) {
          const explained = explain(whole, path);
          expect(explained.ok && explained.value.value.typical, path).toBe(typical);
        }
      }),
      { numRuns: 8 },
    );
  });
});

describe('the cost of capital', () => {
  it('of an annuity repays the capital at its interest rate', () => {
    const rates = fc.double({ min: 0.001, max: 0.5, noNaN: true });
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 30 }), rates, (years, interestRate) => {
        const share = yearlyShares({ method: 'annuity', years, interestRate }).ofCapital;
        let owed = 1;
        for (let year = 0; year < years; year += 1) owed = owed * (1 + interestRate) - share;
        expect(Math.abs(owed)).toBeLessThan(1e-6 * (1 + interestRate) ** years);
      }),
    );
  });

  it('is 25.046 % a year at 8 % over five years, and a fifth without interest', () => {
    expect(yearlyShares({ method: 'annuity', years: 5, interestRate: 0.08 }).ofCapital).toBeCloseTo(
      0.250456,
      6,
    );
    expect(yearlyShares({ method: 'annuity', years: 5, interestRate: 0 }).ofCapital).toBe(0.2);
  });
});

const groqRack = someRacks([{ stack: times(9, groqNode) }]);
const planned = (changes: Record<string, unknown>) => plan(aScenario({ ...groqRack, ...changes }), catalogue);

describe('rent and energy', () => {
  const cost = (hosting: string) => planned({ finance: { hosting } }).cost;

  it('are never both charged where the rent includes the energy', () => {
    const [without, including] = [cost('without-energy'), cost('with-energy')];

    expect(without.energyPerYear.typical.amount).toBeGreaterThan(0);
    expect(including.energyPerYear.typical.amount).toBe(0);
    expect(including.hostingPerYear.typical).toEqual(without.hostingPerYear.typical);
    expect(including.runningPerYear.typical).toEqual(including.hostingPerYear.typical);
  });

  it('leave only the energy where nothing is rented', () => {
    expect(cost('none').runningPerYear.typical).toEqual(cost('none').energyPerYear.typical);
  });
});

describe('the site', () => {
  const site = (changes: Record<string, unknown>) => planned({ site: { preset: 'us-va', ...changes } });

  it('needs more air where it is thinner: 1.2 times at 1,500 m (ISO 2533)', () => {
    const [sea, high] = [site({}), site({ altitudeMeters: 1_500 })];

    expect(airDensityRatio(1_500)).toBeCloseTo(0.8345, 3);
    expect(high.totals.airflow.typical / sea.totals.airflow.typical).toBeCloseTo(
      1 / airDensityRatio(1_500),
      12,
    );
  });

  it('is an error where its limits are less than the racks draw, with the limit named', () => {
    const { totals, problems } = site({ powerLimitWatts: 10_000, coolingLimitWatts: 10_000 });

    expect(totals.powerLimit).toMatchObject({ fits: false });
    expect(problems.map(({ refusal }) => refusal.code)).toEqual(
      expect.arrayContaining(['site-over-power', 'site-too-hot']),
    );
    expect(site({ powerLimitWatts: 1e6 }).totals.powerLimit).toMatchObject({ fits: true });
  });
});

describe('choices and overrides', () => {
  const bandwidth = 'accelerators/groq-lpu-v1/memoryBandwidth';

  it('change the totals: 50.7 in place of 80 TB/s for each LPU', () => {
    expect(planned({ choices: { [bandwidth]: 'paper' } }).totals.memoryBandwidth).toMatchObject({
      low: 72 * 50.688e12,
      typical: 72 * 50.688e12,
      high: 72 * 50.688e12,
    });
  });

  it('change the capital: a card for $4,000', () => {
    const own = { low: 4_000, typical: 4_000, high: 4_000 };
    const { cost } = planned({ overrides: { 'prices/groq-card-usd/amount': own } });
    expect(cost.lines.find(({ item }) => item === 'groq-card')?.total.typical.amount).toBe(28_800_000);
  });

  it('reach what is predicted', () => {
    const memory = 'accelerators/h100-sxm/memory';
    const own = { low: 8e9, typical: 8e9, high: 8e9 };
    const deployment = {
      id: 'chat',
      name: 'Chat',
      estimate: { hardware: 'h100-sxm', model: 'llama-3.1-70b', devices: 8, input: 100, output: 100 },
    };
    const changes = { ...someRacks([{ stack: [dgx] }]), deployments: { chat: deployment } };
    const resultOf = (overrides: Record<string, unknown>) =>
      planned({ ...changes, overrides }).deployments[0]?.result;

    expect(resultOf({})).toMatchObject({ fits: true });
    expect(resultOf({ [memory]: own })).toMatchObject({ fits: false, refusal: { limit: 8e9 } });
  });
});

describe('a rack whose mass is not wholly known', () => {
  it('says so in a note that names the device', () => {
    const { problems, racks } = planned({});

    expect(racks[r1]?.mass.fits).toBe('unknown');
    expect(problems.find(({ refusal }) => refusal.code === 'mass-unknown')).toMatchObject({
      severity: 'note',
      refusal: { params: { type: 'GroqNode (8 LPU v1)', count: 9 } },
    });
  });
});
