import { ownValue } from '#shared/schema/own-value';
import { estimate as estimateByModels } from '#main/simulator/estimate';
import type { Catalogue } from '#shared/catalogue/catalogue';
import type {
  Failure,
  FeedReport,
  LinesReport,
  LoadLevel,
  PduLines,
  PowerReport,
  RackCoolingReport,
  SuppliesReport,
} from '#shared/power/report';
import { continuousAmperesOf } from '#shared/power/derating';
import { connectionOf } from '#shared/power/supplies';
import type { Cooling, CoolingUnit } from '#shared/scenario/cooling';
import type { Scenario } from '#shared/scenario/schema';
import { standingOn } from '#shared/scenario/standing';
import { amperes, volts, watts } from '#shared/units/units';
import { coolingReport } from './cooling/cooling-report';
import { unitsOf } from './cooling/heat-removal';
import type { Estimate } from './deployments/deployments';
import { type OccupationOf, occupationOf } from './deployments/occupation';
import { freshMemory, type Memory } from './memory';
import { acceleratorsIn } from './placement/accelerators';
import { type Inventory, inventoryOf } from './placement/inventory';
import { examineFailures, failureOf, survivorsIn, type SurvivorsOf } from './power/failures';
import { type Network, networkOf } from './power/network';
import { stripReports } from './power/strip-report';
import {
  addEvenly,
  addStraight,
  imbalanceOf,
  type LineCurrents,
  lineCurrentsOfLine,
  linesOfFeed,
  type OutletLoad,
} from './power/phases';
import { type DrawOf, type RackDraw, worstOf } from './power/rack-draw';
import { carriersOf, suppliesOf } from './power/supplies';
import { usableWatts } from './power/strips';
import type { RackWiring } from './power/wiring';

interface CoolingQuestion {
  readonly cooling: Cooling;
  readonly racks: readonly RackCoolingReport[];
  readonly network: Network;
  readonly survivorsOf: SurvivorsOf;
}

const heatInto = (rack: RackCoolingReport, cools: CoolingUnit['cools']): number =>
  cools === 'air' ? rack.air.typical : rack.liquid.typical + rack.rearDoor.typical;

/** The racks to be switched off until the heat fits what is left: the hottest first, which are the fewest. */
function racksToShed(
  racks: readonly RackCoolingReport[],
  cools: CoolingUnit['cools'],
  excess: number,
): ReadonlySet<string> {
  const shed = new Set<string>();
  let left = excess;
  for (const rack of racks.toSorted((a, b) => heatInto(b, cools) - heatInto(a, cools))) {
    if (left <= 0) break;
    shed.add(rack.rack);
    left -= heatInto(rack, cools);
  }
  return shed;
}

/**
 * The loss of each cooling unit. Where the units that are left carry less than the heat, racks go dark, hottest first,
 * until they do; that is the least that has to be switched off.
 */
function coolingFailures({ cooling, racks, network, survivorsOf }: CoolingQuestion): readonly Failure[] {
  return (['air', 'liquid'] as const).flatMap((cools) => {
    const units = unitsOf(cooling, cools);
    const capacity = units.reduce((sum, unit) => sum + unit.capacityWatts, 0);
    const heat = racks.reduce((sum, rack) => sum + heatInto(rack, cools), 0);
    return units.map((unit): Failure => {
      const excess = heat - (capacity - unit.capacityWatts);
      const shed = excess > 0 ? racksToShed(racks, cools, excess) : new Set<string>();
      const dark = network.devices.flatMap(({ rack }, index) => {
        const id = network.racks[rack]?.id;
        return id !== undefined && shed.has(id) ? [index] : [];
      });
      return failureOf(
        { kind: 'cooling-unit', id: unit.id, name: unit.name },
        {
          outcome: { trips: [], dark },
          network,
          survivors: survivorsOf(dark),
          ...(excess > 0 ? { uncooled: watts(excess) } : {}),
        },
      );
    });
  });
}

interface DrawnWiring {
  readonly wiring: RackWiring;
  readonly draw: RackDraw;
}

