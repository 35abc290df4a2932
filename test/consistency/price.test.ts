import { describe, expect, it } from 'vitest';
import { callTable } from '#shared/api/call-table';
import type { Answer } from '#shared/api/contract';
import { withPriceBook } from '#shared/prices/price-book';
import type { Scenario } from '#shared/scenario/schema';
import { UserCatalogue, UserPrice } from '#shared/scenario/user-catalogue';
import { plannedStepwise } from '#renderer/documents/plans';
import { commandLine } from '../main/cli/a-command-line';
import { aScenario, dgx, someRacks } from '../support/fleet';
import { aWindow, type Window } from '../support/main-side';

/** What does a DGX cost? A user who has an offer of $1,000 gets the same answer at every door. */

const DOLLARS = 1_000;
const CENTS = DOLLARS * 100;
const TODAY = '2026-11-30';

const offer = UserPrice.parse({
  id: 'offer',
  item: 'dgx-h100',
  currency: 'USD',
  low: DOLLARS,
  typical: DOLLARS,
  high: DOLLARS,
  observedOn: '2026-11-01',
});

const fleet = aScenario({
  id: 'fleet',
  ...someRacks([{ stack: [dgx, dgx] }]),
  deployments: {
    chat: {
      id: 'chat',
      name: 'Chat',
      estimate: {
        hardware: 'h100-sxm',
        devices: 16,
        model: 'llama-2-7b',
        mode: 'in-flight',
        input: 1_024,
        output: 256,
      },
    },
  },
});
const half = { ...fleet, id: 'half' as Scenario['id'], ...onlyFirst(fleet) };

function onlyFirst({ devices }: Scenario): Pick<Scenario, 'devices'> {
  const [first] = Object.values(devices);
  return { devices: first === undefined ? {} : { [first.id]: first } };
}

const sizing = (terms: Scenario) => ({
  workload: { model: 'llama-2-7b', inputTokens: 1_024, outputTokens: 256, requestsPerSecond: 5 },
  objective: { timeToFirstTokenSeconds: 1, timePerOutputTokenSeconds: 0.05 },
  switchPerRack: null,
  terms,
});

const quoteOf = (scenario: Scenario) => ({
  scenario,
  number: 'Q-1',
  issuedOn: TODAY,
  validUntil: '2026-12-31',
  unpriced: 'leave-out' as const,
});

const ownPricePath = 'prices/own-dgx-h100-USD/amount';

async function valueOf<Output>(answer: Promise<Answer<Output>>): Promise<Output> {
  const given = await answer;
  if (!given.ok) throw new Error(given.error.message);
  return given.value;
}

const savedBy = async ({ saved }: Window, work: Promise<Answer<unknown>>): Promise<unknown> => {
  await valueOf(work);
  const content = saved.at(-1)?.content;
  return typeof content === 'string' ? content : content?.length;
};

/** Every call that prices something, asked about these scenarios. */
const doors: Readonly<
  Record<string, (window: Window, fleet: Scenario, other: Scenario) => Promise<unknown>>
> = {
  plan: ({ api }, scenario) => valueOf(api.plan(scenario)),
  planStep: ({ api }, scenario) =>
    valueOf(plannedStepwise(api.planStep, '7f8a2c1e-5b57-4d0e-9a53-0c9d6a5f1b2e')(scenario)),
  planOverTime: ({ api }, scenario) => valueOf(api.planOverTime(scenario)),
  explain: ({ api }, scenario) => valueOf(api.explain({ scenario, path: 'cost/capital' })),
  compare: ({ api }, scenario, other) => valueOf(api.compare({ scenarios: [scenario, other] })),
  compareChances: ({ api }, scenario, other) =>
    valueOf(api.compareChances({ scenarios: [scenario, other], draws: 64 })),
  simulateFleets: ({ api }, scenario) => valueOf(api.simulateFleets({ scenarios: [scenario] })),
  exportComparison: (window, scenario, other) =>
    savedBy(
      window,
      window.api.exportComparison({ scenarios: [scenario, other], format: 'markdown', day: TODAY }),
    ),
  uncertainty: ({ api }, scenario, other) =>
    valueOf(api.uncertainty({ scenarios: [scenario, other], draws: 64 })),
  breakEven: ({ api }, scenario, other) =>
    valueOf(
      api.breakEven({
        scenarios: [scenario, other],
        metric: 'capital',
        along: ownPricePath,
        across: ownPricePath,
        steps: 2,
      }),
    ),
  sizeOn: ({ api }, terms) => valueOf(api.sizeOn({ request: sizing(terms), hardware: 'h100-sxm' })),
  sizePriced: ({ api }, terms) =>
    valueOf(
      api.sizePriced({
        request: sizing(terms),
        hardware: 'h100-sxm',
        price: { path: ownPricePath, low: DOLLARS, high: 2 * DOLLARS },
      }),
    ),
  sweep: ({ api }, terms) => valueOf(api.sweep(sweepOn(terms))),
  quote: ({ api }, scenario) => valueOf(api.quote(quoteOf(scenario))),
  exportQuote: (window, scenario) =>
    savedBy(window, window.api.exportQuote({ of: quoteOf(scenario), as: 'csv' })),
  exportLayout: (window, scenario) =>
    savedBy(window, window.api.exportLayout({ scenario, format: 'bill-of-materials', day: TODAY })),
};

