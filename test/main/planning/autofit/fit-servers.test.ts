import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { fitServers } from '#main/planning/autofit/fit-servers';
import { plan } from '#main/planning/plan';
import type { FitAnswer } from '#shared/rack/autofit';
import { Scenario } from '#shared/scenario/schema';
import { shippedCatalogue } from '../../../support/catalogue';
import { aScenario, dgx, groqNode, someRacks, times } from '../../../support/fleet';
import { aRequest, applied, newGroqRacks } from './requests';

const catalogue = await shippedCatalogue();

function fitted(changes: Record<string, unknown>): FitAnswer {
  const answer = fitServers(aRequest(changes), catalogue);
  if (!answer.ok) throw new Error(answer.error.message);
  return answer.value;
}

const countIn = ({ filled }: FitAnswer) =>
  filled.map(({ added }) => added.reduce((sum, { count }) => sum + count, 0));

/** Errors of placement and limits that a plan has, by code and place. */
const errorsOf = (scenario: Scenario): readonly string[] =>
  plan(scenario, catalogue)
    .problems.filter(({ severity, place }) => severity === 'error' && place.kind !== 'deployment')
    .map(({ refusal, place }) => `${refusal.code} ${JSON.stringify(place)}`);

describe('servers placed into new racks', () => {
  it('stop at the feeds before the units: three DGX H100 of 10.2 kW on 34.6 kW (facts A4.6)', () => {
    const answer = fitted({ servers: [{ type: 'dgx-h100', count: 9 }] });

    expect(countIn(answer)).toEqual([3, 3, 3]);
    expect(answer.filled[0]?.stop).toMatchObject({ limit: 'power', next: 'DGX H100 (8 x H100 SXM)' });
    expect(answer.filled[0]?.stop?.demand).toBeCloseTo(40_800, 6);
    expect(answer.filled[0]?.stop?.available).toBeCloseTo(34_585.6, 1);
    expect(answer.bound).toEqual({ racks: 3, atLeast: 3, proof: 'optimal', method: 'heuristic' });
  });

  it('stand four a rack where it gives the 40.8 kW that NVIDIA recommends, 32 systems in eight (facts A1.12)', () => {
    const feeds = ['A', 'B'].map((side) => ({ id: side, side, volts: 415, amperes: 80, phases: 3 }));
    const newRacks = { type: 'rack-48u', feeds, limits: { powerWatts: 40_800 } };
    const answer = fitted({ servers: [{ type: 'dgx-h100', count: 32 }], newRacks });

    expect(countIn(answer)).toEqual([4, 4, 4, 4, 4, 4, 4, 4]);
    expect(answer.bound).toMatchObject({ racks: 8, atLeast: 8, proof: 'optimal' });
    expect(errorsOf(applied(aScenario(), answer))).toEqual([]);
  });

  it('fit nine Groq nodes in a rack at typical power and eight at nameplate (facts section 2)', () => {
    const servers = [{ type: 'groq-node-v1', count: 9 }];

    expect(countIn(fitted({ servers, powerLevel: 'typical' }))).toEqual([9]);
    expect(countIn(fitted({ servers }))).toEqual([8, 1]);
  });

  it('stand low where they are heavy, and the switches above them', () => {
    const answer = fitted({
      servers: [
        { type: 'cpu-server-1u', count: 4 },
        { type: 'dgx-h100', count: 1 },
      ],
      switches: [{ type: 'switch-100gbe-32', serves: 8 }],
    });
    const positions = new Map(answer.devices.map(({ type, position }) => [type, position]));

    expect(positions.get('dgx-h100')).toBe(1);
    expect(positions.get('switch-100gbe-32')).toBe(42);
    expect(answer.devices).toHaveLength(6);
  });

  it('bring one switch for every eight of them in a rack, and stop where its switches have no port left', () => {
    const answer = fitted({
      servers: [{ type: 'cpu-server-1u', count: 20 }],
      switches: [{ type: 'switch-1gbe', serves: 8, most: 1 }],
    });

    expect(countIn(answer)).toEqual([9, 9, 5]);
    expect(answer.filled[0]?.stop).toMatchObject({ limit: 'ports', available: 8 });
  });

  it('leave a share of every limit free where that is asked for', () => {
    const answer = fitted({ servers: [{ type: 'dgx-h100', count: 4 }], spareFraction: 0.2 });

    expect(countIn(answer)).toEqual([2, 2]);
    expect(answer.filled[0]?.stop?.limit).toBe('power');
  });
});

