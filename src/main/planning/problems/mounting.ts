import type { Problem } from '#shared/plan/plan';
import { intakeOf } from '../placement/air-direction';
import { balanceOf } from '../placement/balance';
import { zeroUnitMountsOf } from '../placement/zero-unit';
import type { PlanningContext } from '../planning-context';
import type { PlannedRack } from '../rack-plan';
import { kilogramText } from './format';
import { problem } from './problem';

/** How devices are mounted: beside the rails, with the heavy ones low, with the air one way. */

function mountProblems({ inventory }: PlannedRack, context: PlanningContext): readonly Problem[] {
  const { rack, devices } = inventory;
  const strips = devices.filter(({ type }) => type.heightUnits === 0).length;
  const mounts = zeroUnitMountsOf(rack, context);
  if (strips <= mounts) return [];
  const params = { rack: rack.name, strips, mounts, over: strips - mounts };
  const measure = { demand: strips, limit: mounts, unit: '1' };
  const place = { kind: 'rack', rack: rack.id } as const;
  return [problem({ severity: 'error', place, code: 'rack-out-of-mounts', params, measure })];
}

// Below this a rack does not tip, however its load is spread.
const HEAVY_KILOGRAMS = 100;

function balanceProblems({ inventory }: PlannedRack, context: PlanningContext): readonly Problem[] {
  const { rack, type } = inventory;
  const balance = balanceOf(inventory, context);
  if (balance === undefined || balance.mass < HEAVY_KILOGRAMS) return [];
  if (balance.centreUnits <= type.units / 2) return [];
  const params = {
    rack: rack.name,
    mass: kilogramText(balance.mass),
    centre: balance.centreUnits.toFixed(1),
    middle: type.units / 2,
  };
  const measure = { demand: balance.centreUnits, limit: type.units / 2, unit: 'U' };
  return [
    problem({
      severity: 'warning',
      place: { kind: 'rack', rack: rack.id },
      code: 'rack-top-heavy',
      params,
      measure,
    }),
  ];
}

function airProblems({ inventory }: PlannedRack): readonly Problem[] {
  const breathing = inventory.devices.flatMap((placed) => {
    const intake = intakeOf(placed);
    return intake === undefined ? [] : [{ ...placed, intake }];
  });
  const fromFront = breathing.some(({ intake }) => intake === 'front');
  return breathing.flatMap(({ device, intake }) => {
    const place = { kind: 'device', device: device.id, rack: device.rack } as const;
    const params = { device: device.name, rack: inventory.rack.name };
    if (intake === 'side') return [problem({ severity: 'warning', place, code: 'air-from-side', params })];
    if (intake === 'rear' && fromFront)
      return [problem({ severity: 'warning', place, code: 'air-against-the-rack', params })];
    return [];
  });
}

/** What is wrong with how the devices of a rack are mounted, beyond their places. */
export const mountingProblems = (rack: PlannedRack, context: PlanningContext): readonly Problem[] => [
  ...mountProblems(rack, context),
  ...balanceProblems(rack, context),
  ...airProblems(rack),
];
