import { connectionOf, outletLines } from '#shared/power/supplies';
import type { Line, OutletLine } from '#shared/scenario/electrical';
import type { Device, Feed } from '#shared/scenario/schema';
import type { FeedId } from '#shared/schema/ids';

/** Where one power supply is plugged in: the feed, where the document says it, and the lines of the outlet. */
export interface Cord {
  readonly feed: FeedId | undefined;
  readonly line: OutletLine;
}

export type Plugs = Pick<Device, 'supplyFeeds' | 'supplyLines'>;

/** The cords of a device by supply. A feed that its rack does not have counts as none. */
export const cordsOf = (
  { supplyFeeds = [], supplyLines = [] }: Plugs,
  feeds: readonly Feed[],
  count: number,
): readonly Cord[] =>
  Array.from({ length: count }, (_, supply) => ({
    feed: feeds.find(({ id }) => id === supplyFeeds[supply])?.id,
    line: supplyLines[supply] ?? 'unknown',
  }));

/** The outlets of a cord's feed; of all feeds where it has none and they are alike; none at a single phase. */
export function outletsOf(feed: FeedId | undefined, feeds: readonly Feed[]): readonly Line[] {
  const possible = feed === undefined ? feeds : feeds.filter(({ id }) => id === feed);
  const [first] = possible;
  if (first === undefined || possible.some(({ phases }) => phases !== 3)) return [];
  const connection = connectionOf(first);
  return possible.every((other) => connectionOf(other) === connection) ? outletLines[connection] : [];
}

/** Whether the feeds have the outlets at which a device says that its supplies hang. */
export const hasOutlets = (plugs: Plugs, feeds: readonly Feed[]): boolean =>
  cordsOf(plugs, feeds, plugs.supplyLines?.length ?? 0).every(
    ({ feed, line }) => line === 'unknown' || outletsOf(feed, feeds).includes(line),
  );
