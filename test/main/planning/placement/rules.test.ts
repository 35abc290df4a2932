import { describe, expect, it } from 'vitest';
import { planOverTime } from '#main/planning/plan-over-time';
import { plan } from '#main/planning/plan';
import type { Catalogue } from '#shared/catalogue/catalogue';
import type { DeviceType } from '#shared/catalogue/entries';
import type { Device, Scenario } from '#shared/scenario/schema';
import { shippedCatalogue } from '../../../support/catalogue';
import { aScenario, dgx, groqNode, someRacks, times } from '../../../support/fleet';

const catalogue = await shippedCatalogue();
const codes = (scenario: Scenario) => plan(scenario, catalogue).problems.map(({ refusal }) => refusal.code);

type Records = ReturnType<typeof someRacks>;

const changed = (
  { racks, devices }: Records,
  of: 'racks' | 'devices',
  id: string,
  change: object,
): Records => {
  const records = of === 'racks' ? racks : devices;
  const next = { ...records, [id]: { ...(records[id] as object), ...change } };
  return of === 'racks' ? { racks: next, devices } : { racks, devices: next };
};

describe('a group', () => {
  const grouped = (rule: object, more: object = {}) => {
    let records = someRacks([{ stack: [groqNode] }, {}, { stack: [groqNode] }]);
    for (const id of ['r1-d1', 'r3-d1']) records = changed(records, 'devices', id, { group: 'g1' });
    return aScenario({ ...records, groups: { g1: { id: 'g1', name: 'Pod', rule } }, ...more });
  };

  it('that must share a rack is named when it does not', () => {
    expect(codes(grouped({ kind: 'same-rack' }))).toContain('group-not-in-one-rack');
  });

  it('that must stand next to each other is named when a rack stands between', () => {
    expect(codes(grouped({ kind: 'adjacent-racks' }))).toContain('group-not-adjacent');
  });

  it('is out of reach where its longest cable is too short: up, over two racks, and down again', () => {
    expect(codes(grouped({ kind: 'within-reach', reachMeters: 3 }))).toContain('group-out-of-reach');
    expect(codes(grouped({ kind: 'within-reach', reachMeters: 10 }))).not.toContain('group-out-of-reach');
  });

  it('whose cable nobody gives a length is said to be unknown, never fine', () => {
    expect(codes(grouped({ kind: 'within-reach', cable: 'cable-reach-c2c' }))).toContain(
      'group-reach-unknown',
    );
  });
});

