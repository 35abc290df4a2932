import fc from 'fast-check';
import { type Catalogue, figureList } from '#shared/catalogue/catalogue';
import { isKnown } from '#shared/catalogue/figure';
import type { CurrencyCode } from '#shared/money/money';
import { financingMethods, hostingKinds } from '#shared/scenario/finance';
import type { Scenario } from '#shared/scenario/schema';
import { aScenario, groqFeed, groqFeeds, someRacks, type RackOptions } from '../support/fleet';
import { TODAY } from './doors';

/** Scenarios of small fleets that touch all that decides a figure: every one of them is a valid document. */

/** Tiers are left out: what one server costs in a sweep knows no quantity. */
const anyPrice = (items: readonly string[]) =>
  fc
    .record({
      item: fc.constantFrom(...items),
      currency: fc.constantFrom<CurrencyCode>('USD', 'EUR', 'CNY'),
      typical: fc.integer({ min: 10, max: 400_000 }),
      spread: fc.constantFrom(0, 0.1, 0.5),
      quantity: fc.option(fc.integer({ min: 2, max: 9 }), { nil: undefined }),
    })
    .map(({ item, currency, typical, spread, quantity }) => ({
      id: `own-${item}`,
      item,
      currency,
      low: Math.floor(typical * (1 - spread)),
      typical,
      high: Math.ceil(typical * (1 + spread)),
      observedOn: '2026-11-01',
      ...(quantity !== undefined && {
        tiers: [{ fromQuantity: quantity, low: 5, typical: Math.floor(typical * 0.8), high: typical }],
      }),
    }));

const anyFeeds = fc.constantFrom<NonNullable<RackOptions['feeds']>>(
  groqFeeds,
  [groqFeed('A'), groqFeed('B')],
  [groqFeed('A')],
  [],
  [
    { side: 'A', volts: 415, amperes: 32, phases: 3 },
    { side: 'B', volts: 415, amperes: 63, phases: 3 },
  ],
  [
    { side: 'A', volts: 230, amperes: 32, phases: 1 },
    { side: 'B', volts: 230, amperes: 32, phases: 1 },
  ],
);

const anyRacks = (catalogue: Catalogue) => {
  const device = fc.constantFrom(
    ...Object.values(catalogue.deviceTypes).map(({ id, heightUnits }) => ({ type: id, heightUnits })),
  );
  const servers = fc.constantFrom(
    { type: 'dgx-h100', heightUnits: 8 },
    { type: 'groq-node-v1', heightUnits: 4 },
  );
  const stack = fc.oneof(
    fc.array(device, { maxLength: 6 }),
    fc
      .tuple(servers, fc.integer({ min: 1, max: 5 }))
      .map(([each, count]) => Array<typeof each>(count).fill(each)),
  );
  const rack = fc.record({
    type: fc.constantFrom(...Object.keys(catalogue.rackTypes)),
    feeds: anyFeeds,
    stack,
    limits: fc.constantFrom({}, { powerWatts: 20_000 }, { massKilograms: 400 }, { coolingWatts: 15_000 }),
  });
  return fc.array(rack, { minLength: 1, maxLength: 4 });
};

/** A life cycle for some of the devices: what has gone, or is yet to come, is in no answer. */
const anyLifeCycle = fc.constantFrom(
  undefined,
  undefined,
  undefined,
  { state: 'planned', from: '2027-06-01' },
  { state: 'present', until: '2027-03-01' },
  { state: 'retired' },
);

const anyLoad = fc.oneof(
  fc.record({ mode: fc.constant('static'), batch: fc.constantFrom(1, 4, 32) }),
  fc.record({ mode: fc.constant('in-flight') }),
  fc.record({ mode: fc.constant('in-flight'), batch: fc.constantFrom(8, 64) }),
  fc.record({
    mode: fc.constant('serving'),
    requestsPerSecond: fc.double({ min: 0.01, max: 20, noNaN: true }),
  }),
);

const onGpus = fc.record(
  {
    hardware: fc.constantFrom('h100-sxm', 'h200-sxm', 'rtx-4090', 'b200-sxm'),
    devices: fc.constantFrom(1, 2, 4, 8, 16),
    tensorParallel: fc.constantFrom(1, 2, 4),
    model: fc.constantFrom('llama-2-7b', 'llama-3.1-70b', 'gpt-oss-20b', 'mixtral-8x7b'),
    weights: fc.constantFrom('fp8', 'fp16', 'int4'),
    kv: fc.constantFrom('fp8', 'fp16'),
    powerCapWatts: fc.constantFrom(400, 600),
  },
  { requiredKeys: ['hardware', 'devices', 'model'] },
);