describe('servers placed into given racks', () => {
  const halfFull = aScenario(someRacks([{ stack: times(2, dgx) }, { stack: [groqNode] }, {}]));

  it('go into the racks in use before the empty one, and move nothing', () => {
    const answer = fitted({
      scenario: halfFull,
      servers: [{ type: 'dgx-h100', count: 3 }],
      newRacks: undefined,
    });

    expect(countIn(answer)).toEqual([1, 2, 0]);
    expect(answer.bound).toMatchObject({ racks: 0, atLeast: 0, proof: 'optimal' });
  });

  it('fill what there is when no count is given, and say what stopped each rack', () => {
    const answer = fitted({ scenario: halfFull, servers: [{ type: 'dgx-h100' }], newRacks: undefined });

    expect(countIn(answer)).toEqual([1, 2, 3]);
    expect(answer.filled.map(({ stop }) => stop?.limit)).toEqual(['power', 'power', 'power']);
    expect(answer.unplaced).toEqual([]);
  });

  it('name those that find no place, with the limit in their way', () => {
    const answer = fitted({
      scenario: halfFull,
      servers: [{ type: 'dgx-h100', count: 10 }],
      newRacks: undefined,
    });

    expect(answer.unplaced).toMatchObject([
      { type: 'dgx-h100', count: 4, refusal: { code: 'fit-stopped-power', params: { count: 4 } } },
    ]);
  });

  it('find no place where they are taller than any rack, and change nothing', () => {
    const own = { ...catalogue.deviceTypes['dgx-h100']!, id: 'own-tall', heightUnits: 52 };
    const scenario = aScenario({
      ...someRacks([{}, {}]),
      userCatalogue: { deviceTypes: [own], rackTypes: [], sites: [] },
    });
    const answer = fitted({ scenario, servers: [{ type: 'own-tall', count: 2 }] });

    expect(answer).toMatchObject({ devices: [], racks: [] });
    expect(answer.unplaced).toMatchObject([
      { type: 'own-tall', count: 2, refusal: { code: 'fit-stopped-units' } },
    ]);
  });

  it('need a feed', () => {
    const scenario = aScenario(someRacks([{ feeds: [] }]));
    const answer = fitted({ scenario, newRacks: undefined });

    expect(answer.unplaced[0]?.refusal.code).toBe('fit-stopped-no-feed');
  });

  it('keep out of reserved and blanked units', () => {
    const records = someRacks([{}]);
    const reserved = [
      { kind: 'reserved', position: 1, heightUnits: 10, face: 'both', reason: 'storage' },
      { kind: 'blanked', position: 20, heightUnits: 10, face: 'front', reason: 'airflow' },
    ];
    const scenario = aScenario({
      ...records,
      racks: { r1: { ...(records.racks['r1'] as object), reserved } },
    });
    const answer = fitted({ scenario, servers: [{ type: 'dgx-h100' }], newRacks: undefined });

    expect(answer.devices.map(({ position }) => position)).toEqual([11, 30]);
    expect(errorsOf(applied(scenario, answer))).toEqual([]);
  });

  it('respect what the site as a whole may draw', () => {
    const scenario = aScenario({
      ...someRacks([{}, {}]),
      site: { preset: 'us-va', powerLimitWatts: 25_000 },
    });
    const answer = fitted({ scenario, servers: [{ type: 'dgx-h100', count: 3 }], newRacks: undefined });

    expect(answer.devices).toHaveLength(2);
    expect(answer.unplaced[0]?.refusal.code).toBe('fit-stopped-site-power');
  });

  it('are spread so that every rack draws the same', () => {
    const scenario = aScenario(someRacks([{}, {}, {}, {}]));
    const request = { scenario, servers: [{ type: 'dgx-h100', count: 8 }], newRacks: undefined };

    expect(countIn(fitted({ ...request, strategy: 'spread' }))).toEqual([2, 2, 2, 2]);
    expect(countIn(fitted({ ...request, strategy: 'fewest' }))).toEqual([3, 3, 2, 0]);
  });

  it('stand next to each other where the arrangement is to be compact', () => {
    const records = someRacks([{}, {}, {}, {}]);
    const place = (id: string, at: number) => ({ ...(records.racks[id] as object), place: at });
    const racks = { r1: place('r1', 0), r2: place('r2', 10), r3: place('r3', 11), r4: place('r4', 30) };
    const scenario = aScenario({ racks });
    const answer = fitted({
      scenario,
      servers: [{ type: 'dgx-h100', count: 6 }],
      newRacks: undefined,
      strategy: 'compact',
    });

    expect(answer.filled.filter(({ added }) => added.length > 0).map(({ rack }) => rack)).toEqual([
      'r2',
      'r3',
    ]);
  });
});