describe('a rack', () => {
  it('has mounts for four strips beside its rails, and its own number where one is given', () => {
    const strip = { type: 'pdu-17kw-zero-u', heightUnits: 0 };
    const five = someRacks([{ stack: times(5, strip) }]);

    expect(codes(aScenario(five))).toContain('rack-out-of-mounts');
    expect(codes(aScenario(changed(five, 'racks', 'r1', { zeroUnitMounts: 6 })))).not.toContain(
      'rack-out-of-mounts',
    );
  });

  it('is top-heavy where its weight acts above its middle', () => {
    const low = someRacks([{ stack: [dgx] }]);

    expect(codes(aScenario(low))).not.toContain('rack-top-heavy');
    expect(codes(aScenario(changed(low, 'devices', 'r1-d1', { position: 30 })))).toContain('rack-top-heavy');
  });

  const backToBack = (overrides: Record<string, number>) => {
    const backSwitch = { type: 'switch-1gbe', heightUnits: 1 };
    const records = changed(someRacks([{ stack: [backSwitch, backSwitch] }]), 'devices', 'r1-d2', {
      position: 1,
      face: 'rear',
    });
    const figures = Object.entries(overrides).map(([path, value]) => [
      path,
      { low: value, typical: value, high: value },
    ]);
    return aScenario({ ...records, overrides: Object.fromEntries(figures) });
  };

  it('refuses two devices back to back that are deeper together than it is', () => {
    const tooDeep = backToBack({ 'deviceTypes/switch-1gbe/depth': 0.65 });
    const { problems } = plan(tooDeep, catalogue);

    expect(problems.find(({ refusal }) => refusal.code === 'devices-too-deep-together')).toMatchObject({
      severity: 'error',
      place: { kind: 'device', device: 'r1-d2' },
      refusal: {
        message:
          'switch-1gbe 2 (650 mm deep) and switch-1gbe 1 (650 mm) are back to back in Rack 1, which has 1200 mm from front to rear.',
        demand: 1.3,
        limit: 1.2,
      },
    });
    expect(codes(backToBack({ 'deviceTypes/switch-1gbe/depth': 0.6 }))).not.toContain(
      'devices-too-deep-together',
    );
  });

  it('says where nobody knows whether two devices fit back to back, and refuses neither', () => {
    const unmeasured: Catalogue = {
      ...catalogue,
      deviceTypes: {
        ...catalogue.deviceTypes,
        'switch-1gbe': {
          ...catalogue.deviceTypes['switch-1gbe']!,
          depth: { unit: 'm', unknown: 'No data sheet.' },
        },
      },
    };
    const { problems } = plan(backToBack({}), unmeasured);

    expect(problems.find(({ refusal }) => refusal.code === 'depth-together-unknown')).toMatchObject({
      severity: 'warning',
      place: { kind: 'rack', rack: 'r1' },
    });
    expect(problems.filter(({ severity }) => severity === 'error')).toEqual([]);
    expect(codes(backToBack({}))).not.toContain('depth-together-unknown');
  });

  it('refuses a device that is deeper than it is', () => {
    const deep = someRacks([{ stack: [dgx] }]);
    const overrides = { 'rackTypes/rack-42u/depth': { low: 0.8, typical: 0.8, high: 0.8 } };

    expect(codes(aScenario({ ...deep, overrides }))).toContain('device-deeper-than-rack');
  });

  describe('with types of one’s own', () => {
    const own = (id: string, change: Partial<DeviceType>): DeviceType => ({
      ...catalogue.deviceTypes['switch-1gbe']!,
      id,
      ...change,
    });
    const types = [
      own('own-forward', { airDirection: 'front-to-rear' }),
      own('own-backward', { airDirection: 'rear-to-front' }),
      own('own-sideways', { airDirection: 'left-to-right' }),
      own('own-half', { halfWidth: true }),
    ];
    const standing = (...devices: readonly Partial<Device>[]) => {
      const records = someRacks([{ stack: devices.map(() => ({ type: 'own-half', heightUnits: 1 })) }]);
      const placed = devices.reduce(
        (before, change, index) => changed(before, 'devices', `r1-d${index + 1}`, change),
        records,
      );
      const userCatalogue = { deviceTypes: types, rackTypes: [], sites: [] };
      return codes(aScenario({ ...placed, userCatalogue }));
    };

    it('names a device that breathes against the others, until it is turned', () => {
      const forward = { type: 'own-forward' };
      const backward = { type: 'own-backward' };

      expect(standing(forward, backward)).toContain('air-against-the-rack');
      expect(standing(forward, { ...backward, face: 'rear' })).not.toContain('air-against-the-rack');
      expect(standing(backward, backward)).not.toContain('air-against-the-rack');
    });

    it('names a device that breathes from the side, on either face', () => {
      expect(standing({ type: 'own-sideways' })).toContain('air-from-side');
      expect(standing({ type: 'own-sideways', face: 'rear' })).toContain('air-from-side');
      expect(standing({ type: 'own-forward' })).not.toContain('air-from-side');
    });

    it('holds two half-width devices side by side, and refuses two on one side', () => {
      const left = { position: 1, side: 'left' } as const;

      expect(standing(left, { ...left, side: 'right' })).not.toContain('device-overlaps');
      expect(standing(left, left)).toContain('device-overlaps');
    });

    it('holds what stands at half a unit', () => {
      expect(standing({ position: 1 }, { position: 2.5 })).not.toContain('device-overlaps');
      expect(standing({ position: 1 }, { position: 1.5 })).toContain('device-overlaps');
    });
  });

  it('that weighs more than it may carry holds nothing, and the plan says by how much', () => {
    const { problems } = plan(
      aScenario(someRacks([{ stack: [dgx], limits: { massKilograms: 1 } }])),
      catalogue,
    );

    expect(problems.find(({ refusal }) => refusal.code === 'rack-too-heavy')).toMatchObject({
      severity: 'error',
      place: { kind: 'rack', rack: 'r1' },
      refusal: { limit: 1, unit: 'kg' },
    });
  });

  it('refuses a device in a space that is kept', () => {
    const kept = [{ kind: 'reserved', position: 8, heightUnits: 2, face: 'both', reason: 'patch panels' }];
    const records = changed(someRacks([{ stack: [dgx] }]), 'racks', 'r1', { reserved: kept });

    expect(codes(aScenario(records))).toContain('device-in-reserved-space');
    expect(plan(aScenario(records), catalogue).racks).toMatchObject({
      r1: { space: { freeUnits: 40, reservedUnits: 2 } },
    });
  });
});

