import type { FeedId } from '#shared/ids';
import type { OutletLine } from '#shared/scenario/electrical';
import type { Device, Feed } from '#shared/scenario/schema';
import { cordsOf, outletsOf, type Plugs } from './cords';

/** What a device says after one supply was plugged into a feed, or left to be spread over the sides. */
export function pluggedInto(
  plugs: Plugs,
  supply: number,
  feed: FeedId | undefined,
  feeds: readonly Feed[],
): Plugs {
  const { supplyFeeds = [] } = plugs;
  const named = Array.from({ length: Math.max(supplyFeeds.length, supply + 1) }, (_, index) =>
    index === supply ? (feed ?? null) : (supplyFeeds[index] ?? null),
  );
  const last = named.findLastIndex((id) => id !== null);
  const was = plugs.supplyLines?.[supply] ?? 'unknown';
  // A line that the new feed's outlets do not have is nothing to keep.
  const keeps = was === 'unknown' || outletsOf(feed, feeds).includes(was);
  const next = { ...plugs, supplyFeeds: named.slice(0, last + 1) };
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
