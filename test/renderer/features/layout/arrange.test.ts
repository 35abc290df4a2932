import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Scenario } from '#shared/scenario/schema';
import { overlaps, slotOf } from '#shared/rack/geometry';
import { applyCommand } from '#renderer/documents/command';
import { arrange, arrangements, type Arrangement } from '#renderer/features/layout/edits/arrange';
import { duplicateDevices } from '#renderer/features/layout/actions/selection-actions';
import { hallOf } from '#renderer/features/layout/hall/geometry';
import { aCatalogue, aScenario, deviceId } from './factories';

const catalogue = aCatalogue();
const sceneOf = (scenario: Scenario) => ({
  scenario,
  catalogue,
  hall: hallOf(scenario.racks, catalogue.rackTypes),
});

const rackOf = (...positions: readonly number[]) =>
  aScenario({
    racks: [{ id: 'a01' }, { id: 'a02' }],
    devices: positions.map((position, index) => ({ id: `n${index}`, rack: 'a01', position })),
  });

function arranged(scenario: Scenario, how: Arrangement, ids = Object.keys(scenario.devices)) {
  const command = arrange(sceneOf(scenario), ids.map(deviceId), how);
  return command.ok ? applyCommand(scenario, command.value).scenario : command.error.code;
}
const positions = (scenario: Scenario | string) =>
  typeof scenario === 'string' ? scenario : Object.values(scenario.devices).map(({ position }) => position);

describe('arranging devices', () => {
  it('pushes them down to the bottom of the rack, one above the other', () => {
    expect(positions(arranged(rackOf(10, 20, 39), 'lower'))).toEqual([1, 5, 9]);
  });

  it('pushes them up to the top', () => {
    expect(positions(arranged(rackOf(1, 10, 20), 'raise'))).toEqual([31, 35, 39]);
  });

  it('passes nothing that stays', () => {
    expect(positions(arranged(rackOf(10, 20), 'lower', ['n1']))).toEqual([10, 14]);
  });

  it('shares out the room between the lowest and the highest', () => {
    expect(positions(arranged(rackOf(1, 5, 21), 'spread'))).toEqual([1, 11, 21]);
  });

  it('lets two change places, and refuses more', () => {
    expect(positions(arranged(rackOf(1, 20), 'swap'))).toEqual([20, 1]);
    expect(arranged(rackOf(1, 10, 20), 'swap')).toBe('two-to-swap');
  });

  it('refuses to swap where the taller one does not fit', () => {
    const scenario = aScenario({
      racks: [{ id: 'a01' }],
      devices: [
        { id: 'tall', type: 'dgx-h100', rack: 'a01', position: 1 },
        { id: 'low', type: 'switch-1u', rack: 'a01', position: 42 },
      ],
    });
    expect(arranged(scenario, 'swap')).toBe('above-rack');
  });

  it('brings the lowest of each rack to the height of the first rack', () => {
    const scenario = aScenario({
      racks: [{ id: 'a01' }, { id: 'a02' }],
      devices: [
        { id: 'n0', rack: 'a01', position: 7 },
        { id: 'n1', rack: 'a02', position: 1 },
        { id: 'n2', rack: 'a02', position: 9 },
      ],
    });
    expect(positions(arranged(scenario, 'align'))).toEqual([7, 7, 15]);
  });

  it('leaves no two devices in the same place, and loses none, whatever is arranged', () => {
    const type = fc.constantFrom('groq-node-v1', 'dgx-h100', 'switch-1u', 'half-u');
    fc.assert(
      fc.property(
        fc.array(type, { minLength: 1, maxLength: 6 }),
        fc.array(fc.nat(3), { minLength: 6, maxLength: 6 }),
        fc.constantFrom(...arrangements),
        fc.nat(63),
        (types, gaps, how, chosen) => {
          let position = 1;
          const devices = types.flatMap((of, index) => {
            const at = position + (gaps[index] ?? 0);
            position = at + (catalogue.deviceTypes[of]?.heightUnits ?? 1);
            return position <= 43 ? [{ id: `n${index}`, type: of, rack: 'a01', position: at }] : [];
          });
          const scenario = aScenario({ racks: [{ id: 'a01' }], devices });
          const after = arranged(
            scenario,
            how,
            devices.filter((_, index) => (chosen >> index) % 2 === 1).map(({ id }) => id),
          );
          if (typeof after === 'string') return;
          const slots = Object.values(after.devices).map((device) =>
            slotOf(catalogue.deviceTypes[device.type]!, device),
          );
          expect(slots).toHaveLength(devices.length);
          slots.forEach((a, index) =>
            slots.slice(index + 1).forEach((b) => expect(overlaps(a, b)).toBe(false)),
          );
        },
      ),
    );
  });
});

describe('duplicating devices', () => {
  it('takes the nearest free place above, then the next rack', () => {
    const full = aScenario({
      racks: [{ id: 'a01' }, { id: 'a02' }],
      devices: [1, 5, 9, 13, 17, 21, 25, 29, 33].map((position, index) => ({
        id: `n${index}`,
        rack: 'a01',
        position,
      })),
    });
    const copies = duplicateDevices(sceneOf(full), [
      full.devices[deviceId('n0')]!,
      full.devices[deviceId('n1')]!,
    ]);
    if (!copies.ok) throw new Error(copies.error.message);
    const { scenario } = applyCommand(full, copies.value.command);
    const added = copies.value.devices.map((id) => scenario.devices[id]);
    expect(added).toMatchObject([
      { rack: 'a01', position: 37, name: 'n9' },
      { rack: 'a02', position: 1, name: 'n10' },
    ]);
  });

  it('says so where no rack has room', () => {
    const scenario = aScenario({
      racks: [{ id: 'a01' }],
      devices: [1, 9, 17, 25, 33].map((position, index) => ({
        id: `n${index}`,
        type: 'dgx-h100',
        rack: 'a01',
        position,
      })),
    });
    expect(duplicateDevices(sceneOf(scenario), [scenario.devices[deviceId('n0')]!])).toMatchObject({
      ok: false,
      error: { code: 'no-room-for-copy' },
    });
  });
});
