import { describe, expect, it } from 'vitest';
import { plan } from '#main/planning/plan';
import { powerReport } from '#main/planning/power-report';
import type { LoadLevel } from '#shared/power/report';
import { readScenarioValue } from '#shared/scenario/read';
import type { Scenario } from '#shared/scenario/schema';
import { aScenario, dgx, someRacks } from '../../../support/fleet';
import { shippedCatalogue } from '../../../support/catalogue';

const catalogue = await shippedCatalogue();

type Input = Record<string, unknown>;

const figure = (unit: string, value: number) => ({
  unit,
  readings: [
    {
      id: 'own',
      low: value,
      typical: value,
      high: value,
      source: 'own',
      date: '2026-11',
      confidence: 'vendor',
    },
  ],
});

/** A type of the user's own, so that every watt of a test is seen in it. */
const ownType = (id: string, changes: Input = {}): Input => ({
  id,
  name: id,
  vendor: 'Own',
  kind: 'server',
  heightUnits: 1,
  depth: figure('m', 0.7),
  fullDepth: true,
  dimensions: { source: 'own', confidence: 'vendor' },
  front: 'server',
  mass: figure('kg', 10),
  power: { idle: figure('W', 300), typical: figure('W', 700), maximum: figure('W', 1_000) },
  supplies: { count: 2, needed: 1 },
  ...changes,
});

const drawing = (watts: number) => ({
  power: { idle: figure('W', watts), typical: figure('W', watts), maximum: figure('W', watts) },
});

const strip = (changes: Input) =>
  ownType('own-strip', {
    kind: 'pdu',
    front: 'pdu',
    heightUnits: 0,
    supplies: undefined,
    ...drawing(0),
    ...changes,
  });

interface Setting {
  readonly feeds: readonly Input[];
  /** Type, how many of it, and what each says beside its place. */
  readonly stack: readonly (readonly [type: string, count: number, more?: Input])[];
  readonly types?: readonly Input[];
  readonly rest?: Input;
}

function setting({ feeds, stack, types = [], rest = {} }: Setting): Scenario {
  const devices: Input = {};
  let position = 1;
  for (const [type, count, more = {}] of stack)
    for (let copy = 1; copy <= count; copy += 1) {
      const id = `${type}-${copy}`;
      devices[id] = { id, name: id, type, rack: 'a01', position, face: 'front', ...more };
      position += type === dgx.type ? dgx.heightUnits : 1;
    }
  return aScenario({
    racks: {
      a01: { id: 'a01', name: 'A01', type: 'rack-48u', row: 0, place: 0, feeds, limits: {} },
    },
    devices,
    userCatalogue: { deviceTypes: types.map((type) => JSON.parse(JSON.stringify(type)) as Input) },
    ...rest,
  });
}

const feed = (id: string, side: 'A' | 'B', more: Input = {}): Input => ({
  id,
  side,
  volts: 208,
  amperes: 60,
  phases: 3,
  ...more,
});

const planned = (scenario: Scenario) => plan(scenario, catalogue);
const failuresOf = (scenario: Scenario, level: LoadLevel) => powerReport({ scenario, level }, catalogue);
const codesOf = (scenario: Scenario) =>
  planned(scenario).problems.map(({ severity, refusal }) => `${severity} ${refusal.code}`);

const twoStrips = setting({
  feeds: [feed('a1', 'A'), feed('b1', 'B')],
  stack: [
    ['own-server', 15],
    ['pdu-8kw-zero-u', 2, { position: 1, face: 'rear' }],
  ],
  types: [ownType('own-server')],
});

