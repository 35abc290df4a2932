import { describe, expect, it } from 'vitest';
import type { DeviceGroupId } from '#shared/schema/ids';
import type { GroupRule } from '#shared/scenario/placement';
import type { Scenario } from '#shared/scenario/schema';
import { readScenarioValue } from '#shared/scenario/read';
import { applyCommand, type Command } from '#renderer/documents/command';
import { carry, idle } from '#renderer/features/layout/carry/carry';
import { loadOfGroup } from '#renderer/features/layout/carry/load';
import { assess } from '#renderer/features/layout/carry/placement';
import { clipOf } from '#renderer/features/layout/actions/clipboard-actions';
import { copyRacks, duplicateRacks } from '#renderer/features/layout/edits/copy-racks';
import { deleteDevices, drop } from '#renderer/features/layout/edits/devices';
import { addToGroup, dissolveGroup, groupDevices, leaveGroups } from '#renderer/features/layout/edits/groups';
import { deleteRacks } from '#renderer/features/layout/edits/racks';
import { groupMates, ruleThatHolds } from '#renderer/features/layout/hall/group-members';
import { hallOf } from '#renderer/features/layout/hall/geometry';
import { aCatalogue, aScenario, deviceId, rackId } from './factories';

const plain = aScenario({
  racks: [{ id: 'a01' }, { id: 'a02' }, { id: 'b01', row: 1, place: 0 }],
  devices: [
    { id: 'n1', rack: 'a01', position: 1 },
    { id: 'n2', rack: 'a01', position: 5 },
    { id: 'n3', rack: 'a02', position: 1 },
    { id: 'n4', rack: 'b01', position: 1 },
  ],
});
const sameRack: GroupRule = { kind: 'same-rack' };
const done = (scenario: Scenario, command: Command): Scenario => applyCommand(scenario, command).scenario;
const pair = [deviceId('n1'), deviceId('n2')];
const { command, group } = groupDevices(plain, pair, { name: 'Pair', rule: sameRack });
const grouped = done(plain, command);
const groupOf = (scenario: Scenario, id: DeviceGroupId = group) => {
  const found = scenario.groups[id];
  if (!found) throw new Error(id);
  return found;
};
const deviceNamed = (scenario: Scenario, id: string) => {
  const found = scenario.devices[deviceId(id)];
  if (!found) throw new Error(id);
  return found;
};

describe('a group of devices', () => {
  it('is made of what is selected, and its members know each other', () => {
    expect(groupOf(grouped)).toMatchObject({ name: 'Pair', rule: sameRack });
    expect([...groupMates(grouped.devices, [deviceId('n2')])].sort()).toEqual(['n1', 'n2']);
    expect(groupMates(grouped.devices, [deviceId('n3')]).size).toBe(0);
  });

  it('takes more devices, which leave their own group; one that nothing is left in goes', () => {
    const other = groupDevices(grouped, [deviceId('n3')], { name: 'Other', rule: sameRack });
    const both = done(grouped, other.command);
    const joined = done(both, addToGroup(groupOf(both), [deviceId('n3')]));
    expect(Object.keys(joined.groups)).toEqual([group]);
    expect(deviceNamed(joined, 'n3').group).toBe(group);
  });

  it('goes with its last member, whether that leaves, is deleted or stands in a rack that is', () => {
    for (const ending of [
      leaveGroups(pair),
      deleteDevices(grouped, pair),
      deleteRacks(grouped, [rackId('a01')]),
      dissolveGroup(groupOf(grouped)),
    ]) {
      const after = done(grouped, ending);
      expect(after.groups).toEqual({});
      expect(readScenarioValue(after)).toEqual({ ok: true, value: after });
    }
  });

  it('comes back whole when its making is undone and done again', () => {
    const { scenario, inverse } = applyCommand(plain, command);
    expect(inverse.length).toBeGreaterThan(0);
    expect(scenario).toEqual(grouped);
  });
});

describe('the rule that is offered', () => {
  const rule = (...ids: readonly string[]) =>
    ruleThatHolds(
      plain,
      ids.map((id) => deviceNamed(plain, id)),
    );

  it('is the strictest that the devices keep as they stand', () => {
    expect(rule('n1', 'n2').kind).toBe('same-rack');
    expect(rule('n1', 'n3').kind).toBe('adjacent-racks');
    expect(rule('n1', 'n4').kind).toBe('within-reach');
  });
});

describe('copies of racks', () => {
  it('have a group of their own for each group that stands in them as a whole', () => {
    const { command: copying, racks } = duplicateRacks(grouped, [rackId('a01')], 2);
    const after = done(grouped, copying);
    expect(Object.values(after.groups).map(({ name }) => name)).toEqual(['Pair', 'Pair 2', 'Pair 3']);
    for (const rack of racks) {
      const groups = Object.values(after.devices).flatMap((device) =>
        device.rack === rack ? [device.group] : [],
      );
      expect(groups).toHaveLength(2);
      expect(new Set(groups).size).toBe(1);
    }
    expect(readScenarioValue(after)).toEqual({ ok: true, value: after });
  });

  it('belong to no group where only a part of it is copied', () => {
    const wide = done(
      plain,
      groupDevices(plain, [deviceId('n1'), deviceId('n3')], { name: 'Wide', rule: sameRack }).command,
    );
    const after = done(wide, duplicateRacks(wide, [rackId('a01')]).command);
    expect(Object.keys(after.groups)).toHaveLength(1);
  });

  it('bring their groups into another scenario through the clipboard', () => {
    const catalogue = aCatalogue();
    const scene = { scenario: grouped, catalogue, hall: hallOf(grouped.racks, catalogue.rackTypes) };
    const clip = clipOf(scene, { racks: [rackId('a01')], devices: [] });
    if (clip?.kind !== 'racks') throw new Error('no racks');
    const elsewhere = aScenario({ racks: [] });
    const after = done(elsewhere, copyRacks(elsewhere, clip, { times: 1, as: 'paste' }).command);
    expect(Object.values(after.groups)).toMatchObject([{ rule: sameRack }]);
    expect(readScenarioValue(after)).toEqual({ ok: true, value: after });
  });
});

describe('a group of the catalogue', () => {
  it('stands as a group that must stay in one rack (nine nodes of a Groq rack)', () => {
    const catalogue = aCatalogue();
    const hall = hallOf(plain.racks, catalogue.rackTypes);
    const load = loadOfGroup(catalogue, 'groq-rack');
    if (!load) throw new Error('no group');
    const target = { rack: rackId('b01'), position: 5 };
    const state = carry(idle, { kind: 'pick-up', load, by: 'keyboard', inView: 'front', target }, hall);
    if (state.kind === 'idle') throw new Error('nothing carried');
    const assessment = assess(state, { scenario: plain, catalogue, hall });
    const { command: placing, devices } = drop(plain, load, assessment?.places ?? []);
    const after = done(plain, placing);
    const [placed] = Object.values(after.groups);
    expect(placed).toMatchObject({ name: 'Groq rack', rule: sameRack });
    expect(devices).toHaveLength(9);
    expect(new Set(devices.map((id) => after.devices[id]?.group))).toEqual(new Set([placed?.id]));
  });
});
