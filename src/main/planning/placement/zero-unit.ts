import type { Rack } from '#shared/scenario/schema';
import type { PlanningContext } from '../planning-context';

export const ZERO_UNIT_MOUNTS_PATH = 'figures/zero-unit-mounts/figure';

/**
 * How many vertical strips a rack takes beside its rails: its own number, else the usual one of the catalogue; without
 * limit where neither says.
 */
export const zeroUnitMountsOf = (rack: Rack, { figures }: PlanningContext): number =>
  rack.zeroUnitMounts ?? figures.at(ZERO_UNIT_MOUNTS_PATH, '1')?.typical ?? Number.POSITIVE_INFINITY;