describe('power strips in a rack', () => {
  it('hang on one feed each and limit what their feeds hand on (15 kW behind two of 8.6 kW)', () => {
    const rack = planned(twoStrips).racks['a01' as never];
    expect(rack?.feeds.usable.typical).toBe(8_646);
    expect(rack?.feeds.typical).toMatchObject({
      fits: false,
      because: 'lost-side',
      load: 10_500,
      limit: 8_646,
      strip: { device: 'pdu-8kw-zero-u-2' },
    });
    expect(codesOf(twoStrips)).toContain('error strip-trips-on-lost-side');
  });

  it('trip in the failure analysis as the plan says', () => {
    const report = failuresOf(twoStrips, 'maximum');
    expect(report.strips.map(({ name, feed: on, load, basis }) => [name, on, load, basis])).toEqual([
      ['pdu-8kw-zero-u-1', 'a1', 7_500, 'assumed'],
      ['pdu-8kw-zero-u-2', 'b1', 7_500, 'assumed'],
    ]);
    const lost = report.failures.failures.find(({ cause }) => cause.kind === 'side' && cause.side === 'A');
    expect(lost?.trips).toMatchObject([
      { kind: 'strip', name: 'pdu-8kw-zero-u-2', load: 15_000, limit: 8_646 },
    ]);
    expect(lost?.darkDevices).toBe(15);
    expect(report.failures.failures.filter(({ cause }) => cause.kind === 'strip')).toHaveLength(2);
  });

  it('draw nothing of their own', () => {
    expect(planned(twoStrips).racks['a01' as never]?.power.maximum.typical).toBe(15_000);
  });

  it('hang where the document says, even both on one feed', () => {
    const both = setting({
      feeds: [feed('a1', 'A'), feed('b1', 'B')],
      stack: [
        ['own-server', 8],
        ['pdu-8kw-zero-u', 2, { position: 1, face: 'rear', feed: 'b1' }],
      ],
      types: [ownType('own-server')],
    });
    expect(failuresOf(both, 'typical').strips.map(({ feed: on, basis }) => [on, basis])).toEqual([
      ['b1', 'given'],
      ['b1', 'given'],
    ]);
    expect(planned(both).racks['a01' as never]?.feeds.usable.typical).toBeCloseTo(17_292, 0);
  });

  it('trip bank by bank where outlets are named: 4 kW on a bank of 20 A at 208 V and 80 %', () => {
    const banks = [
      { outlets: 6, amperes: 20, line: 'L1-L2' },
      { outlets: 6, amperes: 20, line: 'L2-L3' },
      { outlets: 6, amperes: 20, line: 'L3-L1' },
    ];
    const on = (bank: number) => ({ supplyOutlets: [{ strip: 'own-strip-1', bank }] });
    const build = (outlets: Input) =>
      setting({
        feeds: [feed('a1', 'A')],
        stack: [
          ['own-server', 4, outlets],
          ['own-strip', 1, { position: 1, face: 'rear' }],
        ],
        types: [
          ownType('own-server', { supplies: { count: 1, needed: 1 }, ...drawing(1_000) }),
          strip({ capacity: figure('W', 17_290), strip: { phases: 3, banks } }),
        ],
      });
    expect(codesOf(build(on(1)))).toContain('error strip-trips');
    const check = planned(build(on(1))).racks['a01' as never]?.feeds.typical;
    expect(check).toMatchObject({ load: 4_000, limit: 3_328, strip: { device: 'own-strip-1', bank: 1 } });
    // Left to the planner, the loads are spread over the banks and their lines.
    expect(codesOf(build({})).filter((code) => code.includes('trips'))).toEqual([]);
    expect(failuresOf(build({}), 'typical').strips[0]?.banks.map(({ load }) => load)).toEqual([
      2_000, 1_000, 1_000,
    ]);
  });

  it('leave the feed the limit where they are rated like it', () => {
    const alike = setting({
      feeds: [feed('a1', 'A'), feed('b1', 'B')],
      stack: [
        ['own-server', 20],
        ['pdu-17kw-zero-u', 2, { position: 1, face: 'rear' }],
      ],
      types: [ownType('own-server', drawing(1_000))],
    });
    expect(codesOf(alike)).toContain('error feed-trips-on-lost-side');
  });
});

/** So many UPS systems of a utility each, on the sides named, with a PDU and a feed each. */
function systems(sides: readonly ('A' | 'B')[], { shared = false } = {}) {
  const records = { utilities: {} as Input, upsSystems: {} as Input, pdus: {} as Input };
  sides.forEach((side, index) => {
    const utility = shared ? 'u0' : `u${index}`;
    records.utilities[utility] = { id: utility, name: utility.toUpperCase() };
    records.upsSystems[`x${index}`] = {
      id: `x${index}`,
      name: `X${index}`,
      side,
      utility,
      moduleWatts: 100_000,
    };
    records.pdus[`p${index}`] = {
      id: `p${index}`,
      name: `P${index}`,
      side,
      ups: `x${index}`,
      volts: 415,
      amperes: 200,
      phases: 3,
    };
  });
  const feeds = sides.map((side, index) => feed(`f${index}`, side, { volts: 415, pdu: `p${index}` }));
  return { electrical: records, feeds };
}

