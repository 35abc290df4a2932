import type { Electrical } from '#shared/scenario/electrical';
import type { Side, Site } from '#shared/scenario/schema';
import { gridOf, type Outcome, type Trip } from './grid';
import type { DevicePowers } from './load';
import { networkOf } from './network';
import type { RackWiring } from './wiring';

/** A feed of the rack that trips, with what it carries and may carry, in watts. */
export type TrippedFeed = Pick<Trip, 'watts' | 'limitWatts'>;

/** What losing one side does to a rack. */
export interface LostSide {
  readonly side: Side;
  /** The feed of the other side that trips under what moves to it. */
  readonly tripped: TrippedFeed | undefined;
  /** Devices that are dark once everything has tripped that trips. */
  readonly dark: number;
}

/** How a rack's feeds stand, with nothing lost and with either side lost. */
export interface RackVerdict {
  /** The feed that trips with nothing lost. */
  readonly tripped: TrippedFeed | undefined;
  /** The worse of its two sides to lose; undefined where it has but one. */
  readonly lostSide: LostSide | undefined;
  /** Whether the document says where every supply is plugged in. */
  readonly wiring: 'given' | 'assumed';
}

export type RackVerdicts = Readonly<Record<'typical' | 'maximum', RackVerdict>>;

interface Means {
  readonly powers: DevicePowers;
  readonly electrical: Pick<Electrical, 'sharing'>;
  readonly site: Pick<Site, 'continuousLoadFraction'>;
}

// What a single line carries follows from the outlets, of which the phases of a feed speak.
const feedOver = ({ trips }: Outcome): TrippedFeed | undefined =>
  trips.find(({ line }) => line === undefined);

const worse = (a: LostSide | undefined, b: LostSide): LostSide => {
  if (a === undefined) return b;
  const over = (lost: LostSide): number =>
    lost.tripped === undefined ? 0 : lost.tripped.watts / lost.tripped.limitWatts;
  return over(b) > over(a) || (over(b) === over(a) && b.dark > a.dark) ? b : a;
};

const noChain = { utilities: {}, upsSystems: {}, pdus: {} };

function verdictAt(
  level: keyof RackVerdicts,
  wiring: RackWiring,
  { powers, electrical, site }: Means,
): RackVerdict {
  const { continuousLoadFraction } = site;
  const network = networkOf([wiring], { electrical: noChain, continuousLoadFraction });
  const loads = network.devices.map(({ wired }) => {
    const power = powers.get(wired.placed.type.id);
    return power?.known === true ? power.levels[level].typical : 0;
  });
  const grid = gridOf(network, loads, electrical.sharing);
  const normal = grid.settle();
  let lostSide: LostSide | undefined;
  const ofSide = (side: Side): readonly number[] =>
    network.nodes.flatMap((node, index) => (node.side === side ? [index] : []));
  const [onA, onB] = [ofSide('A'), ofSide('B')];
  if (onA.length > 0 && onB.length > 0) {
    for (const [side, lostNodes] of [
      ['A', onA],
      ['B', onB],
    ] as const) {
      const outcome = grid.after({ lostNodes });
      const dark = normal.dark.length + outcome.dark.length;
      lostSide = worse(lostSide, { side, tripped: feedOver(outcome), dark });
    }
  }
  const wired = wiring.devices.every(({ given }) => given) ? 'given' : 'assumed';
  return { tripped: feedOver(normal), lostSide, wiring: wired };
}

/**
 * What trips and what goes dark in a rack when nothing and when one side is lost, at typical power and at nameplate:
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
