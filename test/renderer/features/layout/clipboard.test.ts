import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { applyCommand } from '#renderer/documents/command';
import { loadOfClip } from '#renderer/features/layout/carry/load';
import { assess } from '#renderer/features/layout/carry/placement';
import { carry, idle } from '#renderer/features/layout/carry/carry';
import { deviceClip, readClip, textOfClip } from '#renderer/features/layout/carry/clip';
import { clipOf } from '#renderer/features/layout/actions/clipboard-actions';
import { copyNames } from '#renderer/features/layout/edits/copy-names';
import { drop } from '#renderer/features/layout/edits/devices';
import { copyRacks, duplicateRacks } from '#renderer/features/layout/edits/copy-racks';
import { hallOf } from '#renderer/features/layout/hall/geometry';
import { aCatalogue, aScenario, deviceId, rackId } from './factories';

const catalogue = aCatalogue();
const scenario = aScenario({
  racks: [{ id: 'a01' }, { id: 'a02' }],
  devices: [
    { id: 'node-1', rack: 'a01', position: 1 },
    { id: 'node-2', rack: 'a01', position: 5 },
    { id: 'switch', type: 'switch-1u', rack: 'a02', position: 40, face: 'rear' },
  ],
});
const sceneOf = (of: typeof scenario) => ({
  scenario: of,
  catalogue,
  hall: hallOf(of.racks, catalogue.rackTypes),
});

describe('the clipboard', () => {
  it('gives back exactly the racks that were copied, with what stands in them', () => {
    const clip = clipOf(sceneOf(scenario), { racks: [rackId('a01')], devices: [] });
    if (clip?.kind !== 'racks') throw new Error('not racks');
    expect(clip.devices.map(({ id }) => id)).toEqual(['node-1', 'node-2']);
    expect(readClip(textOfClip(clip))).toEqual({ ok: true, value: clip });
  });

  it('takes racks and devices that version 1 copied, and names a newer Fleetwright', () => {
    const of = (version: number, selected: Parameters<typeof clipOf>[1]) => {
      const clip = clipOf(sceneOf(scenario), selected);
      if (clip === undefined) throw new Error('nothing was copied');
      return { clip, text: textOfClip(clip).replace(/"version":\d+/, `"version":${version}`) };
    };
    const racks = { racks: [rackId('a01')], devices: [] };
    const devices = { racks: [], devices: [deviceId('switch'), deviceId('node-2')] };
    for (const selected of [racks, devices]) {
      const { clip, text } = of(1, selected);
      expect(readClip(text)).toEqual({ ok: true, value: clip });
    }
    expect(readClip(of(99, racks).text)).toMatchObject({ ok: false, error: { code: 'file-newer' } });
    expect(readClip(of(0, racks).text)).toMatchObject({ ok: false, error: { code: 'clip-foreign' } });
  });

  it('keeps devices in the arrangement that they had, across racks', () => {
    const clip = clipOf(sceneOf(scenario), { racks: [], devices: [deviceId('switch'), deviceId('node-2')] });
    expect(clip).toMatchObject({
      devices: [
        { rackSteps: 0, unitSteps: 0 },
        { rackSteps: 1, unitSteps: 35 },
      ],
    });
  });

  it('pastes into another scenario, where the copies keep their type, face and note and get names of their own', () => {
    const noted = {
      ...scenario,
      devices: {
        ...scenario.devices,
        [deviceId('node-1')]: { ...scenario.devices[deviceId('node-1')]!, note: 'loan' },
      },
    };
    const clip = clipOf(sceneOf(noted), { racks: [], devices: [deviceId('node-1')] });
    const other = sceneOf(aScenario({ racks: [{ id: 'z01' }], devices: [] }));
    const read = readClip(textOfClip(clip!));
    if (!read.ok || read.value.kind !== 'devices') throw new Error('not devices');
    const load = loadOfClip(catalogue, read.value);
    const target = { rack: rackId('z01'), position: 3 };
    const state = carry(idle, { kind: 'pick-up', load, target, inView: 'front', by: 'keyboard' }, other.hall);
    const places = state.kind === 'carrying' ? (assess(state, other)?.places ?? []) : [];
    const pasted = applyCommand(other.scenario, drop(other.scenario, load, places).command).scenario;
    expect(Object.values(pasted.devices)).toEqual([
      expect.objectContaining({
        rack: 'z01',
        position: 3,
        note: 'loan',
        type: 'groq-node-v1',
        name: 'node-2',
      }),
    ]);
  });

  it('leaves groups and the feeds of the old rack behind, which may not exist where the copy stands', () => {
    const original = {
      ...scenario.devices[deviceId('node-1')]!,
      group: 'pod' as never,
      supplyFeeds: ['a1' as never],
    };
    const clip = deviceClip([{ device: original, rackSteps: 0, unitSteps: 0 }]);
    expect(loadOfClip(catalogue, clip).items[0]?.like).toEqual(scenario.devices[deviceId('node-1')]);
  });

  it.each([
    ['nothing', ''],
    ['prose', 'rack A01'],
    ['foreign JSON', '{"format":"other"}'],
    ['a list', '[1,2]'],
  ])('refuses %s', (_, text) => {
    expect(readClip(text)).toMatchObject({ ok: false, error: { code: 'clip-foreign' } });
  });

  it('refuses a clip with a figure out of its limits', () => {
    const clip = clipOf(sceneOf(scenario), { racks: [], devices: [deviceId('node-1')] });
    expect(readClip(textOfClip(clip!).replace('"position":1', '"position":1e9')).ok).toBe(false);
  });

  it('takes any text without throwing', () => {
    fc.assert(fc.property(fc.string({ maxLength: 400 }), (text) => !readClip(text).ok));
  });
});

