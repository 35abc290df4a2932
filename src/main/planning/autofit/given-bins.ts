import type { RackId } from '#shared/ids';
import { usableDepth } from '#shared/rack/depth';
import { slotOf } from '#shared/rack/geometry';
import { rackCapacity } from '../placement/rack-capacity';
import type { Inventory, RackInventory } from '../placement/inventory';
import type { PlanningContext } from '../planning-context';
import { minus, nothing, plus, withSpare } from './amounts';
import { emptyBin, type Bin } from './bin';
import type { KindOf } from './kinds';
import { emptyGrid, freeVolume, keep, take } from './grid';

interface Setting {
  readonly inventory: Inventory;
  readonly kindOf: KindOf;
  readonly context: PlanningContext;
}

/** One rack with what stands in it, as a bin for more. */
function binOf(
  { rack, type, devices }: RackInventory,
  spareFraction: number,
  { kindOf, context }: Setting,
): Bin {
  const start = emptyGrid(type.units, usableDepth(type, context.scenario));
  for (const reservation of rack.reserved ?? []) keep(start, reservation);
  let used = nothing;
  for (const { device, type: deviceType } of devices) {
    const kind = kindOf(deviceType.id);
    used = plus(used, kind?.demand ?? nothing);
    if (deviceType.heightUnits === 0) continue;
    take(start, { ...slotOf(deviceType, device), depthMeters: kind?.depthMeters });
  }
  const whole = withSpare(rackCapacity({ rack, type }, context), spareFraction);
  const rest = minus(whole, used);
  const spareUnits = type.units * spareFraction;
  return emptyBin({
    rack,
    units: type.units,
    isNew: false,
    isInUse: devices.length > 0,
    capacity: { ...rest, units: freeVolume(start) - spareUnits },
    base: { ...used, units: type.units - freeVolume(start) },
    start,
  });
}

/** The racks that may be filled: those in use first, then the empty ones, each in order of the floor. */
export function givenBins(
  {
    given,
    spareFraction,
  }: { readonly given?: readonly RackId[] | undefined; readonly spareFraction: number },
  setting: Setting,
): readonly Bin[] {
  const wanted = given === undefined ? undefined : new Set(given);
  const bins = setting.inventory.racks
    .filter(({ rack }) => wanted === undefined || wanted.has(rack.id))
    .map((rack) => binOf(rack, spareFraction, setting));
  return [...bins.filter(({ isInUse }) => isInUse), ...bins.filter(({ isInUse }) => !isInUse)];
}
