import { CatalogueId, DeviceGroupId } from '#shared/schema/ids';
import { z } from '#shared/schema/zod';
import { CalendarDay } from '#shared/time/calendar-day';
import { LifeCycle } from './life-cycle';

/** What a scenario says of places beyond positions: kept spaces, groups, life cycles and the floor. */

export const placementLimits = { reservations: 60, groups: 2_000, rows: 1_001, obstacles: 200 } as const;

const name = z.string().trim().min(1).max(120);
const meters = z.number().min(0).max(10_000);

/** Rack units that take no device: kept free for something, or closed with blanking panels. */
export const Reservation = z.strictObject({
  kind: z.enum(['reserved', 'blanked']),
  position: z
    .number()
    .multipleOf(0.5)
    .min(1)
    .max(61)
    .describe('Lowest reserved rack unit, from 1 at the bottom'),
  heightUnits: z.number().multipleOf(0.5).min(0.5).max(60),
  face: z.enum(['front', 'rear', 'both']),
  reason: name.describe('Purpose of the reservation, or reason for the blanking'),
});
export type Reservation = Readonly<z.infer<typeof Reservation>>;

/** The half of a rack's width that a half-width device takes, seen from its face. */
export const WidthSide = z.enum(['left', 'right']);
export type WidthSide = z.infer<typeof WidthSide>;

/** How near to each other the members of a group must stand. */
export const GroupRule = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('same-rack') }),
  z.strictObject({ kind: z.literal('adjacent-racks') }),
  z.strictObject({
    kind: z.literal('within-reach'),
    /** The cable whose reach counts: the id of a general figure in metres. */
    cable: CatalogueId.optional().describe('Figure of the catalogue with the reach of the cable'),
    /** The user's own reach, in place of the figure's. */
    reachMeters: z.number().gt(0).max(10_000).optional().describe('Your own reach; replaces the figure'),
  }),
]);
export type GroupRule = Readonly<z.infer<typeof GroupRule>>;

/** Devices that belong together; each device names the group it is in. */
export const PlacedGroup = z.strictObject({ id: DeviceGroupId, name, rule: GroupRule });
export type PlacedGroup = Readonly<z.infer<typeof PlacedGroup>>;

/** One row of racks on the floor; what is left out follows from the rows before it. */
export const FloorRow = z.strictObject({
  row: z.int().min(0).max(1_000),
  /** Which way the fronts look: towards the row before (lower numbers) or the one behind. */
  facing: z.enum(['before', 'behind']).optional(),
  xMeters: meters.optional().describe('Position of its first place'),
  yMeters: meters.optional().describe('Positions of the rows, from the first'),
});
export type FloorRow = Readonly<z.infer<typeof FloorRow>>;

const Obstacle = z.strictObject({
  name,
  xMeters: meters,
  yMeters: meters,
  widthMeters: meters,
  depthMeters: meters,
});
/** What stands on the floor and is no rack, such as a column. */
export type Obstacle = Readonly<z.infer<typeof Obstacle>>;

/** The room: aisles, rows that stand elsewhere than usual, and what else is in it. */
export const Floor = z.strictObject({
  widthMeters: z.number().gt(0).max(10_000).optional(),
  depthMeters: z.number().gt(0).max(10_000).optional(),
  coldAisleMeters: z.number().gt(0).max(100).optional(),
  hotAisleMeters: z.number().gt(0).max(100).optional(),
  /** Height of the cable tray above the racks. */
  trayMeters: z.number().min(0).max(20).optional(),
  /** Length added to every cable for dressing, as a share. */
  cableSlack: z.number().min(0).max(1).optional(),
  rows: z.array(FloorRow).max(placementLimits.rows).optional(),
  obstacles: z.array(Obstacle).max(placementLimits.obstacles).optional(),
});
export type Floor = Readonly<z.infer<typeof Floor>>;

/** What a rack says beyond its place and feeds. */
export const rackPlacement = {
  siteName: name.optional().describe('Site that the rack is at, by its name in an inventory'),
  locationName: name.optional().describe('Location within the site, such as a hall'),
  lifeCycle: LifeCycle.optional(),
  reserved: z.array(Reservation).max(placementLimits.reservations).optional(),
  turned: z
    .literal(true)
    .optional()
    .describe('The front faces the opposite way to the row; absent if it faces the same way'),
  zeroUnitMounts: z
    .int()
    .min(0)
    .max(20)
    .optional()
    .describe('Zero-U mounts for vertical power strips; replaces the usual number'),
};

/** What a device says beyond its position. */
export const devicePlacement = {
  lifeCycle: LifeCycle.optional(),
  side: WidthSide.optional().describe('Half of the width that a half-width device occupies'),
  group: DeviceGroupId.optional().describe('The group it belongs to; a key of groups'),
};

/** What a scenario says of all its racks together. */
export const scenarioPlacement = {
  groups: z
    .record(DeviceGroupId, PlacedGroup)
    .default({})
    .describe('Groups of devices that must be close together, by id'),
  floor: Floor.optional().describe('Room of the racks'),
  asOf: CalendarDay.optional().describe('Planning date; default: after all changes'),
};
