import type { Amounts } from '../placement/rack-capacity';
import { joining, obstacle, put, trialOf, type Bin, type Companion, type Item } from './bin';

/** Several racks near each other: whether two may hold members of one group. */
export type Near = (a: Bin, b: Bin) => boolean;

/** So many of one item; the members of a near group are placed one by one within reach of each other. */
export interface Line {
  readonly item: Item;
  /** How many items; as many as fit when infinite. */
  readonly count: number;
  /** Set for groups that may spread over several racks: how many servers each has, and how near they must be. */
  readonly spread?: { readonly size: number; readonly near: Near; readonly adjacent: boolean };
  /** The number of the first group of this line, counted over all lines; only for lines that come in groups. */
  readonly firstGroup?: number;
}

/** Where racks come from when those at hand are full: the n-th new one, or none any more. */
export type NewBin = (index: number) => Bin | undefined;

export interface Fleet {
  readonly bins: Bin[];
  readonly newBin: NewBin;
  /** How many new ones the bins hold already. */
  created: number;
  /** What the site still takes, in W. */
  sitePower: number;
  siteCooling: number;
}

export interface PackTerms {
  readonly companions: readonly Companion[];
  /** `tight`: where the least is left over; `first`: the first in the order of the bins. */
  readonly choice: 'tight' | 'first';
}

export const siteTakes = (fleet: Fleet, demand: Amounts): boolean =>
  demand.power <= fleet.sitePower && demand.cooling <= fleet.siteCooling;

/** Puts one item into a bin if the bin and the site take it. */
export function place(
  bin: Bin,
  item: Item,
  {
    fleet,
    companions,
    group,
  }: {
    readonly fleet: Fleet;
    readonly companions: readonly Companion[];
    readonly group?: number | undefined;
  },
): boolean {
  if (obstacle(bin, item, companions) !== undefined) return false;
  const { demand } = joining(bin, item, companions);
  if (!siteTakes(fleet, demand) || !put(bin, item, companions, group)) return false;
  fleet.sitePower -= demand.power;
  fleet.siteCooling -= demand.cooling;
  return true;
}

/** The next new rack, where it and the site would take the item. */
export function openNew(item: Item, fleet: Fleet, companions: readonly Companion[]): Bin | undefined {
  const bin = fleet.newBin(fleet.created);
  if (bin === undefined || !place(trialOf(bin), item, { fleet: { ...fleet }, companions })) return undefined;
  fleet.bins.push(bin);
  fleet.created += 1;
  return bin;
}