const sweepOn = (terms: Scenario) => ({
  hardware: ['h100-sxm'],
  model: ['llama-2-7b'],
  input: [1_024],
  output: [256],
  terms,
});

const owner = aWindow([offer], TODAY);
const stranger = aWindow([], TODAY);

const costOf = async (scenario: Scenario) => (await valueOf(owner.api.plan(scenario))).cost;
const ofDgx = <Line extends { readonly item: string }>(lines: readonly Line[]): Line | undefined =>
  lines.find(({ item }) => item === 'dgx-h100');

describe('what a DGX costs whose owner has an offer of $1,000', () => {
  it('is asked at every call that prices something', () => {
    const priced = Object.keys(callTable).filter((name) => callTable[name]?.priced);
    expect(Object.keys(doors).toSorted()).toEqual(priced.toSorted());
  });

  it.each(Object.entries(doors))(
    'comes from the price book as from a scenario that carries it, and not from the catalogue: %s',
    async (_name, ask) => {
      const carrying = (scenario: Scenario) =>
        withPriceBook(scenario, { revision: 'file', prices: [offer], today: TODAY });
      const answer = await ask(owner, fleet, half);
      expect(answer).toEqual(await ask(stranger, carrying(fleet), carrying(half)));
      expect(answer).not.toEqual(await ask(stranger, fleet, half).catch(() => undefined));
    },
  );

  it('is $1,000 in the strip and in the cost', async () => {
    const planned = plannedStepwise(owner.api.planStep, '7f8a2c1e-5b57-4d0e-9a53-0c9d6a5f1b2e');
    expect(ofDgx((await valueOf(planned(fleet))).cost.lines)?.unitPrice.typical.amount).toBe(CENTS);
    expect(ofDgx((await costOf(fleet)).lines)?.unitPrice.typical.amount).toBe(CENTS);
  });

  it('is $1,000 in a comparison', async () => {
    const { rows } = await valueOf(owner.api.compare({ scenarios: [fleet, half] }));
    const capital = rows.find(({ name }) => name === 'cost.capital');
    expect(capital?.cells).toMatchObject([{ typical: 2 * CENTS }, { typical: CENTS }]);
  });

  it('is $1,000 in a quote', async () => {
    const { sections } = await valueOf(owner.api.quote(quoteOf(fleet)));
    expect(ofDgx(sections.flatMap(({ lines }) => lines))?.unitPrice.amount).toBe(CENTS);
  });

  it('is $1,000 in a size, in its map of prices and in the fleet that is laid out', async () => {
    const request = sizing(fleet);
    const size = await valueOf(owner.api.sizeOn({ request, hardware: 'h100-sxm' }));
    if (!size.meets) throw new Error(size.refusal.message);
    const { deployment } = size;
    const laid = await valueOf(owner.api.layOutSize({ request, deployment, id: 'sized', name: 'Sized' }));
    const cost = await costOf(laid);
    expect(laid.userCatalogue).toBeUndefined();
    expect(ofDgx(cost.lines)).toMatchObject({
      quantity: deployment.servers,
      unitPrice: { typical: { amount: CENTS } },
    });
    expect(size.capital).toEqual(cost.capital);
    expect(size.total).toEqual(cost.total);
    const price = { path: ownPricePath, low: DOLLARS, high: 2 * DOLLARS };
    const { totals } = await valueOf(owner.api.sizePriced({ request, hardware: 'h100-sxm', price }));
    expect(totals?.low).toEqual(cost.total.typical);
    expect(totals?.high.amount).toBeGreaterThan(cost.total.typical.amount);
  });

  it('is $1,000 in a sweep', async () => {
    const { rows } = await valueOf(owner.api.sweep(sweepOn(fleet)));
    const named = await valueOf(stranger.api.sweep({ ...sweepOn(fleet), serverPrice: [DOLLARS] }));
    expect(rows).toHaveLength(1);
    expect(rows[0]?.capital).toBe(named.rows[0]?.capital);
  });
});

const table = 'id,item,currency,typical,observed_on\noffer,dgx-h100,USD,1000,2026-11-01\n';
const lineFiles = {
  'fleet.json': JSON.stringify(fleet),
  'half.json': JSON.stringify(half),
  'prices.csv': table,
  'need.json': JSON.stringify({ ...sizing(fleet), terms: undefined }),
  'lists.json': JSON.stringify({ ...sweepOn(fleet), terms: undefined }),
};

