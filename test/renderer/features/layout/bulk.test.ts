import { describe, expect, it } from 'vitest';
import { FeedId } from '#shared/schema/ids';
import { Rack, Scenario } from '#shared/scenario/schema';
import { applyCommand } from '#renderer/documents/command';
import { commonOf } from '#renderer/features/layout/inspector/mixed-fields';
import {
  namesByPattern,
  partsOfDevice,
  partsOfRack,
  repeatedNames,
} from '#renderer/features/layout/inspector/name-fields';
import { feedsFor, pluggingOf } from '#renderer/features/layout/inspector/cord-section';
import { limitRacks, plugDevices, renameDevices } from '#renderer/features/layout/edits/bulk';
import { feedPresets, feedsOf } from '#shared/power/usual-feeds';
import { aCatalogue, aScenario, deviceId, rackId } from './factories';

const catalogue = aCatalogue();
const [preset] = feedPresets;
const bare = aScenario({
  racks: [{ id: 'a01' }, { id: 'a02', place: 1 }],
  devices: [
    { id: 'n1', rack: 'a01', position: 1 },
    { id: 'n2', rack: 'a01', position: 5.5 },
    { id: 'n3', rack: 'a02', position: 12 },
  ],
});
const scenario = Scenario.parse({
  ...bare,
  racks: Object.fromEntries(
    Object.entries(bare.racks).map(([id, rack]) => [
      id,
      Rack.parse({ ...rack, feeds: preset ? feedsOf(preset) : [] }),
    ]),
  ),
});
const devices = Object.values(scenario.devices);
const racks = Object.values(scenario.racks);

describe('names by a pattern', () => {
  const parts = devices.map((device) => partsOfDevice(device, scenario.racks[device.rack]));

  it('count with as many digits as the run of #', () => {
    expect(namesByPattern('srv-###', parts, 9)).toEqual(['srv-009', 'srv-010', 'srv-011']);
  });

  it('say where a device stands', () => {
    expect(namesByPattern('{rack}-u{u}', parts, 1)).toEqual(['A01-u01', 'A01-u5.5', 'A02-u12']);
    expect(namesByPattern('{row}{place}', racks.map(partsOfRack), 1)).toEqual(['A01', 'A02']);
  });

  it('leave a word alone that is no part, and stay within the longest name', () => {
    expect(namesByPattern('{nobody}', parts.slice(0, 1), 1)).toEqual(['{nobody}']);
    expect(namesByPattern('x'.repeat(300), parts.slice(0, 1), 1)[0]).toHaveLength(120);
  });

  it('are named where they would be given twice or are taken', () => {
    expect(repeatedNames(['a', 'b', 'a', 'c'], new Set(['c']))).toEqual(['a', 'c']);
  });
});

describe('the supplies of devices', () => {
  const node = scenario.devices[deviceId('n1')];
  if (!node) throw new Error('n1');
  const { feeds } = scenario.racks[rackId('a01')] ?? { feeds: [] };

  it('are spread over the sides unless somebody says otherwise', () => {
    expect(pluggingOf(node, feeds)).toBe('spread');
    expect(feedsFor('spread', node, { scenario, catalogue })).toBeUndefined();
  });

  it.each(['A', 'B', 'feed:a2'] as const)('are read back as they were plugged in: %s', (choice) => {
    const into = feedsFor(choice, node, { scenario, catalogue });
    expect(pluggingOf({ ...node, supplyFeeds: into }, feeds)).toBe(choice);
  });

  it('name no feed that a rack does not have', () => {
    expect(feedsFor('feed:z9', node, { scenario, catalogue })).toBeUndefined();
    expect(pluggingOf({ ...node, supplyFeeds: [FeedId.parse('a1'), FeedId.parse('b1')] }, feeds)).toBe('own');
  });
});

describe('one change of many', () => {
  it('renames in order, as one step whose inverse restores every name', () => {
    const { scenario: after, inverse } = applyCommand(scenario, renameDevices(devices, ['x', 'y', 'z']));
    expect(Object.values(after.devices).map(({ name }) => name)).toEqual(['x', 'y', 'z']);
    expect(inverse).toHaveLength(3);
  });

  it('sets a limit of all racks and lifts it again', () => {
    const limited = applyCommand(scenario, limitRacks(racks, 'powerWatts', 9_000)).scenario;
    expect(Object.values(limited.racks).map(({ limits }) => limits.powerWatts)).toEqual([9_000, 9_000]);
    const lifted = applyCommand(limited, limitRacks(racks, 'powerWatts', undefined)).scenario;
    expect(lifted.racks).toEqual(scenario.racks);
  });

  it('takes the choice of feeds away where supplies are spread again', () => {
    const into = devices.map((device) => feedsFor('A', device, { scenario, catalogue }));
    const plugged = applyCommand(scenario, plugDevices(devices, into)).scenario;
    const spread = applyCommand(
      plugged,
      plugDevices(
        devices,
        devices.map(() => undefined),
      ),
    ).scenario;
    expect(spread.devices).toEqual(scenario.devices);
  });
});

describe('what several things have in common', () => {
  it('is a value where all hold the same, and nothing where they differ', () => {
    expect(commonOf([{ state: 'planned' }, { state: 'planned' }])).toEqual({
      same: true,
      value: { state: 'planned' },
    });
    expect(commonOf([1, 2])).toEqual({ same: false });
    expect(commonOf([])).toEqual({ same: false });
  });
});
