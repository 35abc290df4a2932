import type { Refusal } from '#shared/refusal/refusal';
import { GroupRule, type PlacedGroup } from '#shared/scenario/placement';
import { type Device, Feed, type Rack, RackLimits, Scenario, scenarioLimits } from '#shared/scenario/schema';
import { CatalogueId, type RackId, RackId as RackIdSchema } from '#shared/schema/ids';
import { z } from '#shared/schema/zod';

/** Placing a list of servers into racks: what is asked, and what comes back. Both sides and the command line use it. */

const fitLimits = { kinds: 50, newRacks: scenarioLimits.racks, perGroup: 100 } as const;

const count = z.int().min(1).max(scenarioLimits.devices);

/** So many servers of one type; as many as find a place where no count is given. */
export const FitServers = z.strictObject({
  type: CatalogueId,
  count: count.optional(),
  /** They come in groups of this size, each of which must stand together. */
  together: z.strictObject({ size: z.int().min(2).max(fitLimits.perGroup), rule: GroupRule }).optional(),
});
export type FitServers = Readonly<z.infer<typeof FitServers>>;

/** Switches that go where the servers go: one in a rack for so many of its servers. */
export const FitSwitches = z.strictObject({
  type: CatalogueId,
  serves: count.describe('Servers per switch'),
  most: z.int().min(1).max(60).optional().describe('Maximum number in one rack'),
});
export type FitSwitches = Readonly<z.infer<typeof FitSwitches>>;

/** Racks that may be added: their type, feeds and own limits, how many at most, and where they begin. */
export const FitNewRacks = z.strictObject({
  type: CatalogueId,
  feeds: z.array(Feed).max(8),
  limits: RackLimits.default({}),
  /** As many as it takes where this is absent; servers without a count fill new racks only where it is not. */
  most: z.int().min(0).max(fitLimits.newRacks).optional(),
  row: z.int().min(0).max(1_000).default(0),
  /** A new row begins when one holds so many. */
  perRow: z.int().min(1).max(1_000).default(1_000),
});
export type FitNewRacks = Readonly<z.infer<typeof FitNewRacks>>;

/** `fewest` racks; `compact`: as few, next to each other; `spread`: the power of all racks as even as can be. */
export const FitStrategy = z.enum(['fewest', 'compact', 'spread']);
export type FitStrategy = z.infer<typeof FitStrategy>;

/** What counts against the limits: nameplate power, which a breaker must carry, or typical power. */
export const FitPowerLevel = z.enum(['maximum', 'typical']);
export type FitPowerLevel = z.infer<typeof FitPowerLevel>;

const terms = {
  strategy: FitStrategy.default('fewest'),
  powerLevel: FitPowerLevel.default('maximum'),
  /** The share of every limit of a rack that stays free. */
  spareFraction: z.number().min(0).max(0.9).default(0),
  /** Whether the solver looks for fewer racks and for the proof that there are none. */
  prove: z.boolean().default(true),
};

export const FitRequest = z.strictObject({
  scenario: Scenario,
  servers: z.array(FitServers).min(1).max(fitLimits.kinds),
  switches: z.array(FitSwitches).max(8).default([]),
  /** Racks of the scenario that may be filled; all of them where none are named. */
  given: z.array(RackIdSchema).max(scenarioLimits.racks).optional(),
  newRacks: FitNewRacks.optional(),
  ...terms,
});
export type FitRequest = Readonly<z.infer<typeof FitRequest>>;

export const RearrangeRequest = z.strictObject({
  scenario: Scenario,
  /** The racks whose devices are placed anew, within these racks; all where none are named. */
  racks: z.array(RackIdSchema).max(scenarioLimits.racks).optional(),
  ...terms,
});
export type RearrangeRequest = Readonly<z.infer<typeof RearrangeRequest>>;