describe('independent sources', () => {
  it.each([true, false])(
    'carry four DGX H100 with any one of three lost: 20.4 kW on each of two feeds (supplies named: %s)',
    (isNamed) => {
      const { electrical, feeds } = systems(['A', 'B', 'A']);
      const supplyFeeds = ['f0', 'f0', 'f1', 'f1', 'f2', 'f2'];
      const scenario = setting({
        feeds,
        stack: [['dgx-h100', 4, isNamed ? { supplyFeeds } : {}]],
        rest: { electrical },
      });
      const report = failuresOf(scenario, 'maximum');
      expect(report.failures.failures).toEqual([]);
      expect(report.feeds.map(({ loadOnLostSide }) => Math.round(loadOnLostSide))).toEqual([
        20_400, 20_400, 20_400,
      ]);
      const rack = planned(scenario).racks['a01' as never];
      expect(rack?.feeds).toMatchObject({ redundant: true, nameplate: { fits: true } });
      expect(rack?.feeds.usable.typical).toBeCloseTo(2 * 34_502, -1);
      expect(codesOf(scenario)).not.toContain('warning supplies-short-on-lost-side');
    },
  );

  it('may be named on feeds without a PDU', () => {
    const utilities = Object.fromEntries(['u0', 'u1', 'u2'].map((id) => [id, { id, name: id }]));
    const feeds = ['u0', 'u1', 'u2'].map((utility, index) => feed(`f${index}`, 'A', { volts: 415, utility }));
    const scenario = setting({ feeds, stack: [['dgx-h100', 4]], rest: { electrical: { utilities } } });
    expect(failuresOf(scenario, 'maximum').failures.failures).toEqual([]);
    expect(planned(scenario).electrical?.utilities['u0']?.load.maximum.typical).toBeCloseTo(13_600, 6);
  });

  it('ask a catcher for one system at a time', () => {
    const rows = ['A', 'A', 'A'].map((_, index) => index);
    const { electrical } = systems(['A', 'A', 'A', 'B']);
    const { racks, devices } = someRacks(
      rows.map(() => ({ type: 'rack-48u', feeds: [], stack: [dgx, dgx] })),
    );
    for (const index of rows)
      (racks[`r${index + 1}`] as Input)['feeds'] = [
        feed('a', 'A', { volts: 415, pdu: `p${index}` }),
        feed('b', 'B', { volts: 415, pdu: 'p3' }),
      ];
    // 1+1 of the supplies, so that one feed carries a device.
    const supplies = { 'dgx-h100': { count: 2, needed: 1 } };
    const scenario = aScenario({ racks, devices, electrical: { ...electrical, supplies } });
    const catcher = planned(scenario).electrical?.upsSystems['x3'];
    // Half of three racks of 20.4 kW, and the other half of one.
    expect(catcher?.load.maximum.typical).toBeCloseTo(30_600, 6);
    expect(catcher?.onLostSide.maximum.typical).toBeCloseTo(40_800, 6);
    const { failures } = failuresOf(scenario, 'maximum');
    expect(failures.failures.filter(({ cause }) => cause.kind !== 'supply')).toEqual([]);
  });

  it('go with the utility that they share', () => {
    const { electrical, feeds } = systems(['A', 'B', 'A'], { shared: true });
    const scenario = setting({ feeds, stack: [['dgx-h100', 4]], rest: { electrical } });
    const lost = failuresOf(scenario, 'typical').failures.failures;
    expect(lost.map(({ cause, darkDevices }) => [cause.kind, darkDevices])).toEqual([['utility', 4]]);
  });
});

