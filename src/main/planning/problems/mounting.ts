import type { PlanningContext } from '#main/planning/context/planning-context';
import type { PlacedDevice, RackInventory } from '#main/planning/placement/inventory';
import { zeroUnitMountsOf } from '#main/planning/placement/space';
import type { PlannedRack } from '#main/planning/racks/rack-plan';
import type { AirDirection } from '#shared/catalogue/entries';
import type { Problem } from '#shared/plan/plan';
import type { Face } from '#shared/scenario/schema';
import type { Kilograms } from '#shared/units/units';
import { kilogramText, problem } from './problem';

/** Which side of the rack a device takes its air from, once mounted: the cold front, the hot rear, or its sides. */
type Intake = 'front' | 'rear' | 'side';

const intakes: Readonly<Record<AirDirection, Intake | undefined>> = {
  'front-to-rear': 'front',
  'rear-to-front': 'rear',
  'left-to-right': 'side',
  'right-to-left': 'side',
  'side-to-rear': 'side',
  'rear-to-side': 'rear',
  // What goes up or down breathes across the aisles' air.
  'bottom-to-top': 'side',
  'top-to-bottom': 'side',
  mixed: undefined,
  passive: undefined,
};

const turned = (intake: Intake, face: Face): Intake => {
  if (intake === 'side' || face === 'front') return intake;
  return intake === 'front' ? 'rear' : 'front';
};

/** The intake of a mounted device; undefined where nobody says how it breathes or it moves no air. */
function intakeOf({ device, type }: PlacedDevice): Intake | undefined {
  const intake = type.airDirection === undefined ? undefined : intakes[type.airDirection];
  return intake === undefined ? undefined : turned(intake, device.face);
}

/** Where the weight of a rack's devices acts, counted in units from its floor. */
interface Balance {
  readonly centreUnits: number;
  readonly mass: Kilograms;
}

/** The centre of mass of the devices whose mass is known; undefined where none is. */
function balanceOf({ devices }: RackInventory, { figures }: PlanningContext): Balance | undefined {
  let [mass, moment] = [0, 0];
  for (const { device, type } of devices) {
    if (type.heightUnits === 0) continue;
    const kilograms = figures.at<Kilograms>(`deviceTypes/${type.id}/mass`, 'kg')?.typical;
    if (kilograms === undefined) continue;
    mass += kilograms;
    moment += kilograms * (device.position - 1 + type.heightUnits / 2);
  }
  return mass > 0 ? { centreUnits: moment / mass, mass: mass as Kilograms } : undefined;
}

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
