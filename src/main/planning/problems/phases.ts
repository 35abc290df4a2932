import type { Problem } from '#shared/plan/plan';
import { feedName } from '#shared/scenario/names';
import type { LoadSharing } from '#shared/scenario/electrical';
import type { Side, Site } from '#shared/scenario/schema';
import { usableWatts } from '../power/feeds';
import type { DevicePowers } from '../power/load';
import { linesOfFeed, type OutletLoad } from '../power/phases';
import type { RackWiring, WiredDevice } from '../power/wiring';
import { problem, type ProblemCode } from './problem';

type Level = 'typical' | 'maximum';

interface Case {
  readonly code: ProblemCode;
  readonly severity: Problem['severity'];
  readonly level: Level;
  readonly lost: boolean;
}

/** The first that applies is said of a feed: an overload today before one that needs a failure or nameplate power. */
const cases: readonly Case[] = [
  { code: 'phase-over', severity: 'error', level: 'typical', lost: false },
  { code: 'phase-over-on-lost-side', severity: 'error', level: 'typical', lost: true },
  { code: 'phase-over-at-nameplate', severity: 'warning', level: 'maximum', lost: false },
  { code: 'phase-over-on-lost-side-at-nameplate', severity: 'warning', level: 'maximum', lost: true },
];

const LINES = ['L1', 'L2', 'L3'] as const;
// Sums of floating-point amperes may miss an equal limit by a hair.
const TOLERANCE_AMPERES = 1e-6;

interface Means {
  readonly powers: DevicePowers;
  readonly site: Site;
  readonly sharing: LoadSharing;
}

/** The supplies of a device that carry it, with both sides live or with only the one given. */
function carriers(
  { plugs, supplies }: WiredDevice,
  { rack }: RackWiring,
  { side, sharing }: { readonly side: Side | undefined; readonly sharing: LoadSharing },
): readonly number[] {
  const sideOf = (supply: number): Side | undefined => rack.feeds[plugs[supply] ?? -1]?.side;
  const plugged = plugs.flatMap((plug, supply) => (plug >= 0 ? [supply] : []));
  const onA = plugged.filter((supply) => sideOf(supply) === 'A');
  if (side !== undefined) return plugged.filter((supply) => sideOf(supply) === side);
  return sharing === 'prefers-a' && onA.length >= supplies.needed ? onA : plugged;
}

function loadsOn(
  feed: number,
  { level, lost }: Case,
  { wiring, powers, sharing }: Means & { readonly wiring: RackWiring },
): readonly OutletLoad[] {
  const side = lost ? wiring.rack.feeds[feed]?.side : undefined;
  return wiring.devices.flatMap((device): readonly OutletLoad[] => {
    const power = powers.get(device.placed.type.id);
    const watts = power?.known === true ? power.levels[level].typical : 0;
    const carrying = carriers(device, wiring, { side, sharing });
    return carrying.flatMap((supply) =>
      device.plugs[supply] === feed ? [{ watts: watts / carrying.length, line: device.lines[supply] }] : [],
    );
  });
}

/** What one line of a feed carries above its limit. */
interface Finding {
  readonly feed: number;
  readonly found: Case;
  readonly line: (typeof LINES)[number];
  readonly amperes: number;
  readonly limit: number;
  /** Whether the document says at which outlets the loads are. */
  readonly isGiven: boolean;
}

function findingOf(index: number, means: Means & { readonly wiring: RackWiring }): readonly Finding[] {
  const feed = means.wiring.rack.feeds[index];
  if (feed?.phases !== 3) return [];
  const limit = feed.amperes * means.site.continuousLoadFraction;
  const together = usableWatts(feed, means.site.continuousLoadFraction);
  for (const found of cases) {
    const loads = loadsOn(index, found, means);
    // Where all three lines together carry too much, the plan says so of the feed.
    if (loads.reduce((sum, { watts }) => sum + watts, 0) > together) return [];
    const { currents } = linesOfFeed(feed, loads);
    const amperes = Math.max(...currents);
    const line = LINES[currents.indexOf(amperes)];
    if (line === undefined || amperes <= limit + TOLERANCE_AMPERES) continue;
    const isGiven = loads.every((load) => load.line !== undefined);
    if (isGiven || found.level === 'typical') return [{ feed: index, found, line, amperes, limit, isGiven }];
  }
  return [];
}

function problemOf(
  { feed: index, found, line, amperes, limit, isGiven }: Finding,
  { rack }: RackWiring,
): Problem {
  const params = {
    rack: rack.name,
    feed: feedName(rack.name, rack.feeds[index]?.id ?? ''),
    line,
    load: `${amperes.toFixed(1)} A`,
    limit: `${limit.toFixed(1)} A`,
  };
  return problem({
    // Which outlet a supply is plugged into is the electrician's choice; where nobody says, a line may yet be spared.
    severity: isGiven ? found.severity : 'note',
    place: { kind: 'rack', rack: rack.id },
    code: isGiven ? found.code : 'phase-over-when-spread',
    params,
    measure: { demand: amperes, limit, unit: 'A' },
  });
}

/** Feeds of a rack of which one line carries more than its breaker may, though the three together do not. */
export function phaseProblemsOf(means: Means): (wiring: RackWiring) => readonly Problem[] {
  // Racks of one kind are wired alike, so that their lines are summed once.
  const kinds = new Map<string, readonly Finding[]>();
  return (wiring) => {
    const known =
      kinds.get(wiring.kind) ?? wiring.rack.feeds.flatMap((_, feed) => findingOf(feed, { ...means, wiring }));
    kinds.set(wiring.kind, known);
    return known.map((finding) => problemOf(finding, wiring));
  };
}
