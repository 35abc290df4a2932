import type { Electrical } from '#shared/scenario/electrical';
import type { Feed, Side } from '#shared/scenario/schema';
import { ownValue } from '#shared/schema/own-value';

/**
 * Where feeds come from, and which of them are lost together. A site may have any number of independent sources: two
 * sides, three utilities with a load shared by each pair, or a catcher behind several systems.
 */

/** What a feed is known to come from. */
export interface Origin {
  readonly ups: string | undefined;
  readonly utility: string | undefined;
}

export type OriginOf = (feed: Feed) => Origin;

const nowhere: Origin = { ups: undefined, utility: undefined };

/** The UPS system and the utility above each feed, as far as the chain leads. */
export function originsIn({
  utilities,
  upsSystems,
  pdus,
}: Pick<Electrical, 'utilities' | 'upsSystems' | 'pdus'>): OriginOf {
  const known = (id: string | undefined): string | undefined =>
    id !== undefined && Object.hasOwn(utilities, id) ? id : undefined;
  return (feed) => {
    if (feed.pdu === undefined)
      return feed.utility === undefined ? nowhere : { ups: undefined, utility: known(feed.utility) };
    const above = ownValue(pdus, feed.pdu)?.ups;
    const ups = above === undefined ? undefined : ownValue(upsSystems, above);
    return ups === undefined ? nowhere : { ups: ups.id, utility: known(ups.utility) };
  };
}

/** The system that a feed shares with all that fails with it; undefined where nobody says. */
export const systemOf = ({ ups, utility }: Origin): string | undefined =>
  ups === undefined ? utility && `utility ${utility}` : `ups ${ups}`;

/** A source that a rack can lose, with the feeds that go with it. */
export interface Loss {
  /** Equal for equal sources of all racks. */
  readonly key: string;
  /** The side, where the source is all that the rack has on it. */
  readonly side: Side | undefined;
  /** Indices of the feeds. */
  readonly feeds: readonly number[];
}

const distinct = <Value>(values: readonly (Value | undefined)[]): readonly Value[] => [
  ...new Set(values.filter((value): value is Value => value !== undefined)),
];

/**
 * The sources that a rack may lose while others carry on: the systems that the chain leads to, the utilities above them,
 * and the sides of which it says nothing. A feed of which nobody says where it comes from is lost with every system of
 * its side. What all feeds share is left to the failures of the site, since no rack can be built against it.
 */
export function lossesOf(feeds: readonly Feed[], originOf: OriginOf): readonly Loss[] {
  const origins = feeds.map(originOf);
  const systems = origins.map(systemOf);
  const where = (holds: (index: number) => boolean): readonly number[] => [...feeds.keys()].filter(holds);
  const ofSide = (side: Side): Loss => ({
    key: `side ${side}`,
    side,
    feeds: where((index) => feeds[index]?.side === side),
  });
  const ofSystem = (system: string): Loss => {
    const own = where((index) => systems[index] === system);
    const sides = new Set(own.map((index) => feeds[index]?.side));
    const lost = where(
      (index) => systems[index] === system || (systems[index] === undefined && sides.has(feeds[index]?.side)),
    );
    const [side] = sides;
    const isSide = sides.size === 1 && where((index) => feeds[index]?.side === side).length === lost.length;
    return { key: system, side: isSide ? side : undefined, feeds: lost };
  };
  const ofUtility = (utility: string): Loss => ({
    key: `utility ${utility}`,
    side: undefined,
    feeds: where((index) => origins[index]?.utility === utility),
  });
  const unsaid = sides.filter((side) =>
    where((index) => feeds[index]?.side === side).every((index) => systems[index] === undefined),
  );
  const candidates = [
    ...distinct(systems).map(ofSystem),
    ...unsaid.map(ofSide),
    ...distinct(origins.map(({ utility }) => utility)).map(ofUtility),
  ];
  const isPart = (loss: Loss): boolean => loss.feeds.length > 0 && loss.feeds.length < feeds.length;
  const found = distinctLosses(candidates.filter(isPart));
  return found.length > 0 ? found : sides.map(ofSide).filter(isPart);
}

const sides: readonly Side[] = ['A', 'B'];

function distinctLosses(losses: readonly Loss[]): readonly Loss[] {
  const found = new Map<string, Loss>();
  for (const loss of losses) if (!found.has(loss.feeds.join())) found.set(loss.feeds.join(), loss);
  return [...found.values()];
}
