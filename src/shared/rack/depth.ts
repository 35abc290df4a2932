import type { FigurePath } from '../catalogue/catalogue';
import type { DeviceType, RackType } from '../catalogue/entries';
import { isKnown, type Figure } from '../catalogue/figure';
import type { Scenario } from '../scenario/schema';

/** What a scenario says of the catalogue's figures: readings it chose, and values of its own. */
export type DepthSettings = Pick<Scenario, 'choices' | 'overrides'>;

const own = <Value>(record: Readonly<Record<string, Value>>, key: string): Value | undefined =>
  Object.hasOwn(record, key) ? record[key] : undefined;

/** The typical metres of a figure under a scenario, as the planner's lookup of figures gives them. */
function metersAt(
  path: FigurePath,
  figure: Figure | undefined,
  { choices, overrides }: DepthSettings,
): number | undefined {
  const override = own(overrides, path);
  if (figure === undefined || override !== undefined) return figure && override?.typical;
  if (!isKnown(figure)) return undefined;
  const { readings } = figure;
  const chosen = readings.find(({ id }) => id === own(choices, path));
  return (chosen ?? readings.find(({ referenceOnly }) => referenceOnly === undefined))?.typical;
}

/** How far a device reaches into the rack, in metres from its mounting rails; undefined where nobody states it. */
export const deviceDepth = (type: DeviceType | undefined, settings: DepthSettings): number | undefined =>
  type && metersAt(`deviceTypes/${type.id}/depth`, type.depth, settings);

/**
 * The metres that devices may fill from front to rear: what the maker says may be mounted, or else the outside depth,
 * which nothing behind closed doors can exceed. Undefined where neither is stated.
 */
export const usableDepth = (type: RackType | undefined, settings: DepthSettings): number | undefined =>
  type &&
  (metersAt(`rackTypes/${type.id}/usableDepth`, type.usableDepth, settings) ??
    metersAt(`rackTypes/${type.id}/depth`, type.depth, settings));