interface FeedMeans {
  readonly scenario: Scenario;
  readonly drawOf: DrawOf;
  readonly occupation: OccupationOf;
  readonly level: LoadLevel;
  /** Share of a breaker that continuous loads may take. */
  readonly share: number;
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

interface FeedReports {
  readonly feeds: readonly FeedReport[];
  readonly pduLines: readonly PduLines[];
}

/** Every feed with its load at a level, its phases, and what the phases of the PDUs above carry. */
function feedReports(racks: readonly DrawnWiring[], means: FeedMeans): FeedReports {
  const { scenario, level, share } = means;
  const { pdus } = scenario.electrical;
  const above = new Map<string, LineCurrents>();
  const feeds = racks.flatMap((drawn) => {
    const { rack } = drawn.wiring;
    return rack.feeds.map((feed, index): FeedReport => {
      const carried = drawn.draw.feeds[index];
      const load = carried?.load[level].typical ?? watts(0);
      const plugs = plugLoads(drawn, index, means);
      const lines = feed.phases === 3 ? linesOfFeed(feed, plugs) : undefined;
      const pdu = feed.pdu === undefined ? undefined : ownValue(pdus, feed.pdu);
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
        continuous: amperes(continuousAmperesOf(feed, share)),
        connection: feed.phases === 3 ? connectionOf(feed) : undefined,
        load,
        loadOnLostSide: carried === undefined ? watts(0) : worstOf(carried, level).typical,
        limit: usableWatts(feed, share),
        lines:
          lines &&
          linesReport(lines.currents, {
            limit: continuousAmperesOf(feed, share),
            neutral: connectionOf(feed) === 'wye' ? lines.neutral : undefined,
          }),
      };
    });
  });
  const pduLines = [...above].flatMap(([id, currents]): readonly PduLines[] => {
    const pdu = Object.values(pdus).find((each) => each.id === id);
    return pdu === undefined
      ? []
      : [{ pdu: id, ...linesReport(currents, { limit: continuousAmperesOf(pdu, share) }) }];
  });
  return { feeds, pduLines: pduLines.toSorted((a, b) => (a.pdu < b.pdu ? -1 : 1)) };
}

interface Question {
  readonly scenario: Scenario;
  readonly level: LoadLevel;
}

function suppliesReports(
  { counts }: Inventory,
  { scenario, figures, powers }: Means,
): readonly SuppliesReport[] {
  const { electrical } = scenario;
  return counts.flatMap(({ type, count: devices }) => {
    const power = powers.get(type.id);
    if (power?.known === true && power.levels.maximum.high === 0) return [];
    const supplies = suppliesOf(type, { electrical, figures });
    return [{ type: type.id, name: type.name, devices, ...supplies }];
  });
}

type Means = Pick<Memory, 'figures' | 'powers'> & { readonly scenario: Scenario };

/**
 * The electrical chain and the cooling of a scenario at one load level: every feed with its phases, supplies, heat and
 * air, and all single failures, worst first. Loads are the typical ones of their ranges.
 */
export function powerReport(
  { scenario: document, level }: Question,
  published: Catalogue,
  estimate: Estimate = estimateByModels,
): PowerReport {
  const scenario = standingOn(document);
  const memory = freshMemory(document, published, estimate);
  const { catalogue, figures, powers, runs } = memory;
  const inventory = inventoryOf({ scenario, catalogue, figures });
  const occupation = occupationOf(inventory.racks, runs);
  const racks = inventory.racks.map((rack) => ({
    inventory: rack,
    wiring: memory.wiringOf(rack),
    draw: memory.drawOf(rack, occupation),
    planned: memory.planRack(rack),
  }));
  const { electrical, cooling } = scenario;
  const { share } = memory.path;
  const network = networkOf(
    racks.map(({ wiring }) => wiring),
    { electrical, share },
  );
  const loads = network.devices.map(
    ({ wired }) => memory.deviceDraw(wired, occupation(wired.placed.device.id))[level].typical,
  );
  const means: Means = { scenario, figures, powers };
  const warm = racks.map(({ inventory: rack, draw, planned }) => ({
    inventory: rack,
    heat: level === 'simulated' ? draw.simulated : planned.plan.power[level],
  }));
  const cool = coolingReport(warm, inventory.counts, means);
  const placed = new Map(acceleratorsIn(inventory.counts).map(({ type, count }) => [type, count]));
  const survivorsOf = survivorsIn(network, { runs, occupation, placed });
  return {
    level,
    ...feedReports(racks, { scenario, drawOf: memory.deviceDraw, occupation, level, share }),
    strips: stripReports(racks, { network, loads, sharing: electrical.sharing }),
    supplies: suppliesReports(inventory, means),
    cooling: cool,
    failures: examineFailures({
      network,
      electrical,
      sharing: electrical.sharing,
      loads,
      level,
      survivorsOf,
      coolingFailures: coolingFailures({ cooling, racks: cool.racks, network, survivorsOf }),
    }),
  };
}