const onLpus = fc.record(
  {
    hardware: fc.constantFrom('groq-lpu-v1', 'groq-lpu-3'),
    devices: fc.constantFrom(8, 72, 144),
    model: fc.constantFrom('llama-2-7b', 'llama-2-13b', 'gpt-oss-20b'),
    weights: fc.constantFrom('int8', 'fp16'),
  },
  { requiredKeys: ['hardware', 'devices', 'model', 'weights'] },
);

const anyDeployment = fc
  .tuple(
    fc.oneof(onGpus, onLpus),
    anyLoad,
    fc.integer({ min: 8, max: 4_000 }),
    fc.integer({ min: 1, max: 900 }),
  )
  .map(([fleet, load, input, output]) => ({ ...fleet, ...load, input, output }))
  .filter(({ devices, ...each }) => {
    const { tensorParallel = 1 } = each as { readonly tensorParallel?: number };
    return devices % tensorParallel === 0;
  });

const money = (currency: CurrencyCode) => (amount: number) => ({ amount, currency });

const anyFinance = fc.record(
  {
    years: fc.constantFrom(1, 3, 5, 7.5),
    method: fc.constantFrom(...financingMethods),
    hosting: fc.constantFrom(...hostingKinds),
    interestRate: fc.constantFrom(0, 0.05, 0.12),
    utilisation: fc.constantFrom(0.1, 0.5, 1),
    supportRate: fc.constantFrom(0, 0.1),
    residualRate: fc.constantFrom(0, 0.2),
    hardwareYears: fc.constantFrom(2, 4),
    sparesRate: fc.constantFrom(0, 0.03),
    freightRate: fc.constantFrom(0, 0.02),
    taxRate: fc.constantFrom(0, 0.08),
    cablingPerRack: fc.constantFrom(...[50_000, 120_000].map(money('USD'))),
    installationPerRack: fc.constantFrom(...[80_000].map(money('EUR'))),
    staff: fc.constantFrom(0, 1.5),
    staffPerYear: fc.constant(money('USD')(9_000_000)),
    softwarePerAcceleratorYear: fc.constant(money('USD')(45_000)),
    energyEscalator: fc.constantFrom(0, 0.05),
    runningEscalator: fc.constantFrom(0, 0.02),
    rampUpMonths: fc.constantFrom(0, 6, 18),
  },
  { requiredKeys: [] },
);

/** Figures that a planner corrects by hand, in the units of the catalogue. */
const anyOverrides = fc
  .record(
    {
      'deviceTypes/dgx-h100/power.typical': fc.integer({ min: 5_000, max: 9_000 }),
      'deviceTypes/dgx-h100/mass': fc.integer({ min: 100, max: 200 }),
      'deviceTypes/cpu-server-1u/power.maximum': fc.integer({ min: 700, max: 1_000 }),
      'rackTypes/rack-42u/mass': fc.integer({ min: 90, max: 190 }),
      'rackTypes/rack-42u/width': fc.constantFrom(0.7, 0.8),
      'accelerators/h100-sxm/memoryBandwidth': fc.constantFrom(3e12, 4e12),
      'sites/us-va/electricity': fc.constant(0.11),
    },
    { requiredKeys: [] },
  )
  .map((figures) =>
    Object.fromEntries(
      Object.entries(figures).map(([path, value]) => [
        path,
        { low: value, typical: value, high: value * 1.1 },
      ]),
    ),
  );

/** Readings chosen where sources conflict. */
const anyChoices = (catalogue: Catalogue) => {
  const conflicting = figureList(catalogue).flatMap(({ path, figure }) => {
    const readings = isKnown(figure) ? figure.readings.filter(({ referenceOnly }) => !referenceOnly) : [];
    return readings.length > 1 ? [{ path, ids: readings.map(({ id }) => id) }] : [];
  });
  const choice = fc
    .constantFrom(...conflicting)
    .chain(({ path, ids }) => fc.constantFrom(...ids).map((id) => [path, id] as const));
  return fc
    .oneof(fc.constant([]), fc.array(choice, { maxLength: 5 }))
    .map((chosen) => Object.fromEntries(chosen));
};

