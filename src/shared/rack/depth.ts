import type { DeviceType, RackType } from '../catalogue/entries';
import { typicalFigure, type FigureChoices } from '../catalogue/typical-figure';

export type DepthSettings = FigureChoices;

/** How far a device reaches into the rack, in metres from its mounting rails; undefined where nobody states it. */
export const deviceDepth = (type: DeviceType | undefined, settings: DepthSettings): number | undefined =>
  type && typicalFigure(`deviceTypes/${type.id}/depth`, type.depth, settings);

/**
 * The metres that devices may fill from front to rear: what the maker says may be mounted, or else the outside depth,
 * which nothing behind closed doors can exceed. Undefined where neither is stated.
 */
export const usableDepth = (type: RackType | undefined, settings: DepthSettings): number | undefined =>
  type &&
  (typicalFigure(`rackTypes/${type.id}/usableDepth`, type.usableDepth, settings) ??
    typicalFigure(`rackTypes/${type.id}/depth`, type.depth, settings));
