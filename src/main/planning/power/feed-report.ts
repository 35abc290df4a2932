import type { FeedReport, LinesReport, LoadLevel, PduLines } from '#shared/power/report';
import { connectionOf } from '#shared/scenario/outlets';
import type { Scenario } from '#shared/scenario/schema';
import { amperes, volts, watts } from '#shared/units';
import { carriersOf } from './carriers';
import { usableWatts } from './breaker';
import type { DrawOf, RackDraw } from './rack-draw';
import type { OccupationOf } from './occupation';
import {
  addEvenly,
  addStraight,
  imbalanceOf,
  lineCurrentsOfLine,
  linesOfFeed,
  type OutletLoad,
} from './phases';
import type { LineCurrents } from './line-phasors';
import type { RackWiring } from './wiring';

export interface DrawnWiring {
  readonly wiring: RackWiring;
  readonly draw: RackDraw;
}

interface FeedMeans {
  readonly scenario: Scenario;
  readonly drawOf: DrawOf;
  readonly occupation: OccupationOf;
  readonly level: LoadLevel;
}

const linesReport = (
  currents: LineCurrents,
  { limit, neutral }: { readonly limit: number; readonly neutral?: number | undefined },
): LinesReport => ({
  currents: [amperes(currents[0]), amperes(currents[1]), amperes(currents[2])],
  limit: amperes(limit),
  imbalance: imbalanceOf(currents),
  neutral: neutral === undefined ? undefined : amperes(neutral),
});

/** What single supplies put on a feed, and at which outlets; a feed's phases are loaded by them. */
function plugLoads(
  { wiring }: DrawnWiring,
  feed: number,
  { scenario, drawOf, occupation, level }: FeedMeans,
): readonly OutletLoad[] {
  return wiring.devices.flatMap((device): readonly OutletLoad[] => {
    if (!device.plugs.includes(feed)) return [];
    const draw = drawOf(device, occupation(device.placed.device.id))[level].typical;
    const plugged = device.plugs.flatMap((plug, supply) =>
      plug < 0 ? [] : [{ plug, side: wiring.rack.feeds[plug]?.side, line: device.lines[supply] }],
    );
    const { supplies } = device;
    const carrying = carriersOf(plugged, { supplies, watts: draw, sharing: scenario.electrical.sharing });
    const taking = carrying.length === 0 ? plugged : carrying;
    return taking.flatMap(({ plug, line }) => (plug === feed ? [{ watts: draw / taking.length, line }] : []));
  });
}

export interface FeedReports {
  readonly feeds: readonly FeedReport[];
  readonly pduLines: readonly PduLines[];
}

/** Every feed with its load at a level, its phases, and what the phases of the PDUs above carry. */
export function feedReports(racks: readonly DrawnWiring[], means: FeedMeans): FeedReports {
  const { scenario, level } = means;
  const { continuousLoadFraction } = scenario.site;
  const { pdus } = scenario.electrical;
  const above = new Map<string, LineCurrents>();
  const feeds = racks.flatMap((drawn) => {
    const { rack } = drawn.wiring;
    return rack.feeds.map((feed, index): FeedReport => {
      const carried = drawn.draw.feeds[index];
      const load = carried?.load[level].typical ?? watts(0);
      const plugs = plugLoads(drawn, index, means);
      const lines = feed.phases === 3 ? linesOfFeed(feed, plugs) : undefined;
      const pdu = feed.pdu !== undefined && Object.hasOwn(pdus, feed.pdu) ? pdus[feed.pdu] : undefined;
      if (pdu?.phases === 3) {
        // A transformer turns currents with the voltages and keeps the power.
        const own = lines?.currents ?? lineCurrentsOfLine(feed.line ?? 'L1', load / feed.volts);
        const before = above.get(pdu.id) ?? [0, 0, 0];
        const isGiven =
          feed.phases === 3 ? plugs.some(({ line }) => line !== undefined) : feed.line !== undefined;
        above.set(pdu.id, (isGiven ? addStraight : addEvenly)(before, own, feed.volts / pdu.volts));
      }
      return {
        rack: rack.id,
        rackName: rack.name,
        feed: feed.id,
        side: feed.side,
        pdu: pdu?.name,
        volts: volts(feed.volts),
        amperes: amperes(feed.amperes),
        phases: feed.phases,
        connection: feed.phases === 3 ? connectionOf(feed) : undefined,
        load,
        loadOnLostSide: carried?.onLostSide[level].typical ?? watts(0),
        limit: usableWatts(feed, continuousLoadFraction),
        lines:
          lines &&
          linesReport(lines.currents, {
            limit: feed.amperes * continuousLoadFraction,
            neutral: connectionOf(feed) === 'wye' ? lines.neutral : undefined,
          }),
      };
    });
  });
  const pduLines = [...above].flatMap(([id, currents]): readonly PduLines[] => {
    const pdu = Object.values(pdus).find((each) => each.id === id);
    return pdu === undefined
      ? []
      : [{ pdu: id, ...linesReport(currents, { limit: pdu.amperes * continuousLoadFraction }) }];
  });
  return { feeds, pduLines: pduLines.toSorted((a, b) => (a.pdu < b.pdu ? -1 : 1)) };
}
