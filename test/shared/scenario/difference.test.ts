import { describe, expect, it } from 'vitest';
import { scenarioDifference } from '#shared/scenario/difference';
import { aScenario, groqFeed, groqNode, someRacks, times } from '../../support/fleet';

const withNodes = (count: number) => aScenario(someRacks([{ stack: times(count, groqNode) }]));

describe('the difference between two scenarios', () => {
  it('is nothing between equal ones, whatever their ids', () => {
    expect(scenarioDifference(withNodes(2), { ...withNodes(2), id: aScenario({ id: 'other' }).id })).toEqual({
      entries: [],
      fields: [],
    });
  });

  it('names what was added and what was removed', () => {
    const added = scenarioDifference(withNodes(1), withNodes(2)).entries;
    const removed = scenarioDifference(withNodes(2), withNodes(1)).entries;

    expect(added).toMatchObject([{ kind: 'added', part: 'devices', id: 'r1-d2' }]);
    expect(removed).toMatchObject([{ kind: 'removed', part: 'devices', id: 'r1-d2' }]);
  });

  it('tells moved from changed, and names fields with what they were and are', () => {
    const before = withNodes(1);
    const devices = Object.values(before.devices);
    const place = (part: object) => ({
      ...before,
      devices: Object.fromEntries(devices.map((device) => [device.id, { ...device, ...part }])),
    });

    expect(scenarioDifference(before, place({ position: 9 })).entries).toMatchObject([
      { kind: 'moved', fields: [{ path: 'position', before: 1, after: 9 }] },
    ]);
    expect(scenarioDifference(before, place({ name: 'Other' })).entries).toMatchObject([{ kind: 'changed' }]);
  });

  it('names the fields of the scenario itself', () => {
    const after = aScenario({ finance: { years: 3 } });

    expect(scenarioDifference(aScenario(), after).fields).toEqual([
      { path: 'finance.years', before: 5, after: 3 },
    ]);
  });

  it('names the entry of a list that differs, where entries have ids', () => {
    const rated = (amperes: number) =>
      aScenario(someRacks([{ feeds: [{ ...groqFeed('A'), amperes }, groqFeed('B')] }]));

    expect(scenarioDifference(rated(30), rated(60)).entries).toMatchObject([
      { part: 'racks', kind: 'changed', fields: [{ path: 'feeds.r1-f1.amperes', before: 30, after: 60 }] },
    ]);
  });
});
