import type { FeedId } from '#shared/ids';
import type { OutletLine } from '#shared/scenario/electrical';
import type { Device, Feed } from '#shared/scenario/schema';
import { cordsOf, outletsOf, type Plugs } from './cords';

const sides = ['A', 'B'] as const;

/** The feed that a supply goes to when those after it are fixed and nobody said more: the sides in turn. */
function usualFeed(supply: number, feeds: readonly Feed[]): FeedId | undefined {
  const bySide = sides
    .map((side) => feeds.filter((feed) => feed.side === side))
    .filter(({ length }) => length > 0);
  const ofSide = bySide[supply % bySide.length] ?? [];
  return ofSide[Math.floor(supply / bySide.length) % ofSide.length]?.id;
}

/**
 * What a device says after one supply was plugged into a feed, or left to be spread with those after it. Supplies before it
 * of which nothing was said are fixed to the sides in turn, since the document names feeds from the first supply on.
 */
export function pluggedInto(
  plugs: Plugs,
  supply: number,
  feed: FeedId | undefined,
  feeds: readonly Feed[],
): Plugs {
  const said = cordsOf(plugs, feeds, Math.max(supply + 1, plugs.supplyFeeds?.length ?? 0));
  const until = feed === undefined ? supply : said.findLastIndex((cord) => cord.feed !== undefined) + 1;
  const length = feed === undefined ? supply : Math.max(until, supply + 1);
  const supplyFeeds = Array.from({ length }, (_, index) =>
    index === supply ? feed : (said[index]?.feed ?? usualFeed(index, feeds)),
  ).filter((id) => id !== undefined);
  const was = said[supply]?.line ?? 'unknown';
  // A line that the new feed's outlets do not have is nothing to keep.
  const keeps = was === 'unknown' || outletsOf(feed, feeds).includes(was);
  const next = { ...plugs, supplyFeeds };
  return cleared(keeps ? next : hungBetween(next, supply, 'unknown'));
}

/** What a device says after the lines of one supply's outlet were named, or are no longer known. */
export function hungBetween(plugs: Plugs, supply: number, line: OutletLine): Plugs {
  const { supplyLines = [] } = plugs;
  const lines = Array.from({ length: Math.max(supplyLines.length, supply + 1) }, (_, index): OutletLine =>
    index === supply ? line : (supplyLines[index] ?? 'unknown'),
  );
  const last = lines.findLastIndex((known) => known !== 'unknown');
  return cleared({ ...plugs, supplyLines: lines.slice(0, last + 1) });
}

/**
 * The cords of devices over the lines in turn, from the bottom up, so that equal devices load a feed's lines evenly. Both
 * cords of a device hang on the same lines, as an electrician marks them. What has no outlet lines stays as it is.
 */
export function inTurn(
  devices: readonly (Device & { readonly supplies: number; readonly feeds: readonly Feed[] })[],
): readonly Plugs[] {
  const turns = new Map<string, number>();
  const order = devices
    .map((device, index) => ({ device, index }))
    .toSorted((a, b) => a.device.position - b.device.position || a.index - b.index);
  const result = devices.map(({ supplyFeeds, supplyLines }): Plugs => ({ supplyFeeds, supplyLines }));
  for (const { device, index } of order) {
    const turn = turns.get(device.rack) ?? 0;
    turns.set(device.rack, turn + 1);
    const lines = cordsOf(device, device.feeds, device.supplies).map(({ feed, line }): OutletLine => {
      const outlets = outletsOf(feed, device.feeds);
      return outlets[turn % outlets.length] ?? line;
    });
    result[index] = cleared({ supplyFeeds: device.supplyFeeds, supplyLines: lines });
  }
  return result;
}

/** Without what says nothing. */
const cleared = ({ supplyFeeds, supplyLines }: Plugs): Plugs => ({
  supplyFeeds: supplyFeeds?.length === 0 ? undefined : supplyFeeds,
  supplyLines: supplyLines?.some((line) => line !== 'unknown') === true ? supplyLines : undefined,
});
