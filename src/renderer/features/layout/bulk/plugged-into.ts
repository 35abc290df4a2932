import type { Catalogue } from '#shared/catalogue/catalogue';
import { FeedId } from '#shared/ids';
import { supplyCountsOf } from '#shared/power/supplies';
import type { Device, Feed, Rack, Scenario } from '#shared/scenario/schema';

/** How a device's supplies are plugged in: spread over the sides, all on one side, all into one feed, or otherwise. */
export type Plugging = 'spread' | 'A' | 'B' | 'own' | `feed:${string}`;

export function pluggingOf({ supplyFeeds }: Device, feeds: readonly Feed[]): Plugging {
  if (supplyFeeds === undefined || supplyFeeds.length === 0) return 'spread';
  const ids = new Set(supplyFeeds);
  const [only] = ids;
  const sides = new Set(supplyFeeds.map((id) => feeds.find((feed) => feed.id === id)?.side));
  const [side] = sides;
  const ofSide = feeds.filter((feed) => feed.side === side);
  if (ids.size === 1 && typeof only === 'string' && ofSide.length > 1) return `feed:${only}`;
  return sides.size === 1 && side !== undefined ? side : 'own';
}

/** The feeds that a choice means for one device, in the order of its supplies; undefined spreads them as usual. */
export function feedsFor(
  choice: Plugging,
  device: Device,
  { scenario, catalogue }: { readonly scenario: Scenario; readonly catalogue: Catalogue },
): Device['supplyFeeds'] | undefined {
  if (choice === 'spread') return undefined;
  if (choice === 'own') return device.supplyFeeds;
  const { feeds = [] } = scenario.racks[device.rack] ?? {};
  const wanted =
    choice === 'A' || choice === 'B'
      ? feeds.filter(({ side }) => side === choice)
      : feeds.filter(({ id }) => id === choice.slice('feed:'.length));
  if (wanted.length === 0) return device.supplyFeeds;
  const { count } = supplyCountsOf(
    catalogue.deviceTypes[device.type] ?? { id: device.type },
    scenario.electrical,
  );
  return Array.from({ length: Math.max(1, count) }, (_, index) =>
    FeedId.parse(wanted[index % wanted.length]?.id),
  );
}

/** The ids of the feeds that all of these racks have. */
export function sharedFeeds(racks: readonly Rack[]): readonly Feed[] {
  const [first, ...others] = racks;
  return (first?.feeds ?? []).filter(({ id }) =>
    others.every(({ feeds }) => feeds.some((feed) => feed.id === id)),
  );
}
