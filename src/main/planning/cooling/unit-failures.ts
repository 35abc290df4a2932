import type { Failure, RackCoolingReport } from '#shared/power/report';
import type { Cooling, CoolingUnit } from '#shared/scenario/cooling';
import { watts } from '#shared/units';
import { failureOf } from '../power/failures';
import type { Network } from '../power/network';
import type { SurvivorsOf } from '../power/survivors';
import { unitsOf } from './capacity';

interface CoolingQuestion {
  readonly cooling: Cooling;
  readonly racks: readonly RackCoolingReport[];
  readonly network: Network;
  readonly survivorsOf: SurvivorsOf;
}

const heatInto = (rack: RackCoolingReport, cools: CoolingUnit['cools']): number =>
  cools === 'air' ? rack.air.typical : rack.liquid.typical + rack.rearDoor.typical;

/** The racks to be switched off until the heat fits what is left: the hottest first, which are the fewest. */
function racksToShed(
  racks: readonly RackCoolingReport[],
  cools: CoolingUnit['cools'],
  excess: number,
): ReadonlySet<string> {
  const shed = new Set<string>();
  let left = excess;
  for (const rack of racks.toSorted((a, b) => heatInto(b, cools) - heatInto(a, cools))) {
    if (left <= 0) break;
    shed.add(rack.rack);
    left -= heatInto(rack, cools);
  }
  return shed;
}

/**
 * The loss of each cooling unit. Where the units that are left carry less than the heat, racks go dark, hottest first,
 * until they do; that is the least that has to be switched off.
 */
export function coolingFailures({
  cooling,
  racks,
  network,
  survivorsOf,
}: CoolingQuestion): readonly Failure[] {
  return (['air', 'liquid'] as const).flatMap((cools) => {
    const units = unitsOf(cooling, cools);
    const capacity = units.reduce((sum, unit) => sum + unit.capacityWatts, 0);
    const heat = racks.reduce((sum, rack) => sum + heatInto(rack, cools), 0);
    return units.map((unit): Failure => {
      const excess = heat - (capacity - unit.capacityWatts);
      const shed = excess > 0 ? racksToShed(racks, cools, excess) : new Set<string>();
      const dark = network.devices.flatMap(({ rack }, index) => {
        const id = network.racks[rack]?.id;
        return id !== undefined && shed.has(id) ? [index] : [];
      });
      return failureOf(
        { kind: 'cooling-unit', id: unit.id, name: unit.name },
        {
          outcome: { trips: [], dark },
          network,
          survivors: survivorsOf(dark),
          ...(excess > 0 ? { uncooled: watts(excess) } : {}),
        },
      );
    });
  });
}
