import { Line } from '#shared/catalogue/line';
import { CatalogueId, DeviceId, FeedId, PduId, UpsId, UtilityId } from '#shared/schema/ids';
import { atMost, z } from '#shared/schema/zod';

/**
 * The electrical chain of a site above the feeds of its racks: utility feed → UPS → PDU. Every link is optional; where
 * a feed names no PDU, or a PDU no UPS, what lies above is taken as sound and unlimited.
 */

export const electricalLimits = {
  utilities: 20,
  upsSystems: 200,
  pdus: 2_000,
  supplies: 500,
  suppliesPerDevice: 16,
} as const;

const name = z.string().trim().min(1).max(120);
const positive = z.number().positive().max(1e12);

export const Side = z.enum(['A', 'B']);
export type Side = z.infer<typeof Side>;

/**
 * How three phases reach the outlets: in `wye` a device hangs between a line and neutral at 1/√3 of the line-to-line
 * voltage, in `delta` between two lines at the full one.
 */
export const Connection = z.enum(['wye', 'delta']);
export type Connection = z.infer<typeof Connection>;

export { Line } from '#shared/catalogue/line';

/**
 * The rules that a site is wired by: the NEC lets continuous loads take 80 % of a breaker (210.20, 215.3), IEC 60364 all
 * of it, since breakers of IEC 60898 and 60947-2 are rated for continuous duty.
 */
export const CodeOfPractice = z.enum(['nec', 'iec']);
export type CodeOfPractice = z.infer<typeof CodeOfPractice>;

const continuousAmperes = z
  .number()
  .positive()
  .max(20_000)
  .optional()
  .describe('What the breaker carries continuously, where its maker says so; otherwise the code of the site');

/** The lines that a supply hangs between at its outlet, by supply; `unknown` where nobody says. */
export const OutletLine = z.enum([...Line.options, 'unknown']);
export type OutletLine = z.infer<typeof OutletLine>;

/** A feed of the grid or a generator bus. */
export const Utility = z.strictObject({
  id: UtilityId,
  name,
  /** What it may carry continuously; absent where nothing limits it here. */
  capacityWatts: positive.optional(),
});
export type Utility = Readonly<z.infer<typeof Utility>>;

/** A UPS system of equal modules, some of them spare. It carries `modules − spareModules` times a module. */
export const UpsSystem = z
  .strictObject({
    id: UpsId,
    name,
    side: Side,
    utility: UtilityId.optional(),
    moduleWatts: positive.describe('Rated output of one module'),
    modules: z.int().min(1).max(64).default(1),
    spareModules: z.int().min(0).max(63).default(0).describe('Spare modules: N+1 has one'),
    /** Output over input; absent where unknown, and then its losses are not counted. */
    efficiency: z.number().gt(0.5).max(1).optional(),
  })
  .refine(({ modules, spareModules }) => spareModules < modules, {
    message: 'at least one module must not be a spare',
  });
export type UpsSystem = Readonly<z.infer<typeof UpsSystem>>;

/** A power distribution unit or remote power panel: a main breaker with the feeds of racks behind it. */
export const Pdu = z.strictObject({
  id: PduId,
  name,
  side: Side,
  ups: UpsId.optional(),
  volts: positive.max(1_000).describe('Line-to-line voltage for three phases, line voltage for one'),
  amperes: positive.max(20_000).describe('Rating of the main breaker'),
  phases: z.union([z.literal(1), z.literal(3)]).default(3),
  connection: Connection.optional(),
  continuousAmperes,
});
export type Pdu = Readonly<z.infer<typeof Pdu>>;

/** The power supplies of a device type, in place of what the catalogue says or does not say. */
export const Supplies = z
  .strictObject({
    count: z.int().min(1).max(electricalLimits.suppliesPerDevice),
    /** How many of them carry the device: N+1 of three needs two. */
    needed: z.int().min(1).max(electricalLimits.suppliesPerDevice),
    ratedWatts: positive.optional(),
  })
  .refine(({ count, needed }) => needed <= count, {
    message: 'needed must not exceed count',
  });
export type Supplies = Readonly<z.infer<typeof Supplies>>;

export const LoadSharing = z.enum(['shared', 'prefers-a']);
/** Whether live supplies share the load equally, or those on side A carry it as long as any of them lives. */
export type LoadSharing = z.infer<typeof LoadSharing>;

export const Electrical = z.strictObject({
  utilities: z
    .record(UtilityId, Utility)
    .refine(...atMost(electricalLimits.utilities))
    .default({})
    .describe('Feeds of the grid, by id'),
  upsSystems: z
    .record(UpsId, UpsSystem)
    .refine(...atMost(electricalLimits.upsSystems))
    .default({})
    .describe('UPS systems, by id'),
  pdus: z
    .record(PduId, Pdu)
    .refine(...atMost(electricalLimits.pdus))
    .default({})
    .describe('Power distribution units, by id'),
  supplies: z
    .record(CatalogueId, Supplies)
    .refine(...atMost(electricalLimits.supplies))
    .default({})
    .describe('Power supplies of device types, by type'),
  sharing: LoadSharing.default('shared'),
});
export type Electrical = Readonly<z.infer<typeof Electrical>>;

/** What a feed says of its place in the chain; all of it may stay out. */
export const feedLinks = {
  /** The PDU that it hangs from. */
  pdu: PduId.optional(),
  /** Of three phases; left out, a feed of 346 V or more is wye and one of less delta, as servers take 200 to 277 V. */
  connection: Connection.optional(),
  /** Of a single-phase feed: the lines of its PDU that it loads. */
  line: Line.optional(),
  continuousAmperes,
  /** Where it comes from when it names no PDU; feeds of two utilities are two sources, whatever their side. */
  utility: UtilityId.optional().describe('Utility of a feed without a PDU'),
} as const;

/** The outlet of a supply: a strip of its rack, and the bank of outlets on it, counted from 1. */
export const SupplyOutlet = z.strictObject({
  strip: DeviceId.describe('Power strip in the rack'),
  bank: z.int().min(1).max(99).optional().describe('Bank of outlets on the strip, from 1'),
});
export type SupplyOutlet = Readonly<z.infer<typeof SupplyOutlet>>;

/** How a device of a rack is connected to the feeds; all of it may stay out. */
export const deviceLinks = {
  /** Of a power strip: the feed that it hangs on; where none is named it hangs on the one with most to spare. */
  feed: FeedId.optional().describe('Feed that a power strip hangs on'),
  /** The outlet of each supply, in order; where none is named, the emptiest of the strips on its feed. */
  supplyOutlets: z
    .array(SupplyOutlet.nullable())
    .max(electricalLimits.suppliesPerDevice)
    .optional()
    .describe('Outlet that each power supply is plugged into, in order; null if not specified'),
} as const;