describe('the floor', () => {
  const rows = (floor: object) => {
    const records = changed(someRacks([{}, {}]), 'racks', 'r2', { row: 1, place: 0 });
    return codes(aScenario({ ...records, floor }));
  };

  it('is fine with the usual aisles', () => {
    expect(rows({}).filter((code) => /aisle|racks-overlap|room/.test(code))).toEqual([]);
  });

  it('names an aisle that is too narrow, and rows that stand on each other', () => {
    expect(rows({ coldAisleMeters: 0.5 })).toContain('aisle-too-narrow');
    expect(rows({ rows: [{ row: 1, yMeters: 0.5 }] })).toContain('racks-overlap');
  });

  it('names a rack that faces against its row, though nothing else is said of the floor', () => {
    const records = changed(someRacks([{}, {}]), 'racks', 'r2', { turned: true });
    expect(codes(aScenario(records))).toContain('rack-against-row');
    const both = changed(records, 'racks', 'r1', { turned: true });
    expect(codes(aScenario(both))).not.toContain('rack-against-row');
  });

  it('names rows that face the same way, racks on an obstacle and racks outside the room', () => {
    expect(rows({ rows: [{ row: 1, facing: 'behind' }] })).toContain('aisle-mixed');
    const pillar = { name: 'Pillar', xMeters: 0.1, yMeters: 0.1, widthMeters: 0.2, depthMeters: 0.2 };
    expect(rows({ obstacles: [pillar] })).toContain('rack-on-obstacle');
    expect(rows({ depthMeters: 2 })).toContain('rack-outside-room');
  });
});

describe('a life cycle', () => {
  const records = someRacks([{ stack: times(2, dgx) }]);
  const staged = changed(
    changed(records, 'devices', 'r1-d1', { lifeCycle: { state: 'present', until: '2028-01-01' } }),
    'devices',
    'r1-d2',
    { lifeCycle: { state: 'planned', from: '2027-06-01' } },
  );

  it('lets two devices have one place one after the other', () => {
    const after = changed(staged, 'devices', 'r1-d2', {
      position: 1,
      lifeCycle: { state: 'planned', from: '2028-01-01' },
    });
    expect(codes(aScenario(after))).not.toContain('device-overlaps');
    expect(codes(aScenario({ ...after, asOf: '2027-01-01' }))).not.toContain('device-overlaps');
  });

  it('gives the power of the fleet over its days: 10.2, 20.4 and 10.2 kW at nameplate', () => {
    const planned = planOverTime(aScenario(staged), catalogue);
    const steps = planned.ok ? planned.value : [];

    expect(steps.map(({ from }) => from)).toEqual(['before', '2027-06-01', '2028-01-01']);
    expect(steps.map(({ nameplateWatts }) => nameplateWatts)).toEqual([10_200, 20_400, 10_200]);
    expect(steps.map(({ devices }) => devices)).toEqual([1, 2, 1]);
  });

  it('says which devices would stand in a rack that does not', () => {
    const early = changed(records, 'racks', 'r1', { lifeCycle: { state: 'planned', from: '2027-06-01' } });
    expect(codes(aScenario({ ...early, asOf: '2027-01-01' }))).toContain('device-without-standing-rack');
  });
});
