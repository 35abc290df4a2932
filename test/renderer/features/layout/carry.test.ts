import { applyPatches } from 'immer';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Scenario } from '#shared/scenario/schema';
import { applyCommand, type Command } from '#renderer/documents/command';
import {
  carry,
  idle,
  type CarryState,
  type Intent,
  type Target,
} from '#renderer/features/layout/carry/carry';
import { loadOfDevices, loadOfGroup, loadOfType, type Load } from '#renderer/features/layout/carry/load';
import { assess } from '#renderer/features/layout/carry/placement';
import { deleteDevices, drop } from '#renderer/features/layout/edits/devices';
import { fillRack } from '#renderer/features/layout/edits/fill';
import { feedPresets, feedsOf, presetOf } from '#shared/power/usual-feeds';
import { rowName } from '#shared/scenario/names';
import { duplicateRacks } from '#renderer/features/layout/edits/copy-racks';
import { addRacks, deleteRacks } from '#renderer/features/layout/edits/racks';
import { hallOf } from '#renderer/features/layout/hall/geometry';
import { aCatalogue, aScenario, deviceId, rackId } from './factories';

const catalogue = aCatalogue();
const hallFor = (scenario: Scenario) => hallOf(scenario.racks, catalogue.rackTypes);
const at = (rack: string, position: number): Target => ({ rack: rackId(rack), position });

const after = (scenario: Scenario, load: Load, target: Target, intents: readonly Intent[] = []) =>
  [
    { kind: 'pick-up', load, target, inView: 'front', by: 'pointer' } as Intent,
    ...intents,
  ].reduce<CarryState>((state, intent) => carry(state, intent, hallFor(scenario)), idle);

const assessed = (scenario: Scenario, state: CarryState) =>
  state.kind === 'carrying' ? assess(state, { scenario, catalogue, hall: hallFor(scenario) }) : undefined;

function dropped(scenario: Scenario, state: CarryState): Command | undefined {
  const assessment = assessed(scenario, state);
  if (state.kind === 'idle' || !assessment || assessment.refusal) return undefined;
  return drop(scenario, state.load, assessment.places).command;
}

const result = (scenario: Scenario, command: Command | undefined): Scenario =>
  command ? applyCommand(scenario, command).scenario : scenario;

const node = loadOfType(catalogue, 'groq-node-v1');
const group = loadOfGroup(catalogue, 'groq-rack')!;

