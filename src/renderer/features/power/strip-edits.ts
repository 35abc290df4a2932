import type { Command } from '#renderer/documents/command';
import type { StripReport } from '#shared/power/report';
import type { FeedId } from '#shared/schema/ids';

/** Hangs a power strip on a feed of its rack; undefined leaves it where there is most to spare. */
export const hangStrip = (
  { strip, name }: Pick<StripReport, 'strip' | 'name'>,
  feed: FeedId | undefined,
): Command => ({
  name: { key: 'power:commands.hangStrip', params: { name } },
  recipe: (draft) => {
    const device = draft.devices[strip];
    if (device === undefined) return;
    if (feed === undefined) Reflect.deleteProperty(device, 'feed');
    else device.feed = feed;
  },
});
