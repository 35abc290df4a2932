import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readScenario, readScenarioValue, scenarioFileLimits } from '#shared/scenario/read';
import { SCENARIO_VERSION } from '#shared/scenario/schema';
import { aDraft } from '../../support/scenario';

const rack = { id: 'a01', name: 'A01', type: 'rack-42u', row: 0, place: 0, feeds: [] };
const device = { id: 'd1', name: 'Node', type: 'groq-node-v1', rack: 'a01', position: 1, face: 'front' };
const feed = { id: 'a1', side: 'A', volts: 208, amperes: 60, phases: 3 };

const text = (changes: Readonly<Record<string, unknown>> = {}): string => JSON.stringify(aDraft(changes));

function refusal(file: string) {
  const read = readScenario(file);
  if (read.ok) throw new Error('the file was read');
  return read.error;
}

describe('a good scenario file', () => {
  it('is read, with what it leaves out filled in', () => {
    const read = readScenario(text({ devices: { d1: device } }));
    expect(read).toMatchObject({
      ok: true,
      value: { currency: 'USD', site: { airTemperatureRiseKelvin: 11.11 }, finance: { years: 5 } },
    });
  });

  it('may start with a byte order mark', () => {
    expect(readScenario(`\uFEFF${text()}`).ok).toBe(true);
  });

  it('reads back as it was after it was written', () => {
    const first = readScenario(text({ devices: { d1: device } }));
    if (!first.ok) throw new Error(first.error.message);
    expect(readScenario(JSON.stringify(first.value))).toEqual(first);
  });
});

describe('a damaged file is refused with its place', () => {
  it.each([
    ['', 'file-ends-early', 1, 1],
    ['   \n ', 'file-ends-early', 2, 2],
    ['{"format": "fleetwright-scenario"', 'file-ends-early', 1, 34],
    ['{\n  "a": 1,\n  oops\n}', 'file-not-json', 3, 3],
    ['{"a": 01}', 'file-not-json', 1, 8],
    ['[1, 2,]', 'file-not-json', 1, 7],
    ['{"a": "\u0001"}', 'file-not-json', 1, 8],
    ['{"a": "\\x"}', 'file-not-json', 1, 8],
    ['{"a" 1}', 'file-not-json', 1, 6],
    ['{"a": 1} trailing', 'file-not-json', 1, 10],
    ['<html>', 'file-not-json', 1, 1],
    ['NaN', 'file-not-json', 1, 1],
  ])('%j: %s at line %d, column %d', (file, code, line, column) => {
    expect(refusal(file)).toMatchObject({ code, params: { line, column } });
  });

  it('when it ends inside a string', () => {
    expect(refusal('{"name": "half')).toMatchObject({ code: 'file-ends-early' });
  });
});

describe('a hostile file is refused', () => {
  it('when it is larger than can be read, before anything is parsed', () => {
    const large = `"${'x'.repeat(scenarioFileLimits.bytes)}"`;
    expect(refusal(large)).toMatchObject({ code: 'file-too-large', limit: scenarioFileLimits.bytes });
  });

  it('when its characters are few but its bytes are many', () => {
    const large = `"${'柜'.repeat(scenarioFileLimits.bytes / 2)}"`;
    expect(refusal(large).code).toBe('file-too-large');
  });

  it.each([33, 10_000, 1_000_000])('when it nests %d levels deep', (depth) => {
    expect(refusal('['.repeat(depth) + ']'.repeat(depth)).code).toBe('file-too-deep');
    expect(refusal('{"a":'.repeat(depth) + '1' + '}'.repeat(depth)).code).toBe('file-too-deep');
  });

  it.each(['__proto__', '\\u005f_proto__'])('when a key reaches for the prototype: %s', (key) => {
    expect(refusal(`{"racks": {"${key}": {"polluted": true}}}`).code).toBe('file-reserved-key');
    expect(({} as Record<string, unknown>)['polluted']).toBeUndefined();
  });

  it.each(['constructor', 'prototype', 'a b', '../x', ''])('when an id is %j', (id) => {
    expect(refusal(text({ racks: { [id]: { ...rack, id } } })).code).toBe('scenario-invalid');
  });

  it('when a key stands twice in one object', () => {
    expect(refusal('{"format": "a", "format": "fleetwright-scenario"}')).toMatchObject({
      code: 'file-repeated-key',
      params: { found: 'format' },
    });
  });

  it('when a number is beyond all numbers', () => {
    const file = text({ racks: { a01: { ...rack, feeds: [feed] } } }).replace('208', '1e999');
    expect(refusal(file)).toMatchObject({ code: 'scenario-invalid', path: 'racks.a01.feeds[0].volts' });
  });

  it('when it has more racks than can be planned', () => {
    const racks = Object.fromEntries(Array.from({ length: 2001 }, (_, index) => [`r${index}`, rack]));
    expect(refusal(text({ racks }))).toMatchObject({ code: 'scenario-too-many', limit: 2000, demand: 2001 });
  });
});