describe('duplicating racks', () => {
  it('makes so many copies of each with all devices, at the ends of the rows, under one name', () => {
    const { command, racks } = duplicateRacks(scenario, [rackId('a01')], 8);
    const { scenario: after } = applyCommand(scenario, command);
    expect(command.name).toMatchObject({
      key: 'designer:commands.duplicateRackTimes',
      params: { rack: 'A01', times: 8 },
    });
    expect(racks.map((id) => after.racks[id]?.place)).toEqual([2, 3, 4, 5, 6, 7, 8, 9]);
    expect(Object.values(after.devices).filter(({ rack }) => racks.includes(rack))).toHaveLength(16);
    expect(new Set(Object.values(after.devices).map(({ name }) => name)).size).toBe(3 + 16);
  });

  it('pastes racks of another scenario without touching those that stand', () => {
    const clip = clipOf(sceneOf(scenario), { racks: [rackId('a01'), rackId('a02')], devices: [] });
    if (clip?.kind !== 'racks') throw new Error('not racks');
    const { scenario: after } = applyCommand(
      scenario,
      copyRacks(scenario, clip, { times: 1, as: 'paste' }).command,
    );
    expect(after).toMatchObject({ racks: scenario.racks, devices: scenario.devices });
    expect(Object.keys(after.racks)).toHaveLength(4);
    expect(Object.keys(after.devices)).toHaveLength(6);
  });
});

describe('names of copies', () => {
  it('go on with the series of the original', () => {
    expect(
      copyNames(['Node 9', 'Node 9', 'srv-007', 'spare'], ['Node 9', 'Node 10', 'srv-007', 'spare']),
    ).toEqual(['Node 11', 'Node 12', 'srv-008', 'spare 2']);
  });

  it('are never taken, never repeated and never too long', () => {
    const name = fc.string({ minLength: 1, maxLength: 120 });
    fc.assert(
      fc.property(
        fc.array(name, { maxLength: 20 }),
        fc.array(name, { maxLength: 20 }),
        (originals, others) => {
          const taken = [...originals, ...others];
          const names = copyNames(originals, taken);
          expect(names).toHaveLength(originals.length);
          expect(new Set([...names, ...taken]).size).toBe(names.length + new Set(taken).size);
          for (const made of names) expect(made.length).toBeLessThanOrEqual(120);
        },
      ),
    );
  });
});
