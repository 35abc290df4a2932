import { describe, expect, it } from 'vitest';
import { applyCommand } from '#renderer/documents/command';
import {
  carry,
  idle,
  type CarryState,
  type Intent,
  type Target,
} from '#renderer/features/layout/carry/carry';
import { loadOfDevices, loadOfType } from '#renderer/features/layout/carry/load';
import { assess } from '#renderer/features/layout/carry/placement';
import { drop } from '#renderer/features/layout/edits/devices';
import { fillRack } from '#renderer/features/layout/edits/fill';
import { deviceRectangle } from '#renderer/features/layout/hall/device-rectangle';
import { hallOf } from '#renderer/features/layout/hall/geometry';
import { aCatalogue, aDeviceType, aScenario, deviceId, rackId } from './factories';

const half = aDeviceType({ id: 'half-2u', heightUnits: 2, halfWidth: true });
const plain = aCatalogue();
const catalogue = { ...plain, deviceTypes: { ...plain.deviceTypes, [half.id]: half } };
const scenario = aScenario({
  racks: [{ id: 'a01' }, { id: 'a02' }],
  devices: [{ id: 'one', type: 'half-2u', rack: 'a01', position: 1 }],
});
const hall = hallOf(scenario.racks, catalogue.rackTypes);
const scene = { scenario, catalogue, hall };
const load = loadOfType(catalogue, 'half-2u');

function dropped(target: Target, intents: readonly Intent[] = [], carried = load) {
  const pickUp: Intent = { kind: 'pick-up', load: carried, by: 'keyboard', inView: 'front', target };
  const state = [pickUp, ...intents].reduce<CarryState>(
    (before, intent) => carry(before, intent, hall),
    idle,
  );
  if (state.kind === 'idle') throw new Error('nothing carried');
  const assessment = assess(state, scene);
  if (!assessment) throw new Error('nothing aimed at');
  return { assessment, ...drop(scenario, carried, assessment.places) };
}

describe('half-width devices', () => {
  it('stand side by side, and not in the same half', () => {
    const at = { rack: rackId('a01'), position: 1 };
    expect(dropped({ ...at, half: 'left' }).assessment.refusal?.code).toBe('overlap');
    const right = dropped({ ...at, half: 'right' });
    expect(right.assessment.refusal).toBeUndefined();
    const [added] = right.devices;
    expect(added && applyCommand(scenario, right.command).scenario.devices[added]?.side).toBe('right');
  });

  it('step to the other half before the next rack with the arrow keys', () => {
    const start = { rack: rackId('a01'), position: 5 };
    const step: Intent = { kind: 'step-racks', by: 1 };
    const [first] = dropped(start, [step]).assessment.places;
    const [second] = dropped(start, [step, step]).assessment.places;
    expect(first).toMatchObject({ rack: 'a01', side: 'right' });
    expect(second).toMatchObject({ rack: 'a02', side: 'left' });
  });

  it('are taken to the half that is pointed at as it is seen, also from behind', () => {
    const device = scenario.devices[deviceId('one')];
    const moving = device && loadOfDevices({ hall, catalogue, devices: [device] });
    if (!moving) throw new Error('nothing to move');
    const point: Intent = {
      kind: 'point-at',
      rack: rackId('a02'),
      position: 3,
      inView: 'rear',
      half: 'left',
    };
    const [place] = dropped({ rack: rackId('a01'), position: 1 }, [point], moving).assessment.places;
    expect(place).toMatchObject({ rack: 'a02', position: 3, side: 'right', face: 'front' });
  });

  it('fill both halves of a rack', () => {
    const { devices, command } = fillRack(scene, { rack: rackId('a02'), type: 'half-2u', count: undefined });
    expect(devices).toHaveLength(42);
    const filled = applyCommand(scenario, command).scenario.devices;
    const sides = devices.map((id) => filled[id]?.side);
    expect(sides.filter((side) => side === 'left')).toHaveLength(21);
  });

  it('are drawn in their half, which changes sides when seen from behind', () => {
    const box = { x: 0, bayBottom: 1_000, units: 42 };
    const device = { position: 1, face: 'front', side: 'right' } as const;
    const front = deviceRectangle(box, device, half, { face: 'front' });
    const behind = deviceRectangle(box, device, half, { face: 'rear' });
    expect(front.x).toBeGreaterThan(behind.x);
    expect(front.width).toBe(behind.width);
    expect(front.width * 2).toBe(
      deviceRectangle(box, device, plain.deviceTypes['dgx-h100'] ?? half, { face: 'front' }).width,
    );
  });
});