describe('a foreign file is refused', () => {
  it.each(['null', '[]', '"text"', '12', '{}', '{"format": "something-else"}', '{"format": null}'])(
    '%s is no scenario',
    (file) => {
      expect(refusal(file)).toMatchObject({ code: 'file-foreign', path: 'format' });
    },
  );

  it('of a newer version asks for a newer program', () => {
    expect(refusal(text({ schemaVersion: SCENARIO_VERSION + 1 }))).toMatchObject({
      code: 'file-newer',
      params: { what: 'scenario', found: SCENARIO_VERSION + 1, reads: SCENARIO_VERSION },
    });
  });

  it.each([0, -1, 0.5, '1', null])('of version %j has a version that does not exist', (schemaVersion) => {
    expect(refusal(text({ schemaVersion })).code).toBe('file-version-unknown');
  });
});

describe('a scenario of the wrong shape is refused by the path of what is wrong', () => {
  it.each([
    [{ racks: { a01: { ...rack, feeds: [{ ...feed, volts: '208' }] } } }, 'racks.a01.feeds[0].volts'],
    [{ racks: { a01: { ...rack, feeds: [{ ...feed, phases: 2 }] } } }, 'racks.a01.feeds[0].phases'],
    [{ devices: { d1: { ...device, position: 1.25 } } }, 'devices.d1.position'],
    [{ currency: 'XYZ' }, 'currency'],
    [{ name: '  ' }, 'name'],
    [{ overrides: { 'a/b/c': { low: 2, typical: 1, high: 3 } } }, 'overrides.a/b/c'],
    [{ overrides: { 'a/b/c': { low: -2, typical: 1, high: 3 } } }, 'overrides.a/b/c.low'],
    [{ site: {} }, 'site.preset'],
  ])('%j at %s', (changes, path) => {
    expect(refusal(text(changes))).toMatchObject({ code: 'scenario-invalid', path });
  });

  it('when it has fields nobody knows', () => {
    expect(refusal(text({ surprise: true })).message).toContain('surprise');
  });
});

