import { describe, expect, it } from 'vitest';
import { explain } from '#main/planning/explain';
import { plan } from '#main/planning/plan';
import { costByMonths } from '#shared/plan/cost';
import { majorUnitsOf, sumMoney, type Money } from '#shared/money/money';
import { minorUnitsOf, type MoneyRate } from '#shared/money/money-rate';
import { Finance } from '#shared/scenario/schema';
import { shippedCatalogue } from '../../../support/catalogue';
import { aScenario, dgx, groqNode, someRacks, times } from '../../../support/fleet';

/** What fleets cost: rows A1 and A4 of the facts by the plan itself, and the terms one by one. */

const catalogue = await shippedCatalogue();

const exactly = (value: number) => ({ low: value, typical: value, high: value });

interface Case {
  readonly racks?: Parameters<typeof someRacks>[0];
  readonly finance?: Record<string, unknown>;
  readonly overrides?: Record<string, ReturnType<typeof exactly>>;
  readonly more?: Record<string, unknown>;
}

const gpuServers = [{ stack: times(2, dgx) }];

const planned = ({ racks = gpuServers, finance = {}, overrides = {}, more = {} }: Case = {}) =>
  plan(aScenario({ ...someRacks(racks), finance, overrides, ...more }), catalogue);

const costOf = (given: Case = {}) => planned(given).cost;

const dollars = ({ typical }: { readonly typical: Money | MoneyRate }) => minorUnitsOf(typical) / 100;

describe('the published costs', () => {
  it.each([
    [300_000, 60_000],
    [2_300_000, 460_000],
  ])('$%d written off evenly over five years is $%d a year (facts A4.3)', (price, perYear) => {
    const cost = costOf({
      racks: [{ stack: [dgx] }],
      overrides: { 'prices/h100-server-usd/amount': exactly(price) },
    });
    expect(dollars(cost.capitalPerYear)).toBe(perYear);
  });

  it('20,480 GPUs of 1,389 W at 80 %, PUE 1.25 and $0.083 take $20.7 M of energy a year (facts A4.4)', () => {
    const { cost, totals } = planned({
      racks: times(640, { stack: times(4, dgx) }),
      finance: { utilisation: 0.8 },
      overrides: {
        'deviceTypes/dgx-h100/power.typical': exactly(8 * 1_389),
        'deviceTypes/dgx-h100/power.idle': exactly(0),
        'sites/us-va/powerUsageEffectiveness': exactly(1.25),
        'sites/us-va/tariff': exactly(0.083),
      },
    });
    expect(Math.abs(totals.energyPerYear.typical / 1e6 / 249_185 - 1)).toBeLessThan(1e-3);
    expect((dollars(cost.energyPerYear) / 1e6).toFixed(1)).toBe('20.7');
  });

  it('a server of 8 RTX 4090 costs $2.5 an hour; at 330 tokens in 27 ms a dollar buys 17.6 M (facts A4.5)', () => {
    const server = { type: 'rtx-4090-server-8', heightUnits: 4 };
    const cost = costOf({
      racks: [{ stack: times(4, server) }],
      finance: { years: 3, utilisation: 1, hosting: 'per-rack' },
      overrides: {
        'deviceTypes/rtx-4090-server-8/power.typical': exactly(5_000),
        'sites/us-va/powerUsageEffectiveness': exactly(1),
        'sites/us-va/tariff': exactly(0.1),
      },
    });
    const hours = 4 * 8_760;
    expect((dollars(cost.capitalPerYear) / hours).toFixed(2)).toBe('1.52');
    expect((dollars(cost.energyPerYear) / hours).toFixed(1)).toBe('0.5');
    expect((dollars(cost.hostingPerYear) / hours).toFixed(1)).toBe('0.5');
    const perHour = dollars(cost.perHour) / 4;
    expect(perHour.toFixed(1)).toBe('2.5');
    expect(Math.abs(((330 / 0.027) * 3_600) / perHour / 17.6e6 - 1)).toBeLessThan(0.02);
  });

  it('the article’s fleets are $1.44 M + $0.18 M = $1.62 M and RMB 6 M, $834 k at 7.19 (facts A1.7)', () => {
    const lpu = costOf({ racks: [{ stack: times(9, groqNode) }] });
    expect(lpu.lines.map(({ total }) => total.typical.amount).sort()).toEqual([144_000_000, 18_000_000]);
    expect(dollars(lpu.capital)).toBe(1_620_000);

    const inYuan = costOf({ more: { currency: 'CNY' } });
    expect(dollars(inYuan.capital)).toBe(6_000_000);
    expect(Math.round(6_000_000 / 7.19 / 1_000)).toBe(834);
  });

  it('572 cards at $20,000 cost 38.1 times a server of $300,000 (facts A1.8)', () => {
    const cards = costOf({
      racks: times(8, { stack: times(9, groqNode) }),
      overrides: { 'prices/groq-card-usd/amount': exactly(20_000) },
    }).lines.find(({ item }) => item === 'groq-card');
    const perCard = (cards?.total.typical.amount ?? 0) / (cards?.quantity ?? 1);
    const server = costOf({ racks: [{ stack: [dgx] }] }).capital.typical.amount;
    expect(((572 * perCard) / server).toFixed(1)).toBe('38.1');
  });
});

