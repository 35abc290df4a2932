import type { Electrical } from '#shared/scenario/electrical';
import type { Side } from '#shared/scenario/schema';
import { gridOf, type Outcome, type Trip } from './grid';
import type { DevicePowers } from './load';
import { type Network, networkOf } from './network';
import type { RackWiring } from './wiring';

/** A breaker of the rack that trips, with what it carries and may carry, in watts. */
export interface TrippedPart extends Pick<Trip, 'watts' | 'limitWatts'> {
  /** Index of the strip; undefined where the breaker of a feed goes. */
  readonly strip: number | undefined;
  /** Index of the bank on the strip; undefined where the strip as a whole carries too much. */
  readonly bank: number | undefined;
}

/** What losing one source does to a rack. */
export interface LostSource {
  /** The side, where the source is all that the rack has on it. */
  readonly side: Side | undefined;
  /** The part of another source that trips under what moves to it. */
  readonly tripped: TrippedPart | undefined;
  /** Devices that are dark once everything has tripped that trips. */
  readonly dark: number;
}

/** How a rack's feeds and strips stand, with nothing lost and with any source lost. */
export interface RackVerdict {
  /** The part that trips with nothing lost. */
  readonly tripped: TrippedPart | undefined;
  /** The worst of its sources to lose; undefined where it has but one. */
  readonly lost: LostSource | undefined;
  /** Whether the document says where every strip and every supply is plugged in. */
  readonly wiring: 'given' | 'assumed';
}

export type RackVerdicts = Readonly<Record<'typical' | 'maximum', RackVerdict>>;

interface Means {
  readonly powers: DevicePowers;
  readonly electrical: Pick<Electrical, 'sharing'>;
  /** Share of a breaker that continuous loads may take. */
  readonly share: number;
}

/**
 * The first part that trips. What a single line carries follows from the outlets, of which the phases of a feed speak.
 */
function tripIn({ trips }: Outcome, { nodes }: Network): TrippedPart | undefined {
  const trip = trips.find(({ line }) => line === undefined);
  const node = trip && nodes[trip.node];
  if (trip === undefined || node === undefined) return undefined;
  const bank = node.kind === 'bank' ? Number(node.id.slice(node.id.lastIndexOf('/') + 1)) - 1 : undefined;
  return { watts: trip.watts, limitWatts: trip.limitWatts, strip: node.strip, bank };
}

const worse = (a: LostSource | undefined, b: LostSource): LostSource => {
  if (a === undefined) return b;
  const over = (lost: LostSource): number =>
    lost.tripped === undefined ? 0 : lost.tripped.watts / lost.tripped.limitWatts;
  return over(b) > over(a) || (over(b) === over(a) && b.dark > a.dark) ? b : a;
};

const noChain = { utilities: {}, upsSystems: {}, pdus: {} };

function verdictAt(
  level: keyof RackVerdicts,
  wiring: RackWiring,
  { powers, electrical, share }: Means,
): RackVerdict {
  const network = networkOf([wiring], { electrical: noChain, share });
  const loads = network.devices.map(({ wired }) => {
    const power = powers.get(wired.placed.type.id);
    return power?.known === true ? power.levels[level].typical : 0;
  });
  const grid = gridOf(network, loads, electrical.sharing);
  const normal = grid.settle();
  let lost: LostSource | undefined;
  // The feeds of the one rack are the first nodes of its network.
  for (const { side, feeds } of wiring.losses) {
    const outcome = grid.after({ lostNodes: feeds });
    const dark = normal.dark.length + outcome.dark.length;
    lost = worse(lost, { side, tripped: tripIn(outcome, network), dark });
  }
  const isGiven = wiring.devices.every(({ given }) => given) && wiring.strips.every(({ given }) => given);
  return { tripped: tripIn(normal, network), lost, wiring: isGiven ? 'given' : 'assumed' };
}

/**
 * What trips and what goes dark in a rack when nothing and when one source is lost, at typical power and at nameplate:
 * the failure analysis of the hall on the feeds of one rack. Racks wired alike are followed once.
 */
export function rackVerdicts(means: Means): (wiring: RackWiring) => RackVerdicts {
  const kinds = new Map<string, RackVerdicts>();
  return (wiring) => {
    const known = kinds.get(wiring.kind);
    if (known !== undefined) return known;
    const verdicts = {
      typical: verdictAt('typical', wiring, means),
      maximum: verdictAt('maximum', wiring, means),
    };
    kinds.set(wiring.kind, verdicts);
    return verdicts;
  };
}
