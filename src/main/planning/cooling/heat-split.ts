import { mapRange, type Range } from '#shared/range';
import type { RackCooling } from '#shared/scenario/cooling';
import { watts, type Watts } from '#shared/units';

/** Where the heat of a rack goes. */
export interface HeatSplit {
  /** Into cold plates. */
  readonly liquid: Range<Watts>;
  /** Into the water of a rear-door heat exchanger. */
  readonly rearDoor: Range<Watts>;
  /** Into the air of the room. */
  readonly air: Range<Watts>;
}

/** What of a heat is left to the room's air. */
export const airHeat = (heat: Watts, { liquidFraction = 0, rearDoorWatts = 0 }: RackCooling = {}): Watts =>
  watts(Math.max(0, heat - heat * liquidFraction - rearDoorWatts));

/**
 * Cold plates take their share of the heat; a rear door takes of the rest what it can; the room's air gets what is
 * left. The three add up to the heat at each bound.
 */
export function splitHeat(heat: Range<Watts>, cooling: RackCooling = {}): HeatSplit {
  const { liquidFraction = 0, rearDoorWatts = 0 } = cooling;
  const rest = (value: Watts): number => value - value * liquidFraction;
  return {
    liquid: mapRange(heat, (value) => watts(value * liquidFraction)),
    rearDoor: mapRange(heat, (value) => watts(Math.min(rest(value), rearDoorWatts))),
    air: mapRange(heat, (value) => airHeat(value, cooling)),
  };
}