describe('what buying brings with it', () => {
  const rates = { sparesRate: 0.1, freightRate: 0.02, taxRate: 0.05 };
  const perRack = {
    cablingPerRack: { amount: 200_000, currency: 'USD' },
    installationPerRack: { amount: 100_000, currency: 'USD' },
  };

  it('is spares on the hardware, freight on both, tax on everything, each a line', () => {
    const cost = costOf({ finance: { ...rates, ...perRack } });
    const lines = Object.fromEntries(cost.additions.map(({ item, total }) => [item, dollars(total)]));

    expect(lines).toEqual({
      spares: 60_000,
      cabling: 2_000,
      installation: 1_000,
      freight: 13_200,
      tax: 33_810,
    });
    expect(dollars(cost.capital)).toBe(710_010);
    const parts = [cost.hardware.typical, ...cost.additions.map(({ total }) => total.typical)];
    expect(sumMoney(parts, 'USD')).toEqual(cost.capital.typical);
  });

  it('has no line where it is not asked for', () => {
    expect(costOf().additions).toEqual([]);
    expect(costOf().capital.typical).toEqual(costOf().hardware.typical);
  });

  it('opens every line to what it is made of', () => {
    const whole = planned({ finance: { ...rates, ...perRack } });
    const explained = explain(whole, 'cost/additions/freight/total');
    expect(explained.ok && explained.value.trace).toMatchObject({ kind: 'formula', formula: 'share-of' });
  });
});

describe('financing', () => {
  const capital = 600_000;

  it('by annuity bears 25.05 % a year at 8 % over five years', () => {
    const cost = costOf({ finance: { method: 'annuity', interestRate: 0.08 } });
    expect(dollars(cost.capitalPerYear)).toBeCloseTo(capital * 0.25045645, 0);
  });

  it('by lease pays 2.0276 % a month at 8 % over five years, like any table of loans', () => {
    const cost = costOf({ finance: { method: 'lease', interestRate: 0.08 } });
    expect(dollars(cost.capitalPerYear) / 12 / capital).toBeCloseTo(0.020276, 5);
  });

  it('takes off what the hardware is still worth', () => {
    const cost = costOf({ finance: { residualRate: 0.1 } });
    expect(dollars(cost.residual)).toBe(60_000);
    expect(dollars(cost.capitalPerYear)).toBe(108_000);
  });

  it('has the net present value of a purchase that costs nothing to run: its price less the discounted residual', () => {
    const terms = { residualRate: 0.1, discountRate: 0.1, utilisation: 0 };
    const cost = costOf({
      finance: terms,
      overrides: { 'sites/us-va/tariff': exactly(0) },
    });
    expect(dollars(cost.netPresentValue)).toBeCloseTo(capital - 60_000 / 1.1 ** 5, 0);
  });

  it('at the loan’s own rate makes a loan worth what is bought', () => {
    for (const method of ['annuity', 'lease'] as const) {
      const finance = {
        method,
        interestRate: 0.08,
        discountRate: method === 'lease' ? (1 + 0.08 / 12) ** 12 - 1 : 0.08,
      };
      const cost = costOf({ finance, overrides: { 'sites/us-va/tariff': exactly(0) } });
      expect(Math.abs(dollars(cost.netPresentValue) - capital)).toBeLessThan(1);
    }
  });
});

