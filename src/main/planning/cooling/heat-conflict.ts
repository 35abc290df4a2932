import type { DeviceType } from '#shared/catalogue/entries';
import type { Watts } from '#shared/units';
import type { Figures } from '../planning-context';
import type { DevicePowers } from '../power/load';

// A maker's heat that is off its power by rounding alone is no conflict.
const HEAT_TOLERANCE = 0.02;

/** The heat that a maker states beside another nameplate power; undefined where the two agree or one is unknown. */
export function heatConflictOf(
  type: DeviceType,
  { figures, powers }: { readonly figures: Figures; readonly powers: DevicePowers },
): { readonly stated: Watts; readonly maximum: Watts } | undefined {
  const stated = figures.at<Watts>(`deviceTypes/${type.id}/statedHeat`, 'W')?.typical;
  const power = powers.get(type.id);
  if (stated === undefined || power?.known !== true) return undefined;
  const maximum = power.levels.maximum.typical;
  return Math.abs(stated - maximum) <= HEAT_TOLERANCE * maximum ? undefined : { stated, maximum };
}