describe('outlets that nobody names', () => {
  const devices = (count: number, feeds: readonly Input[], supplies = { count: 1, needed: 1 }) =>
    setting({
      feeds,
      stack: [['own-server', count]],
      types: [ownType('own-server', { supplies, ...drawing(4_000) })],
    });

  it('are an error where no choice of them spares a line: 33.3 A of 24 A at best', () => {
    const scenario = devices(2, [feed('a1', 'A', { amperes: 30 })]);
    const problem = planned(scenario).problems.find(
      ({ refusal }) => refusal.code === 'phase-over-at-every-outlet',
    );
    expect(problem?.severity).toBe('error');
    expect(problem?.refusal.demand).toBeCloseTo(Math.sqrt(3) * (4_000 / 208), 3);
    expect(problem?.refusal.limit).toBeCloseTo(24, 9);
  });

  it('are an error after the loss of a source, where each side has one feed', () => {
    const feeds = [feed('a1', 'A', { amperes: 30 }), feed('b1', 'B', { amperes: 30 })];
    expect(codesOf(devices(2, feeds, { count: 2, needed: 1 }))).toContain(
      'error phase-over-at-every-outlet-on-lost-side',
    );
  });

  it('are none where three equal loads balance', () => {
    const codes = codesOf(devices(3, [feed('a1', 'A', { amperes: 45 })]));
    expect(codes.filter((code) => code.includes('phase-over'))).toEqual([]);
  });

  it('stay a note while another feed could take a load', () => {
    const feeds = [feed('a1', 'A', { amperes: 30 }), feed('a2', 'A', { amperes: 30 })];
    const codes = codesOf(devices(4, feeds));
    expect(codes).toContain('note phase-over-when-spread');
  });
});

describe('the code of practice of a site', () => {
  const site = (more: Input) =>
    setting({
      feeds: [feed('a1', 'A', { volts: 400, amperes: 32 }), feed('b1', 'B', { volts: 400, amperes: 32 })],
      stack: [['own-server', 20]],
      types: [ownType('own-server', drawing(900))],
      rest: { site: more },
    });
  const usable = (more: Input) => planned(site(more)).racks['a01' as never]?.feeds.usable.typical ?? 0;

  it.each([
    ['Germany: all of 32 A (IEC)', { preset: 'de' }, 22_170],
    ['Virginia: 80 % (NEC)', { preset: 'us-va' }, 17_736],
    ['Germany by NEC', { preset: 'de', code: 'nec' }, 17_736],
    ['Virginia by IEC', { preset: 'us-va', code: 'iec' }, 22_170],
    ['a share of its own', { preset: 'de', continuousLoadFraction: 0.9 }, 19_953],
    ['an unknown place', { preset: 'elsewhere' }, 17_736],
  ])('%s', (_, more, expected) => {
    expect(usable(more)).toBeCloseTo(expected, -1);
  });

  it('gives way to what the maker of a breaker says', () => {
    const scenario = setting({
      feeds: [feed('a1', 'A', { continuousAmperes: 60 })],
      stack: [['own-server', 1]],
      types: [ownType('own-server')],
    });
    expect(planned(scenario).racks['a01' as never]?.feeds.usable.typical).toBeCloseTo(21_616, 0);
    expect(failuresOf(scenario, 'typical').feeds[0]?.continuous).toBe(60);
  });

  it('follows the country in files of version 4 that name no share, and keeps one that they name', () => {
    const old = (more: Input) => readScenarioValue({ ...site({ preset: 'de', ...more }), schemaVersion: 4 });
    const [unsaid, said] = [old({}), old({ continuousLoadFraction: 0.8 })];
    if (!unsaid.ok || !said.ok) throw new Error('not read');
    expect(plan(unsaid.value, catalogue).racks['a01' as never]?.feeds.usable.typical).toBeCloseTo(22_170, -1);
    expect(plan(said.value, catalogue).racks['a01' as never]?.feeds.usable.typical).toBeCloseTo(17_736, -1);
  });

  it('asks about 230 V of three phases and 400 V of one', () => {
    const odd = (more: Input) =>
      codesOf(setting({ feeds: [feed('a1', 'A', more)], stack: [], rest: { site: { preset: 'de' } } }));
    expect(odd({ volts: 230 })).toContain('warning feed-voltage-three-phase');
    expect(odd({ volts: 400, phases: 1 })).toContain('warning feed-voltage-single-phase');
    expect(odd({ volts: 400 }).filter((code) => code.includes('voltage'))).toEqual([]);
  });
});