describe('hosting', () => {
  it('per rack is the lease by the month, the user’s own before the catalogue’s', () => {
    const own = { rentPerRackMonth: { amount: 200_000, currency: 'USD' } };
    expect(dollars(costOf({ finance: { hosting: 'per-rack' } }).hostingPerYear)).toBe(18_000);
    expect(dollars(costOf({ finance: { hosting: 'per-rack', ...own } }).hostingPerYear)).toBe(24_000);
  });

  it('in a building of one’s own writes off its price per kilowatt and adds the upkeep', () => {
    const facility = {
      hosting: 'owned',
      facilityPerKilowatt: { amount: 1_000_000, currency: 'USD' },
      facilityYears: 10,
      facilityRunningPerKilowattYear: { amount: 10_000, currency: 'USD' },
    };
    const overrides = { 'deviceTypes/dgx-h100/power.typical': exactly(10_000) };
    expect(dollars(costOf({ finance: facility, overrides }).hostingPerYear)).toBe(20 * 1_000 + 20 * 100);
  });

  it('in a building without a price is named, never free', () => {
    const { cost, problems } = planned({ finance: { hosting: 'owned' } });
    expect(cost.unpriced.map(({ item }) => item)).toContain('hosting');
    expect(problems.map(({ refusal }) => refusal.code)).toContain('facility-price-unknown');
  });
});

describe('energy by the hour', () => {
  const tariff = (periods: readonly Record<string, number>[]) => ({ currency: 'USD', periods });
  const day = tariff([
    { untilHour: 8, pricePerKilowattHour: 0.05 },
    { untilHour: 20, pricePerKilowattHour: 0.15 },
    { untilHour: 24, pricePerKilowattHour: 0.05 },
  ]);
  const energyOf = (finance: Record<string, unknown>) => dollars(costOf({ finance }).energyPerYear);

  it('at an even load costs the mean over the hours: 10 cents', () => {
    const flat = tariff([{ untilHour: 24, pricePerKilowattHour: 0.1 }]);
    expect(energyOf({ dayTariff: day })).toBeCloseTo(energyOf({ dayTariff: flat }), 0);
  });

  it('costs more where the load follows the dear hours', () => {
    const periods = day.periods.map((period, index) => ({ ...period, load: index === 1 ? 2 : 1 }));
    expect(energyOf({ dayTariff: tariff(periods) }) / energyOf({ dayTariff: day })).toBeCloseTo(7 / 6, 4);
  });

  it.each([
    [[{ untilHour: 12, pricePerKilowattHour: 0.1 }], 'a gap'],
    [
      [
        { untilHour: 24, pricePerKilowattHour: 0.1 },
        { untilHour: 24, pricePerKilowattHour: 0.1 },
      ],
      'an overlap',
    ],
  ])('refuses a day with %s', (periods) => {
    expect(Finance.safeParse({ dayTariff: tariff(periods) }).success).toBe(false);
  });
});

describe('over the years', () => {
  it('without escalators is capital and so many years of running', () => {
    const cost = costOf({ finance: { years: 4 } });
    expect(dollars(cost.total)).toBeCloseTo(dollars(cost.capital) + 4 * dollars(cost.runningPerYear), 2);
  });

  it('grows support by 1.1 each year: 1 + 1.1 + 1.21 of the first', () => {
    const cost = costOf({
      finance: { years: 3, supportRate: 0.1, runningEscalator: 0.1 },
      overrides: { 'sites/us-va/tariff': exactly(0) },
    });
    expect(dollars(cost.runningOverYears)).toBeCloseTo(60_000 * 3.31, 2);
  });

  it('pays less energy and serves fewer tokens while use ramps up', () => {
    const [steady, ramped] = [costOf(), costOf({ finance: { rampUpMonths: 24 } })];
    expect(ramped.energyPerYear.typical).toEqual(steady.energyPerYear.typical);
    expect(dollars(ramped.total)).toBeLessThan(dollars(steady.total));
    expect(dollars(ramped.runningOverYears)).toBeGreaterThan(5 * dollars(ramped.standingEnergyPerYear));
  });

  it.each(['straight-line', 'annuity', 'lease'])(
    'ends by the month at the total of the plan (%s)',
    (method) => {
      const finance = Finance.parse({ method, residualRate: 0.1, rampUpMonths: 6, energyEscalator: 0.03 });
      const cost = costOf({ finance });
      const months = costByMonths(cost, finance);

      expect(months).toHaveLength(61);
      expect(months.at(-1)?.paid).toEqual({
        low: cost.total.low,
        typical: cost.total.typical,
        high: cost.total.high,
      });
    },
  );
});

