import { deviceFronts } from '#shared/catalogue/entries';
import { Reservation, WidthSide } from '#shared/scenario/placement';
import { z } from '#shared/schema/zod';

/** One device in its rack as a drawing shows it. What is left out of a device is not drawn. */
export const ElevatedDevice = z.strictObject({
  name: z.string(),
  type: z.string(),
  /** Lowest rack unit taken, from 1 at the bottom. */
  position: z.number(),
  /** 0 for what is mounted beside the rails. */
  heightUnits: z.number(),
  face: z.enum(['front', 'rear']),
  front: z.enum(deviceFronts).optional(),
  /** Whether both faces show it. */
  fullDepth: z.boolean().optional(),
  /** The half that it takes, seen from its own face; the whole width where left out. */
  half: WidthSide.optional(),
});
export type ElevatedDevice = Readonly<z.infer<typeof ElevatedDevice>>;

/**
 * One rack as it would stand, whole and by itself: what an elevation is drawn from, in a drawing of the racks and in a
 * quote that keeps it.
 */
export const RackElevation = z.strictObject({
  name: z.string(),
  units: z.int(),
  /** From the top down. */
  devices: z.array(ElevatedDevice),
  /** What is kept free or closed. */
  reserved: z.array(Reservation).optional(),
  usedUnits: z.number().optional(),
  typicalWatts: z.number(),
  /** At nameplate: what the breakers must carry. */
  maximumWatts: z.number(),
  /** Of what has a published mass. */
  massKilograms: z.number().optional(),
  /** Whether something in the rack has none, so that the mass is a lower bound. */
  massIsLeast: z.boolean().optional(),
});
export type RackElevation = Readonly<z.infer<typeof RackElevation>>;
