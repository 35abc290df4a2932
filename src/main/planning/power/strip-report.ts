import type { StripReport } from '#shared/power/report';
import type { LoadSharing } from '#shared/scenario/electrical';
import { watts } from '#shared/units/units';
import { flowThrough } from './grid-flow';
import type { Network } from './network';
import type { RackWiring } from './wiring';

interface Flowing {
  readonly network: Network;
  /** What each device of the network draws, by index, in watts. */
  readonly loads: readonly number[];
  readonly sharing: LoadSharing;
}

/** Every strip that hangs on a feed, with what flows through it and its banks while nothing has failed. */
export function stripReports(
  racks: readonly { readonly wiring: RackWiring }[],
  { network, loads, sharing }: Flowing,
): readonly StripReport[] {
  if (racks.every(({ wiring }) => wiring.strips.length === 0)) return [];
  const flow = flowThrough(network, loads, sharing);
  const carried = new Map<string, number>();
  network.nodes.forEach(({ kind, id, rack }, index) => {
    if (kind === 'strip' || kind === 'bank') carried.set(`${rack} ${id}`, flow.loads.now[index] ?? 0);
  });
  return racks.flatMap(({ wiring: { rack, strips, devices } }, rackIndex) =>
    strips.flatMap((strip, index): readonly StripReport[] => {
      const { device } = strip.placed;
      const feed = rack.feeds[strip.feed];
      if (feed === undefined) return [];
      const at = (id: string) => watts(carried.get(`${rackIndex} ${id}`) ?? 0);
      return [
        {
          rack: rack.id,
          rackName: rack.name,
          strip: device.id,
          name: device.name,
          feed: feed.id,
          basis: strip.given ? 'given' : 'assumed',
          load: at(device.id),
          limit: strip.capacity?.typical,
          supplies: devices.reduce(
            (sum, { outlets }) => sum + outlets.filter((outlet) => outlet.strip === index).length,
            0,
          ),
          banks: strip.banks.map(({ limitWatts, line }, bank) => ({
            load: at(`${device.id}/${bank + 1}`),
            limit: watts(limitWatts),
            line,
          })),
        },
      ];
    }),
  );
}