describe('groups of servers', () => {
  const nine = (rule: object, count = 9) => [{ type: 'groq-node-v1', count, together: { size: 9, rule } }];

  it('that must share a rack are refused whole where nine nodes trip its feeds', () => {
    const answer = fitted({ servers: nine({ kind: 'same-rack' }) });

    expect(answer.devices).toEqual([]);
    expect(answer.unplaced).toMatchObject([
      {
        count: 9,
        refusal: { code: 'fit-stopped-power', params: { demand: '36.0 kW', available: '34.6 kW' } },
      },
    ]);
  });

  it('share a rack at typical power, each group one', () => {
    const answer = fitted({ servers: nine({ kind: 'same-rack' }, 18), powerLevel: 'typical' });

    expect(countIn(answer)).toEqual([9, 9]);
    expect(answer.groups).toHaveLength(2);
    expect(new Set(answer.devices.map(({ group }) => group)).size).toBe(2);
  });

  it('may stand in neighbouring racks where that is their rule', () => {
    const answer = fitted({ servers: nine({ kind: 'adjacent-racks' }, 18) });
    const placeOf = new Map(answer.racks.map(({ id, place }) => [id, place]));

    expect(answer.devices).toHaveLength(18);
    for (const { id } of answer.groups) {
      const places = answer.devices
        .filter(({ group }) => group === id)
        .map(({ rack }) => placeOf.get(rack) ?? -1);
      expect(Math.max(...places) - Math.min(...places)).toBeLessThanOrEqual(1);
    }
  });

  it('stay within the reach of a cable', () => {
    const rule = { kind: 'within-reach', reachMeters: 3 };
    const answer = fitted({ servers: nine(rule, 9) });
    const far = fitted({ servers: nine({ ...rule, reachMeters: 0.5 }, 9) });

    expect(countIn(answer)).toEqual([8, 1]);
    expect(far.unplaced).toMatchObject([{ count: 9, refusal: { code: 'fit-stopped-together' } }]);
  });
});

describe('whatever is asked for', () => {
  const types = Object.values(catalogue.deviceTypes)
    .filter(({ kind }) => kind === 'server' || kind === 'storage' || kind === 'switch')
    .map(({ id }) => id);
  const servers = fc.array(
    fc.record({ type: fc.constantFrom(...types), count: fc.integer({ min: 1, max: 30 }) }),
    { minLength: 1, maxLength: 5 },
  );
  const stack = fc.array(fc.constantFrom(dgx, groqNode), { maxLength: 3 });
  const given = fc.array(fc.record({ stack }), { maxLength: 4 }).map((racks) => aScenario(someRacks(racks)));
  const request = fc.record({
    scenario: given,
    servers,
    strategy: fc.constantFrom('fewest', 'compact', 'spread'),
    powerLevel: fc.constantFrom('maximum', 'typical'),
    spareFraction: fc.constantFrom(0, 0.1, 0.3),
    newRacks: fc.constantFrom(newGroqRacks, { ...newGroqRacks, most: 2 }),
  });

  it('breaks no limit that the plan checks and that was not broken before', () => {
    fc.assert(
      fc.property(request, (changes) => {
        const before = new Set(errorsOf(changes.scenario));
        const after = errorsOf(Scenario.parse(applied(changes.scenario, fitted(changes))));
        expect(after.filter((error) => !before.has(error))).toEqual([]);
      }),
      { numRuns: 60 },
    );
  });

  it('is placed or named, and never in fewer racks than the bound says are needed', () => {
    fc.assert(
      fc.property(request, (changes) => {
        const { devices, unplaced, bound } = fitted(changes);
        const asked = changes.servers.reduce((sum, { count }) => sum + count, 0);
        expect(devices.length + unplaced.reduce((sum, { count }) => sum + count, 0)).toBe(asked);
        expect(bound.atLeast).toBeLessThanOrEqual(bound.racks);
      }),
      { numRuns: 60 },
    );
  });

  it('comes out the same again', () => {
    fc.assert(
      fc.property(request, (changes) => {
        expect(fitted(changes)).toEqual(fitted(changes));
      }),
      { numRuns: 20 },
    );
  });
});

describe('what does not exist', () => {
  const refusal = (changes: Record<string, unknown>) => {
    const answer: ReturnType<typeof fitServers> = fitServers(aRequest(changes), catalogue);
    return answer.ok ? undefined : answer.error.code;
  };

  it('is refused by name', () => {
    expect(refusal({ servers: [{ type: 'abacus', count: 1 }] })).toBe('fit-device-type-unknown');
    expect(refusal({ newRacks: { ...newGroqRacks, type: 'crate' } })).toBe('fit-rack-type-unknown');
    expect(refusal({ given: ['nowhere'] })).toBe('fit-rack-missing');
    expect(refusal({ newRacks: undefined })).toBe('fit-no-racks');
  });
});