/** The limits that may stop a rack. */
export type FitLimit =
  | 'units'
  | 'power'
  | 'mass'
  | 'cooling'
  | 'mounts'
  | 'ports'
  | 'together'
  | 'site-power'
  | 'site-cooling'
  | 'no-feed'
  | 'rack-count'
  | 'plan';

/** What keeps one more server out of a rack: the limit, what the rack would need and what it has, in the limit's unit. */
export interface FitStop {
  readonly limit: FitLimit;
  /** The name of the server type that would have come next. */
  readonly next: string;
  readonly demand: number;
  readonly available: number;
}

/** How much of one limit is taken: U, W, kg or pieces. */
export interface FitUse {
  readonly limit: 'units' | 'power' | 'mass' | 'cooling';
  readonly used: number;
  readonly available: number;
}

export interface FilledRack {
  readonly rack: RackId;
  readonly name: string;
  readonly isNew: boolean;
  /** What was put into it, by type. */
  readonly added: readonly { readonly type: string; readonly count: number }[];
  readonly use: readonly FitUse[];
  /** What stops it; undefined while it still takes one more of everything asked for. */
  readonly stop: FitStop | undefined;
}

export interface Unplaced {
  readonly type: string;
  readonly count: number;
  readonly refusal: Refusal;
}

/** How far the answer can be from the best one. */
export interface FitBound {
  /** Racks brought into use: new ones, or empty given ones where no new one is needed. */
  readonly racks: number;
  /** No arrangement brings fewer into use. */
  readonly atLeast: number;
  readonly proof: 'optimal' | 'bound' | 'incomplete';
  readonly method: 'heuristic' | 'solver';
}

export interface FitAnswer {
  readonly devices: readonly Device[];
  readonly racks: readonly Rack[];
  readonly groups: readonly PlacedGroup[];
  /** Racks that take part, in order of the floor. */
  readonly filled: readonly FilledRack[];
  readonly unplaced: readonly Unplaced[];
  readonly bound: FitBound;
  /** Load of the fullest and the emptiest rack that took something, in W at the power level asked for. */
  readonly peakWatts: number;
  readonly leastWatts: number;
  /** Types whose figure nobody publishes, so that the limit was not held against it. */
  readonly unknown: readonly { readonly type: string; readonly figure: 'power' | 'mass' }[];
  /** Limits of the plan that the answer would break all the same, such as one of a UPS that several racks share. */
  readonly breaks: readonly Refusal[];
}

/** One device's new place. */
export type FitMove = Pick<Device, 'id' | 'rack' | 'position' | 'face' | 'side'>;

export interface RearrangeAnswer {
  /** Empty where no better arrangement was found: what stands stays. */
  readonly moves: readonly FitMove[];
  readonly before: RearrangeMeasure;
  readonly after: RearrangeMeasure;
  readonly filled: readonly FilledRack[];
  readonly bound: FitBound;
}

export interface RearrangeMeasure {
  readonly racks: number;
  readonly errors: number;
  readonly peakWatts: number;
  readonly leastWatts: number;
}

/** The scenario with what an answer adds: its racks, groups and devices. */
export const withFit = (
  scenario: Scenario,
  { racks, devices, groups }: Pick<FitAnswer, 'racks' | 'devices' | 'groups'>,
): Scenario => ({
  ...scenario,
  racks: { ...scenario.racks, ...Object.fromEntries(racks.map((rack) => [rack.id, rack])) },
  devices: { ...scenario.devices, ...Object.fromEntries(devices.map((device) => [device.id, device])) },
  ...(groups.length > 0 && {
    groups: { ...scenario.groups, ...Object.fromEntries(groups.map((group) => [group.id, group])) },
  }),
});

/** The scenario with devices moved to the places of an answer. */
export function withMoves(scenario: Scenario, moves: readonly FitMove[]): Scenario {
  const devices = { ...scenario.devices };
  for (const { id, ...place } of moves) {
    const device = devices[id];
    if (device !== undefined) devices[id] = { ...device, ...place };
  }
  return { ...scenario, devices };
}
