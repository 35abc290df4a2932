import type { Draft } from 'immer';
import type { Command } from '#renderer/documents/command';
import { cordsOf, outletsOf, type Plugs } from '#renderer/features/layout/hall/cords';
import type { OutletLine } from '#shared/scenario/electrical';
import type { Device, Feed } from '#shared/scenario/schema';
import type { FeedId } from '#shared/schema/ids';

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

/** Gives a device these plugs; fields that say nothing go. */
function setPlugs(device: Draft<Device>, { supplyFeeds, supplyLines }: Plugs): void {
  // An outlet says which feed it is of; a feed that is named after it is the newer word.
  Reflect.deleteProperty(device, 'supplyOutlets');
  if (supplyFeeds) device.supplyFeeds = [...supplyFeeds];
  else Reflect.deleteProperty(device, 'supplyFeeds');
  if (supplyLines) device.supplyLines = [...supplyLines];
  else Reflect.deleteProperty(device, 'supplyLines');
}

/** Plugs one supply of a device elsewhere; supplies are counted from 1. */
export const plugSupply = (device: Device, supply: number, plugs: Plugs): Command => ({
  name: { key: 'cords:commands.plug', params: { device: device.name, supply } },
  recipe: (draft) => {
    const plugged = draft.devices[device.id];
    if (plugged) setPlugs(plugged, plugs);
  },
});

/** Says of several devices at which outlets their supplies hang. */
export const hangDevices = (devices: readonly Device[], plugs: readonly Plugs[]): Command => ({
  name:
    devices.length === 1
      ? { key: 'cords:commands.lines', params: { device: devices[0]?.name ?? '' } }
      : { key: 'cords:commands.linesMany', params: { count: devices.length } },
  recipe: (draft) => {
    devices.forEach(({ id }, index) => {
      const device = draft.devices[id];
      const its = plugs[index];
      if (device && its) setPlugs(device, its);
    });
  },
});