describe('several currencies', () => {
  const rent = { hosting: 'per-rack', rentPerRackMonth: { amount: 100_000, currency: 'JPY' } };

  it('without a rate are refused by name, and in no sum', () => {
    const { cost, problems } = planned({ more: { currency: 'JPY' } });
    expect(cost.capital.typical.amount).toBe(0);
    expect(cost.unpriced).toContainEqual(expect.objectContaining({ from: 'USD', quantity: 2 }));
    const named = problems.find(({ refusal }) => refusal.code === 'no-exchange-rate');
    expect(named).toMatchObject({ severity: 'error', refusal: { params: { from: 'USD', to: 'JPY' } } });
  });

  it('with a dated rate of the user’s convert, either way round', () => {
    const rates = { exchangeRates: [{ from: 'USD', to: 'JPY', rate: 150, date: '2026-11-01' }] };
    const inYen = planned({ more: { currency: 'JPY', ...rates } });
    expect(inYen.cost.capital.typical).toEqual({ amount: 90_000_000, currency: 'JPY' });

    const inDollars = costOf({ finance: rent, more: rates });
    expect(majorUnitsOf(inDollars.hostingPerYear.typical)).toBe(8_000.04);
    const traced = JSON.stringify(explain(inYen, 'cost/capital'));
    expect(traced).toContain('2026-11-01');
  });
});

describe('carbon', () => {
  it('is of running and, over the years, of making; what nobody published is named', () => {
    const { carbon } = costOf({ racks: [{ stack: [dgx, groqNode] }] });
    expect(carbon.embodied.typical).toBe(2_500);
    expect(carbon.perYear.typical).toBeCloseTo(carbon.operationPerYear.typical + 500, 6);
    expect(carbon.unknownFor).toContain('GroqNode (8 LPU v1)');
  });
});

describe('the cost of serving', () => {
  const deployment = {
    id: 'chat',
    name: 'Chat',
    estimate: {
      hardware: 'h100-sxm',
      model: 'llama-3.1-8b',
      devices: 16,
      mode: 'in-flight',
      input: 1_000,
      output: 500,
    },
  };
  const service = (finance: Record<string, unknown> = {}) =>
    planned({ finance, more: { deployments: { chat: deployment } } }).deployments[0]?.serviceCost;

  it('splits so that input and output tokens together bear it all', () => {
    const split = service()!;
    const output = dollars(split.perMillionOutputTokens);
    const together =
      dollars(split.perMillionOutputTokensSplit) + 2 * dollars(split.perMillionInputTokensSplit);
    // Each price is rounded once to a millionth of a dollar.
    expect(Math.abs(together - output)).toBeLessThan(3e-6);
    expect(Math.abs(dollars(split.perMillionTokens) - output / 3)).toBeLessThan(2e-6);
    expect(Math.abs(dollars(split.perThousandRequests) - output * 0.5)).toBeLessThan(2e-6);
  });

  it('counts the idle hours: half the use doubles the capital’s part of a token', () => {
    const full = dollars(service({ utilisation: 0.1 })!.perMillionOutputTokens);
    const half = dollars(service({ utilisation: 0.05 })!.perMillionOutputTokens);
    expect(half / full).toBeGreaterThan(1.8);
  });

  it('is not said where nothing is served', () => {
    expect(service({ utilisation: 0 })).toBeUndefined();
  });
});