const commandsThatPrice: readonly (readonly string[])[] = [
  ['plan', 'fleet.json', '--json'],
  ['plan', 'fleet.json', '--trace', 'cost/total', '--json'],
  ['compare', 'fleet.json', 'half.json', '--json'],
  ['cost', 'fleet.json', '--months', '--draws', '16', '--against', 'half.json', '--json'],
  ['size', 'need.json', '--terms', 'fleet.json', '--hardware', 'h100-sxm', '--json'],
  ['sweep', 'lists.json', '--terms', 'fleet.json'],
  [
    'quote',
    'fleet.json',
    '--as',
    'csv',
    '--number',
    'Q-1',
    '--issued',
    TODAY,
    '--valid-until',
    '2026-12-31',
    '--leave-out-unpriced',
  ],
  ['export', 'fleet.json', '--as', 'bill-of-materials'],
];

/** A scenario file that carries the offer, as one that a colleague sent. */
const carried = (scenario: Scenario) =>
  JSON.stringify(withPriceBook(scenario, { revision: 'file', prices: [offer], today: TODAY }));

describe('what a DGX costs on the command line', () => {
  it.each(commandsThatPrice.map((words) => [words.join(' '), words] as const))(
    'comes from --prices as from scenarios that carry the offer: %s',
    async (_name, words) => {
      const byBook = [...words, '--prices', 'prices.csv', '--prices-on', TODAY];
      const { out, err } = await commandLine(byBook, lineFiles);
      const sent = { ...lineFiles, 'fleet.json': carried(fleet), 'half.json': carried(half) };
      const same = await commandLine(words, sent);
      expect([out, err]).toEqual([same.out, same.err]);
      expect(out).not.toBe((await commandLine(words, lineFiles)).out);
    },
  );

  it('is not written into the scenario that a size saves', async () => {
    const words = [
      'size',
      'need.json',
      '--terms',
      'fleet.json',
      '--hardware',
      'h100-sxm',
      '--save',
      'saved.json',
    ];
    const { written } = await commandLine([...words, '--prices', 'prices.csv'], lineFiles);
    expect(JSON.parse(String(written.get('saved.json')))).not.toHaveProperty('userCatalogue');
  });

  it.each([
    ['a row that is no price', { 'prices.csv': table.replace('1000', 'much') }, 1, /^error: prices\.csv: /],
    ['a file that is no table', { 'prices.csv': '' }, 1, /^error: prices\.csv: /],
    ['a file that is not there', {}, 2, /^error: prices\.csv cannot be read/],
  ])('is not guessed from %s', async (_name, files, expected, message) => {
    const given = { 'fleet.json': JSON.stringify(fleet), ...files };
    const { code, out, err } = await commandLine(['cost', 'fleet.json', '--prices', 'prices.csv'], given);
    expect([code, out, err]).toEqual([expected, '', expect.stringMatching(message)]);
  });
});

describe('the price book of a window', () => {
  it('crosses once, and then by name', async () => {
    const window = aWindow([offer], TODAY);
    await valueOf(window.api.plan(fleet));
    await valueOf(window.api.compare({ scenarios: [fleet, half] }));
    expect(window.sent.map(({ text }) => text.includes('"observedOn"'))).toEqual([true, false]);
  });

  it('crosses again when the main side has started anew', async () => {
    const window = aWindow([offer], TODAY);
    const before = await valueOf(window.api.plan(fleet));
    window.restart();
    expect(await valueOf(window.api.plan(fleet))).toEqual(before);
    expect(window.sent.map(({ text }) => text.includes('"observedOn"'))).toEqual([true, false, true]);
  });

  it('gives way to the prices that a scenario brings', async () => {
    const brought = { ...offer, low: 5_000, typical: 5_000, high: 5_000 };
    const scenario = withPriceBook(fleet, { revision: 'file', prices: [brought], today: TODAY });
    expect(ofDgx((await costOf(scenario)).lines)?.unitPrice.typical.amount).toBe(5 * CENTS);
  });

  it('prices the open scenario anew when it changes, and keeps what the scenario has of its own', async () => {
    const window = aWindow([], TODAY);
    const planned = plannedStepwise(window.api.planStep, '7f8a2c1e-5b57-4d0e-9a53-0c9d6a5f1b2e');
    const published = ofDgx((await valueOf(planned(fleet))).cost.lines)?.unitPrice.typical.amount;
    window.book.follow(() => [offer]);
    expect(ofDgx((await valueOf(planned({ ...fleet }))).cost.lines)?.unitPrice.typical.amount).toBe(CENTS);
    const preferring = {
      ...fleet,
      userCatalogue: UserCatalogue.parse({ publishedPrices: ['dgx-h100'] }),
    };
    expect(ofDgx((await valueOf(planned(preferring))).cost.lines)?.unitPrice.typical.amount).toBe(published);
  });
});