describe('carrying', () => {
  const scenario = aScenario({
    racks: [{ id: 'b01' }, { id: 'b02', type: 'rack-48u' }],
    devices: [{ id: 'groq-node-3', rack: 'b01', position: 21 }],
  });

  it('keeps a device inside the rack it is aimed at', () => {
    expect(after(scenario, node, at('b01', 60))).toMatchObject({ target: { position: 39 } });
    expect(after(scenario, node, at('b01', -3))).toMatchObject({ target: { position: 1 } });
  });

  it('places the nine nodes of a Groq rack in one go, one above the other (docs/facts.md section 2)', () => {
    const placed = result(scenario, dropped(scenario, after(scenario, group, at('b02', 1))));
    const positions = Object.values(placed.devices)
      .filter(({ rack }) => rack === 'b02')
      .map(({ position }) => position);
    expect(positions).toEqual([1, 5, 9, 13, 17, 21, 25, 29, 33]);
  });

  it('says what is in the way of a drop, and where', () => {
    const assessment = assessed(scenario, after(scenario, node, at('b01', 23)));
    expect(assessment?.refusal).toMatchObject({
      code: 'overlap',
      message: 'Overlaps groq-node-3 at U21–24.',
    });
    expect(dropped(scenario, after(scenario, node, at('b01', 23)))).toBeUndefined();
  });

  it('refuses a move that has no rack for all that is carried', () => {
    const both = aScenario({
      racks: [{ id: 'b01' }, { id: 'b02' }],
      devices: [
        { id: 'one', rack: 'b01', position: 1 },
        { id: 'two', rack: 'b02', position: 1 },
      ],
    });
    const devices = Object.values(both.devices);
    const load = loadOfDevices({ hall: hallFor(both), catalogue, devices })!;
    expect(assessed(both, after(both, load, at('b02', 1)))?.refusal).toMatchObject({ code: 'no-rack-there' });
  });

  it('lets a device be put where it stands itself, since it leaves that place', () => {
    const devices = [scenario.devices[deviceId('groq-node-3')]!];
    const load = loadOfDevices({ hall: hallFor(scenario), catalogue, devices })!;
    expect(assessed(scenario, after(scenario, load, at('b01', 22)))?.refusal).toBeUndefined();
  });

  it('stands a zero-U strip beside the rails of a full rack', () => {
    const strip = loadOfType(catalogue, 'pdu-zero-u');
    const state = after(scenario, strip, at('b01', 22));
    expect(assessed(scenario, state)).toMatchObject({ refusal: undefined, places: [{ position: 1 }] });
  });

  it('lets half-depth devices share a height on opposite faces, and turns them', () => {
    const full = aScenario({
      racks: [{ id: 'b01' }],
      devices: [{ id: 'sw', type: 'switch-1u', rack: 'b01', position: 42, face: 'front' }],
    });
    const load = loadOfType(catalogue, 'switch-1u');
    expect(assessed(full, after(full, load, at('b01', 42)))?.refusal?.code).toBe('overlap');
    const turned = after(full, load, at('b01', 42), [{ kind: 'turn' }]);
    expect(assessed(full, turned)?.refusal).toBeUndefined();
  });

  it('refuses back to back what is too deep together, by the depths that the scenario gives', () => {
    const metres = (value: number) => ({ low: value, typical: value, high: value });
    const rack = aScenario({
      racks: [{ id: 'b01' }],
      devices: [{ id: 'sw', type: 'switch-1u', rack: 'b01', position: 42, face: 'front' }],
    });
    const deepIn = (usable: number) => ({
      ...rack,
      overrides: {
        'deviceTypes/switch-1u/depth': metres(0.6),
        'rackTypes/rack-42u/depth': metres(usable),
      },
    });
    const turned = (scene: Scenario) =>
      after(scene, loadOfType(catalogue, 'switch-1u'), at('b01', 42), [{ kind: 'turn' }]);

    expect(assessed(deepIn(1), turned(deepIn(1)))?.refusal).toMatchObject({
      code: 'too-deep-together',
      message: 'Back to back with sw it needs 600 + 600 mm; B01 has 1000 mm.',
      demand: 1.2,
      limit: 1,
    });
    expect(assessed(deepIn(1.2), turned(deepIn(1.2)))?.refusal).toBeUndefined();
  });

  it('moves by half units what has half a unit', () => {
    const load = loadOfType(catalogue, 'half-u');
    expect(after(scenario, load, at('b01', 3.4))).toMatchObject({ target: { position: 3.5 } });
    expect(after(scenario, node, at('b01', 3.4))).toMatchObject({ target: { position: 3 } });
  });

  it('reaches the same document by keyboard as by pointer', () => {
    fc.assert(
      fc.property(fc.constantFrom('b01', 'b02'), fc.integer({ min: 1, max: 45 }), (rack, position) => {
        const byPointer = after(scenario, node, at('b01', 1), [
          { kind: 'point-away' },
          { kind: 'point-at', rack: rackId('b02'), position: 7 },
          { kind: 'point-at', rack: rackId(rack), position },
        ]);
        const steps = Array.from({ length: position - 1 }, (): Intent => ({ kind: 'step-units', by: 1 }));
        const along: readonly Intent[] = rack === 'b02' ? [{ kind: 'step-racks', by: 1 }] : [];
        const byKeyboard = after(scenario, node, at('b01', 1), [...along, ...steps]);
        expect(result(scenario, dropped(scenario, byKeyboard))).toEqual(
          result(scenario, dropped(scenario, byPointer)),
        );
      }),
    );
  });
});

