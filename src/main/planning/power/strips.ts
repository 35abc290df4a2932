import type { PlacedDevice, RackInventory } from '#main/planning/placement/inventory';
import type { Derived } from '#shared/plan/derived';
import { isPowerStrip } from '#shared/power/strips';
import { ROOT_OF_THREE } from '#shared/power/supplies';
import type { Line } from '#shared/scenario/electrical';
import type { Feed } from '#shared/scenario/schema';
import { watts, type Watts } from '#shared/units/units';
import { outletVolts } from './phases';

/** Power strips between the feeds of a rack and the supplies of its devices. */

export type FeedSupply = Pick<Feed, 'volts' | 'amperes' | 'phases' | 'continuousAmperes'>;

/**
 * What a feed may carry continuously, at unity power factor: √3 · V · I of a line-to-line voltage for three phases,
 * V · I for one, of the current that the breaker carries continuously (NEC 210.20, 215.3; IEC 60947-2; facts A1.9).
 */
export function usableWatts(supply: FeedSupply, share: number): Watts {
  const { volts, amperes, phases, continuousAmperes } = supply;
  const perAmpere = (phases === 3 ? ROOT_OF_THREE : 1) * volts;
  return watts(continuousAmperes === undefined ? perAmpere * amperes * share : perAmpere * continuousAmperes);
}

export interface StripBank {
  readonly limitWatts: number;
  readonly line: Line | undefined;
}

/** A strip that hangs on a feed of its rack. */
export interface RackStrip {
  readonly placed: PlacedDevice;
  /** Index of the feed. */
  readonly feed: number;
  /** What it hands on continuously; undefined where nobody says. */
  readonly capacity: Derived<Watts> | undefined;
  /** Whether it spreads three phases over its outlets. */
  readonly isThreePhase: boolean;
  readonly banks: readonly StripBank[];
  /** Whether the document says which feed it hangs on, or leaves no choice. */
  readonly given: boolean;
}

export interface StripMeans {
  /** What a type hands on continuously; undefined where nobody says. */
  readonly capacityOf: (placed: PlacedDevice) => Derived<Watts> | undefined;
  /** Share of a breaker that continuous loads may take. */
  readonly share: number;
}

const bankOf = (
  { amperes, line }: { readonly amperes: number; readonly line?: Line | undefined },
  { feed, share }: { readonly feed: Feed; readonly share: number },
): StripBank => {
  // Between two lines an outlet has the full voltage, between a line and neutral 1/√3 of it.
  const isBetween = line === undefined ? undefined : line.includes('-');
  const volts =
    feed.phases === 1 || isBetween === undefined
      ? outletVolts(feed)
      : feed.volts / (isBetween ? 1 : ROOT_OF_THREE);
  return { limitWatts: volts * amperes * share, line: feed.phases === 3 ? line : undefined };
};

/**
 * The strips of a rack, each on the feed that its device names. One that names none hangs on the feed that strips leave
 * the most of, so that two strips in a rack of two feeds hang on one each.
 */
export function stripsOf(
  { rack: { feeds }, devices }: Pick<RackInventory, 'rack' | 'devices'>,
  { capacityOf, share }: StripMeans,
): readonly RackStrip[] {
  if (feeds.length === 0) return [];
  const strips = devices.filter(({ type }) => isPowerStrip(type));
  if (strips.length === 0) return [];
  const left = feeds.map((feed) => usableWatts(feed, share));
  const hang = (placed: PlacedDevice, feed: number, given: boolean): RackStrip => {
    const capacity = capacityOf(placed);
    const on = feeds[feed];
    left[feed] = watts((left[feed] ?? 0) - (capacity?.typical ?? left[feed] ?? 0));
    const inside = placed.type.strip;
    return {
      placed,
      feed,
      capacity,
      isThreePhase: on?.phases === 3 && inside?.phases !== 1,
      banks: on === undefined ? [] : (inside?.banks ?? []).map((bank) => bankOf(bank, { feed: on, share })),
      given,
    };
  };
  const named = new Map<PlacedDevice, RackStrip>();
  for (const placed of strips) {
    const feed = feeds.findIndex(({ id }) => id === placed.device.feed);
    if (feed >= 0) named.set(placed, hang(placed, feed, true));
  }
  const freest = (): number => left.indexOf(watts(Math.max(...left)));
  return strips.map((placed) => named.get(placed) ?? hang(placed, freest(), feeds.length === 1));
}

/** What a feed hands on through its strips: at most what they carry together; all it has where none hangs on it. */
export function throughStrips(feed: number, strips: readonly RackStrip[]): number {
  const here = strips.filter((strip) => strip.feed === feed);
  return here.length === 0
    ? Infinity
    : here.reduce((sum, { capacity }) => sum + (capacity?.typical ?? Infinity), 0);
}