/** A need that deployments of a scenario share; serving it event by event takes a fraction of a second. */
const anyWorkload = fc.record(
  {
    model: fc.constantFrom('llama-2-7b', 'gpt-oss-20b'),
    inputTokens: fc.integer({ min: 50, max: 1_000 }),
    outputTokens: fc.integer({ min: 10, max: 200 }),
    requestsPerSecond: fc.constantFrom(0.05, 0.5, 3),
    objective: fc.record(
      {
        timeToFirstTokenSeconds: fc.constantFrom(0.02, 0.3, 2),
        timePerOutputTokenSeconds: fc.constantFrom(0.004, 0.02, 0.1),
        percentile: fc.constantFrom(50, 90, 95),
      },
      { requiredKeys: ['percentile'] },
    ),
  },
  { requiredKeys: ['model', 'inputTokens', 'outputTokens', 'requestsPerSecond'] },
);

export const sizedHardware = ['h100-sxm', 'groq-lpu-v1', 'h200-sxm'] as const;

/** A need that small fleets meet, on servers alone in their racks. */
export const anyNeed = fc.record({
  workload: fc.record({
    model: fc.constantFrom('llama-2-7b', 'gpt-oss-20b'),
    inputTokens: fc.integer({ min: 50, max: 600 }),
    outputTokens: fc.integer({ min: 10, max: 120 }),
    requestsPerSecond: fc.constantFrom(0.2, 1, 4),
  }),
  objective: fc.record({
    timeToFirstTokenSeconds: fc.constantFrom(0.5, 2),
    timePerOutputTokenSeconds: fc.constantFrom(0.02, 0.1),
    percentile: fc.constantFrom(50, 95),
  }),
  spareServers: fc.constantFrom(0, 0, 1),
  switchPerRack: fc.constantFrom(null, null, 'switch-100gbe-32'),
});

type Records = Readonly<Record<string, Record<string, unknown>>>;

/** Some scenario of up to four racks, its deployments, own prices, overrides and terms. */
export const anyScenario = (catalogue: Catalogue): fc.Arbitrary<Scenario> =>
  fc
    .record({
      racks: anyRacks(catalogue),
      lifeCycles: fc.array(anyLifeCycle, { minLength: 6, maxLength: 6 }),
      asOf: fc.constantFrom(undefined, undefined, '2027-01-01'),
      deployments: fc.array(anyDeployment, { maxLength: 2 }),
      workload: fc.option(anyWorkload, { nil: undefined, freq: 1 }),
      prices: fc.uniqueArray(
        anyPrice([
          'dgx-h100',
          'groq-node-v1',
          'groq-lpu-v1',
          'cpu-server-1u',
          'rack-42u',
          'switch-100gbe-32',
        ]),
        { maxLength: 3, selector: ({ item }) => item },
      ),
      publishedPrices: fc.subarray(['dgx-h100', 'groq-node-v1']),
      overrides: fc.oneof(fc.constant({}), anyOverrides),
      choices: anyChoices(catalogue),
      finance: anyFinance,
      currency: fc.constantFrom<CurrencyCode>('USD', 'USD', 'EUR', 'CNY'),
      site: fc.constantFrom('us-va', 'de', 'cn'),
      sharing: fc.constantFrom('shared', 'prefers-a'),
    })
    .map(
      ({
        racks,
        lifeCycles,
        asOf,
        deployments,
        workload,
        prices,
        publishedPrices,
        site,
        sharing,
        ...rest
      }) => {
        const records = someRacks(racks) as { readonly racks: Records; readonly devices: Records };
        Object.values(records.devices).forEach((device, index) => {
          const lifeCycle = lifeCycles[index];
          if (lifeCycle !== undefined) device['lifeCycle'] = lifeCycle;
        });
        return aScenario({
          id: 'random',
          name: 'Random fleet',
          ...rest,
          ...records,
          ...(asOf !== undefined && { asOf }),
          site: { preset: site },
          electrical: { sharing },
          deployments: Object.fromEntries(
            deployments.map((estimate, index) => [
              `d${index}`,
              {
                id: `d${index}`,
                name: `Deployment ${index}`,
                estimate,
                ...(estimate.model === workload?.model && { workload: 'need' }),
              },
            ]),
          ),
          ...(workload !== undefined && { workloads: { need: { id: 'need', name: 'Need', ...workload } } }),
          userCatalogue: { pricesAsOf: TODAY, prices, publishedPrices },
        });
      },
    );
