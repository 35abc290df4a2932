import { CoolingUnitId } from '#shared/schema/ids';
import { atMost, z } from '#shared/schema/zod';

/** What carries the heat away: settings of the room, its cooling units, and what single racks have of their own. */

export const coolingLimits = { units: 500 } as const;

const name = z.string().trim().min(1).max(120);
const positive = z.number().positive().max(1e12);

export const Containment = z.enum(['none', 'cold-aisle', 'hot-aisle', 'chimney']);
/** Whether the hot and the cold air of the rows are kept apart. */
export type Containment = z.infer<typeof Containment>;

/** A unit that cools the room's air (CRAC, CRAH, in-row) or the liquid of cold plates (CDU). */
export const CoolingUnit = z.strictObject({
  id: CoolingUnitId,
  name,
  cools: z.enum(['air', 'liquid']),
  capacityWatts: positive.describe('Net sensible capacity'),
  airflowCubicMetersPerSecond: z.number().positive().max(10_000).optional(),
});
export type CoolingUnit = Readonly<z.infer<typeof CoolingUnit>>;

export const Cooling = z.strictObject({
  containment: Containment.default('none'),
  /** Share of the cold air that returns without passing through a server. */
  bypassFraction: z.number().min(0).max(0.9).default(0),
  units: z
    .record(CoolingUnitId, CoolingUnit)
    .refine(...atMost(coolingLimits.units))
    .default({})
    .describe('Cooling units, by id'),
  /** How many of the largest units of each kind may fail: one is N+1. */
  spareUnits: z.int().min(0).max(20).default(1),
});
export type Cooling = Readonly<z.infer<typeof Cooling>>;

/** How one rack gets rid of its heat, beyond the room's air. */
export const RackCooling = z.strictObject({
  /** Heat that a rear-door heat exchanger takes at most. */
  rearDoorWatts: positive.optional(),
  /** Share of the heat that cold plates take straight into liquid. */
  liquidFraction: z.number().min(0).max(1).optional(),
  /** Cold air that reaches the rack. */
  airflowCubicMetersPerSecond: z.number().positive().max(100).optional(),
});
export type RackCooling = Readonly<z.infer<typeof RackCooling>>;