describe('what no hall can have is refused by its path', () => {
  const unknown = (unit: string) => ({ unit, unknown: 'not needed by this test' });
  const rackType = {
    id: 'own-rack',
    name: 'Own rack',
    units: 42,
    width: unknown('m'),
    depth: unknown('m'),
    massLimit: unknown('kg'),
    emptyMass: unknown('kg'),
  };
  const deviceType = {
    id: 'own-server',
    name: 'Own server',
    vendor: '',
    kind: 'server',
    heightUnits: 60,
    depth: unknown('m'),
    fullDepth: true,
    dimensions: { source: 'entered-by-user', confidence: 'derived' },
    front: 'server',
    mass: unknown('kg'),
    power: { idle: unknown('W'), typical: unknown('W'), maximum: unknown('W') },
  };
  const own = (entries: object) => ({
    userCatalogue: { deviceTypes: [], rackTypes: [], sites: [], ...entries },
  });
  const racked = (changes: object) => ({ racks: { a01: { ...rack, ...changes } } });

  it('which the tallest device and rack that there may be are not', () => {
    const tallest = own({ deviceTypes: [deviceType], rackTypes: [{ ...rackType, units: 60 }] });

    expect(readScenario(text(tallest))).toMatchObject({ ok: true });
  });

  it.each([
    [
      'a rack of no units',
      own({ rackTypes: [{ ...rackType, units: 0 }] }),
      'userCatalogue.rackTypes[0].units',
    ],
    [
      'a rack of −42 U',
      own({ rackTypes: [{ ...rackType, units: -42 }] }),
      'userCatalogue.rackTypes[0].units',
    ],
    [
      'a rack of half a unit',
      own({ rackTypes: [{ ...rackType, units: 41.5 }] }),
      'userCatalogue.rackTypes[0].units',
    ],
    [
      'a rack of 101 U',
      own({ rackTypes: [{ ...rackType, units: 101 }] }),
      'userCatalogue.rackTypes[0].units',
    ],
    [
      'a device taller than any rack',
      own({ deviceTypes: [{ ...deviceType, heightUnits: 100.5 }] }),
      'userCatalogue.deviceTypes[0].heightUnits',
    ],
    [
      'a device of negative height',
      own({ deviceTypes: [{ ...deviceType, heightUnits: -1 }] }),
      'userCatalogue.deviceTypes[0].heightUnits',
    ],
    [
      'a rack that may carry nothing',
      racked({ limits: { massKilograms: 0 } }),
      'racks.a01.limits.massKilograms',
    ],
    ['a negative limit of power', racked({ limits: { powerWatts: -1 } }), 'racks.a01.limits.powerWatts'],
    ['a rack without cooling', racked({ limits: { coolingWatts: 0 } }), 'racks.a01.limits.coolingWatts'],
    ['a feed without voltage', racked({ feeds: [{ ...feed, volts: 0 }] }), 'racks.a01.feeds[0].volts'],
    ['a breaker below zero', racked({ feeds: [{ ...feed, amperes: -60 }] }), 'racks.a01.feeds[0].amperes'],
    ['a site without power', { site: { preset: 'us-va', powerLimitWatts: 0 } }, 'site.powerLimitWatts'],
    [
      'breakers loaded beyond their rating',
      { site: { preset: 'us-va', continuousLoadFraction: 1.25 } },
      'site.continuousLoadFraction',
    ],
  ])('%s', (_, changes, path) => {
    expect(refusal(text(changes))).toMatchObject({ code: 'scenario-invalid', path });
  });
});

describe('a scenario that contradicts itself is refused', () => {
  it.each([
    ['a device in no rack', { devices: { d1: { ...device, rack: 'b07' } } }, 'devices.d1.rack'],
    ['a device under another key', { devices: { d2: device } }, 'devices.d2.id'],
    ['a rack under another key', { racks: { a02: rack } }, 'racks.a02.id'],
    ['two feeds of one name', { racks: { a01: { ...rack, feeds: [feed, feed] } } }, 'racks.a01.feeds[1].id'],
    [
      'a deployment of no workload',
      {
        deployments: {
          x: {
            id: 'x',
            name: 'X',
            workload: 'nobody',
            estimate: { hardware: 'h100-sxm', model: 'llama-2-7b', input: 1, output: 1 },
          },
        },
      },
      'deployments.x.workload',
    ],
  ])('%s', (_, changes, path) => {
    expect(refusal(text(changes))).toMatchObject({ code: 'scenario-invalid', path });
  });
});

describe('whatever a file holds', () => {
  it('is read or refused, and never thrown at', () => {
    fc.assert(
      fc.property(fc.oneof(fc.string(), fc.json()), (file) => {
        expect(typeof readScenario(file).ok).toBe('boolean');
      }),
    );
  });

  it('any value in any place of a scenario is read or refused', () => {
    const places = ['id', 'name', 'site', 'racks', 'devices', 'workloads', 'choices', 'overrides', 'finance'];
    fc.assert(
      fc.property(fc.constantFrom(...places), fc.jsonValue({ maxDepth: 4 }), (place, value) => {
        expect(typeof readScenarioValue(aDraft({ [place]: value })).ok).toBe('boolean');
      }),
    );
  });
});