describe('edits of the layout', () => {
  const scenario = aScenario({
    racks: [{ id: 'b01' }, { id: 'b02' }],
    devices: [
      { id: 'one', rack: 'b01', position: 1 },
      { id: 'two', rack: 'b01', position: 9 },
      { id: 'three', type: 'dgx-h100', rack: 'b02', position: 20 },
    ],
  });

  it('leave the same document when they are undone', () => {
    const all = Object.values(scenario.devices);
    const command = fc.oneof(
      fc
        .tuple(
          fc.subarray(all, { minLength: 1 }),
          fc.constantFrom('b01', 'b02'),
          fc.integer({ min: 1, max: 42 }),
        )
        .map(([devices, rack, position]) => {
          const load = loadOfDevices({ hall: hallFor(scenario), catalogue, devices })!;
          return dropped(scenario, after(scenario, load, at(rack, position)));
        }),
      fc.subarray(all, { minLength: 1 }).map((devices) =>
        deleteDevices(
          scenario,
          devices.map(({ id }) => id),
        ),
      ),
      fc.constantFrom(
        deleteRacks(scenario, [rackId('b01')]),
        duplicateRacks(scenario, [rackId('b01'), rackId('b02')]).command,
        addRacks(scenario, { type: 'rack-42u', count: 3, feeds: [], row: 1 }).command,
        fillRack({ scenario, catalogue }, { rack: rackId('b01'), type: 'switch-1u', count: undefined })
          .command,
      ),
    );
    fc.assert(
      fc.property(command, (edit) => {
        if (!edit) return;
        const { scenario: changed, inverse } = applyCommand(scenario, edit);
        expect(applyPatches(changed, [...inverse])).toEqual(scenario);
      }),
    );
  });

  it('name a move after what goes where', () => {
    const devices = [scenario.devices[deviceId('one')]!];
    const load = loadOfDevices({ hall: hallFor(scenario), catalogue, devices })!;
    expect(dropped(scenario, after(scenario, load, at('b02', 1)))?.name).toEqual({
      key: 'layout:commands.move',
      params: { device: 'one', rack: 'B02', unit: 1 },
    });
  });

  it('take the devices of a rack along when it goes, and copy them when it is doubled', () => {
    const gone = result(scenario, deleteRacks(scenario, [rackId('b01')]));
    expect(Object.keys(gone.devices)).toEqual(['three']);
    const twice = result(scenario, duplicateRacks(scenario, [rackId('b01')]).command);
    expect(Object.values(twice.devices)).toHaveLength(5);
    expect(new Set(Object.values(twice.devices).map(({ id }) => id)).size).toBe(5);
  });

  it('fill what is free and say how many find no place', () => {
    const fill = fillRack({ scenario, catalogue }, { rack: rackId('b01'), type: 'dgx-h100', count: 9 });
    // 42 U less two nodes of 4 U: U5–8 is too low for 8 U; U13–42 holds three.
    expect(fill.devices).toHaveLength(3);
    expect(fill.left).toBe(6);
  });

  it('give racks names by row and place, and no name twice', () => {
    const added = result(
      scenario,
      addRacks(scenario, { type: 'rack-42u', count: 2, feeds: [], row: 1 }).command,
    );
    const names = Object.values(added.racks).map(({ name }) => name);
    expect(new Set(names).size).toBe(names.length);
    expect(rowName(0)).toBe('A');
    expect(rowName(27)).toBe('AB');
  });

  it('know their own feed presets again', () => {
    for (const preset of feedPresets) expect(presetOf(feedsOf(preset))?.id).toBe(preset.id);
    expect(presetOf([])).toBeUndefined();
  });
});
