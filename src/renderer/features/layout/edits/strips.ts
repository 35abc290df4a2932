import type { Command } from '#renderer/documents/command';
import type { Catalogue } from '#shared/catalogue/catalogue';
import { isPowerStrip } from '#shared/power/strips';
import { feedName } from '#shared/scenario/names';
import type { Device, Scenario } from '#shared/scenario/schema';
import type { DeviceId, FeedId } from '#shared/schema/ids';

/** Hangs a power strip on a feed of its rack; undefined leaves it where there is most to spare. */
export const hangStrip = (strip: Pick<Device, 'id' | 'name'>, feed: FeedId | undefined): Command => ({
  name: { key: 'layout:commands.hangStrip', params: { name: strip.name } },
  recipe: (draft) => {
    const device = draft.devices[strip.id];
    if (device === undefined) return;
    if (feed === undefined) Reflect.deleteProperty(device, 'feed');
    else device.feed = feed;
  },
});

interface Hanging {
  readonly strip: Device;
  readonly feed: FeedId;
  /** The feed as its rack calls it. */
  readonly name: string;
}

/** A strip that names no feed, with the feed of its rack that fewest strips name; nothing where there is none. */
export function hangingOf(
  scenario: Scenario,
  catalogue: Pick<Catalogue, 'deviceTypes'>,
  id: DeviceId,
): Hanging | undefined {
  const strip = scenario.devices[id];
  if (strip === undefined || strip.feed !== undefined) return undefined;
  const type = catalogue.deviceTypes[strip.type];
  const rack = scenario.racks[strip.rack];
  if (rack === undefined || type === undefined || !isPowerStrip(type)) return undefined;
  const taken = (feed: FeedId): number =>
    Object.values(scenario.devices).filter((device) => device.rack === rack.id && device.feed === feed)
      .length;
  const [feed] = rack.feeds.map((each) => each.id).toSorted((one, other) => taken(one) - taken(other));
  return feed === undefined ? undefined : { strip, feed, name: feedName(rack.name, feed) };
}
