import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { compare } from '#main/planning/compare/compare';
import { Scenario } from '#shared/scenario/schema';
import { verdictSentences, type Speaking } from '#shared/compare/words';
import { fillIn } from '#shared/language/language';
import chinese from '../../../../resources/locales/zh-CN/compare.json';
import english from '../../../../resources/locales/en/compare.json';
import chineseService from '../../../../resources/locales/zh-CN/service.json';
import englishService from '../../../../resources/locales/en/service.json';
import { shippedCatalogue } from '../../../support/catalogue';
import { shippedExample } from '../../../support/examples';

const catalogue = await shippedCatalogue();
const lpu = await shippedExample('article-7b-lpu');
const gpu = await shippedExample('article-7b-h100');

function compared(scenarios: readonly Scenario[], baseline = 0, known = catalogue) {
  const result = compare({ scenarios, baseline }, known);
  if (!result.ok) throw new Error(result.error.message);
  return result.value;
}

const financed = (scenario: Scenario, finance: object): Scenario =>
  Scenario.parse({ ...scenario, finance: { ...scenario.finance, ...finance } });

/** Sentences in which every message is spelled from the catalogue, so that a missing one shows. */
const saying =
  (texts: object): Speaking['say'] =>
  (key, params = {}) => {
    const text = key.split('.').reduce<unknown>((node, part) => (node as Record<string, unknown>)[part], {
      ...texts,
    });
    if (typeof text !== 'string') throw new Error(`There is no message ${key}`);
    return fillIn(text, params);
  };

const speakingIn = (texts: object, service: object): Speaking => ({
  say: saying(texts),
  service: saying(service),
  words: {
    number: (value) => value.toPrecision(3),
    percent: (fraction) => `${Math.round(100 * fraction)} %`,
    seconds: (seconds) => `${seconds.toPrecision(3)} s`,
    list: (names) => names.join(', '),
  },
});

const spoken = (
  scenarios: readonly Scenario[],
  texts: object = english.verdict,
  service: object = englishService,
) => {
  const comparison = compared(scenarios);
  return comparison.verdicts.flatMap((verdict) =>
    verdictSentences(comparison, verdict, speakingIn(texts, service)),
  );
};

describe('a verdict in words', () => {
  it('says how much slower and cheaper the H100 fleet is, and which of both meets the objective', () => {
    const [headline, service] = spoken([lpu, gpu]);
    const seldom = (scenario: Scenario): Scenario => ({
      ...scenario,
      workloads: Object.fromEntries(
        Object.entries(scenario.workloads).map(([id, each]) => [id, { ...each, requestsPerSecond: 0.02 }]),
      ),
    });
    const [, both] = spoken([seldom(lpu), gpu]);

    // $675,000 against $1.74 M over five years, energy included.
    expect(headline?.text).toMatch(
      /serves the same model 5\.\d+ times slower .* costs 61 % less over 5\.00 years/,
    );
    expect(service?.tone).toBe('alarm');
    expect(service?.text).toMatch(
      /only 7B on two H100.* meets the objective\. 7B on 72 LPUs.*: p99 first token \d\.\d+ s, objective 2\.00 s; .*: not met; 7\d\.\d % of requests meet both \(simulated, /,
    );
    expect(both).toMatchObject({ tone: 'fine' });
    expect(both?.text).toMatch(/^Both meet the same objective: .* 99 % of requests\. /);
  });

  it('alarms where the fleets do not give the same service, with what falls short', () => {
    const workloads = Object.fromEntries(
      Object.entries(lpu.workloads).map(([id, each]) => [id, { ...each, requestsPerSecond: 5 }]),
    );
    const [, service] = spoken([{ ...lpu, workloads }, gpu]);

    expect(service?.tone).toBe('alarm');
    expect(service?.text).toMatch(
      /only 7B on two H100.*7B on 72 LPUs \(article\): .*loaded to 673 % of its capacity/,
    );
  });

  it('holds yearly totals against each other where the years differ', () => {
    const [verdict] = compared([lpu, financed(gpu, { years: 3 })]).verdicts;

    expect(verdict?.cost?.over).toBe('year');
  });

  it.each([
    ['en', english.verdict, englishService],
    ['zh-CN', chinese.verdict, chineseService],
  ])('has every sentence in %s, whatever fleets are compared', async (_, texts, service) => {
    const large = await shippedExample('article-70b-h100');
    const impossible = await shippedExample('article-70b-lpu');
    const mixed = await shippedExample('mixed-fleet');
    const all = [lpu, gpu, large, impossible, mixed, { ...lpu, workloads: {} }];

    for (const base of all)
      for (const { text } of spoken([base, ...all], texts, service))
        expect(text).not.toMatch(/\{\{|undefined/);
  });
});

describe('cost over the months of two fleets', () => {
  it('crosses where the totals really cross', () => {
    const rented = financed(gpu, { hosting: 'without-energy', supportRate: 0.15, years: 10 });
    const owned = Scenario.parse({
      ...financed(gpu, { years: 10 }),
      id: 'dear',
      overrides: { 'prices/h100-server-usd/amount': { low: 5e5, typical: 5e5, high: 5e5 } },
    });
    const { months, verdicts } = compared([rented, owned]);
    const [crossing, ...others] = verdicts[0]?.overMonths?.crossings ?? [];
    const paid = (index: number, month: number): number => months[index]?.typical[month] ?? Number.NaN;

    expect(others).toEqual([]);
    expect(crossing?.cheaper).toBe(1);
    const month = crossing?.month ?? 0;
    expect(paid(1, month)).toBeLessThan(paid(0, month));
    expect(paid(1, month - 1)).toBeGreaterThanOrEqual(paid(0, month - 1));
  });

  it('is absent of a fleet whose accelerators have no price, which is no cheaper for it', () => {
    const prices = Object.fromEntries(
      Object.entries(catalogue.prices).filter(([id]) => id !== 'h100-server-usd'),
    );
    const { months, verdicts, points } = compared([lpu, gpu], 0, { ...catalogue, prices });

    expect(months[1]).toBeNull();
    expect(verdicts[0]).not.toHaveProperty('cost');
    expect(points.some(({ scenario }) => scenario === 1)).toBe(false);
  });
});

describe('any scenario as baseline', () => {
  it('turns ratios round: what is twice as fast one way is half as fast the other', () => {
    const there = compared([lpu, gpu]).verdicts[0];
    const back = compared([lpu, gpu], 1).verdicts[0];

    expect(back?.other).toBe(0);
    expect((there?.speed?.ratio ?? 0) * (back?.speed?.ratio ?? 0)).toBeCloseTo(1, 9);
    expect((there?.cost?.ratio ?? 0) * (back?.cost?.ratio ?? 0)).toBeCloseTo(1, 9);
  });

  it('says the same of a pair whatever stands beside it', () => {
    fc.assert(
      fc.property(fc.shuffledSubarray([0, 1, 2], { minLength: 2 }), (order) => {
        const three = [lpu, gpu, financed(gpu, { years: 4 })];
        const chosen = order.flatMap((index) => three[index] ?? []);
        const all = compared(chosen);
        const pair = compared(chosen.slice(0, 2));
        expect(all.verdicts[0]).toEqual(pair.verdicts[0]);
      }),
      { numRuns: 8 },
    );
  });
});
