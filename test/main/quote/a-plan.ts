import type { Catalogue } from '#shared/catalogue/catalogue';
import { RackId } from '#shared/schema/ids';
import { mapMoneyRange, moneyOf, multiplyMoney, sumMoneyRanges, type MoneyRange } from '#shared/money/money';
import type { DerivedMoney, Trace } from '#shared/plan/derived';
import type { CapitalLine, Plan, RackPlan } from '#shared/plan/plan';
import { QuoteRequest } from '#shared/quote/request';
import type { z } from '#shared/schema/zod';
import { Scenario, SCENARIO_VERSION } from '#shared/scenario/schema';

/** Plans of given capital lines: what a quote reads of a plan, and nothing else. */

export const dollars = (amount: number) => moneyOf(amount, 'USD');

const readingOf = (path: string): Trace => ({
  kind: 'figure',
  path,
  reading: 'listing',
  source: 'listing',
  date: '2024-02',
  confidence: 'press',
});

const priced = (price: MoneyRange, trace: Trace): DerivedMoney => ({ ...price, trace });

export interface LineOptions {
  readonly item?: string;
  readonly name?: string;
  readonly quantity?: number;
  readonly price?: number;
  readonly low?: number;
  readonly trace?: Trace;
}

export function aLine(options: LineOptions = {}): CapitalLine {
  const { item = 'groq-card', name = 'GroqCard', quantity = 1, price = 20_000, low = price } = options;
  const trace = options.trace ?? readingOf(`prices/${item}-usd/amount`);
  const unitPrice = { low: dollars(low), typical: dollars(price), high: dollars(price) };
  return {
    item,
    name,
    quantity,
    unitPrice: priced(unitPrice, trace),
    total: priced(
      mapMoneyRange(unitPrice, (money) => multiplyMoney(money, quantity)),
      trace,
    ),
  };
}

export interface RackOptions {
  readonly name: string;
  readonly lines: readonly CapitalLine[];
  readonly row?: number;
  readonly place?: number;
}

const rackId = (index: number) => RackId.parse(`rack-${index + 1}`);

/** Nine Groq nodes as the article counts them: 72 cards and nine servers at $20,000 each (facts, claim 18). */
export const theArticlesRack: RackOptions = {
  name: 'R1',
  lines: [
    aLine({ quantity: 72, low: 4_000 }),
    aLine({ item: 'groq-host', name: 'Server without cards, 4U', quantity: 9 }),
  ],
};

const allLines = (racks: readonly RackOptions[]): readonly CapitalLine[] => {
  const byItem = new Map<string, CapitalLine>();
  for (const line of racks.flatMap(({ lines }) => lines)) {
    const before = byItem.get(line.item);
    byItem.set(line.item, { ...line, quantity: line.quantity + (before?.quantity ?? 0) });
  }
  return [...byItem.values()];
};

export function aPlan(
  racks: readonly RackOptions[] = [theArticlesRack],
  unpriced: Plan['cost']['unpriced'] = [],
): Plan {
  const lines = allLines(racks);
  const capital = priced(
    sumMoneyRanges(
      lines.map(({ total }) => total),
      'USD',
    ),
    { kind: 'formula', formula: 'sum', inputs: [] },
  );
  const power = { low: 12_000, typical: 15_480, high: 21_600 };
  return {
    racks: Object.fromEntries(
      racks.map(
        ({ name, lines: own }, index) =>
          [
            rackId(index),
            {
              id: rackId(index),
              name,
              lines: own,
              unpriced: index === 0 ? unpriced : [],
            } as unknown as RackPlan,
          ] as const,
      ),
    ),
    totals: { racks: racks.length, devices: 9, power: { idle: power, typical: power, maximum: power } },
    cost: { currency: 'USD', lines, capital, unpriced, priceBookDate: '2026-11-01' },
    deployments: [],
    problems: [],
  } as unknown as Plan;
}

export function aRequest(
  changes: Partial<Omit<z.input<typeof QuoteRequest>, 'scenario'>> & {
    readonly racks?: readonly RackOptions[];
  } = {},
): QuoteRequest {
  const { racks = [theArticlesRack], ...request } = changes;
  const scenario = Scenario.parse({
    format: 'fleetwright-scenario',
    schemaVersion: SCENARIO_VERSION,
    id: 'article-7b-lpu',
    name: '7B on 72 LPUs',
    site: { preset: 'us-va' },
    racks: Object.fromEntries(
      racks.map(({ name, row = 0, place }, index) => [
        rackId(index),
        { id: rackId(index), name, type: 'rack-42u', row, place: place ?? index, feeds: [] },
      ]),
    ),
    devices: {},
  });
  return QuoteRequest.parse({
    scenario,
    number: 'Q-2026-001',
    issuedOn: '2026-11-22',
    validUntil: '2026-12-22',
    ...request,
  });
}

/** A catalogue that knows nothing but the source of the prices. */
export const aPriceCatalogue = {
  sources: { listing: { id: 'listing', title: 'Distributor listing, quantity one', date: '2024-02' } },
  accelerators: {},
  models: {},
  prices: {},
  deviceTypes: {},
  services: {},
  exchangeRates: {},
  taxes: {
    'cn-vat-goods': {
      id: 'cn-vat-goods',
      name: 'VAT on goods, China',
      region: 'CN',
      kind: 'vat',
      appliesTo: 'goods',
      rate: {
        unit: '1',
        readings: [
          {
            id: 'rate',
            low: 0.13,
            typical: 0.13,
            high: 0.13,
            source: 'listing',
            date: '2019',
            confidence: 'press',
          },
        ],
      },
    },
  },
} as unknown as Catalogue;
