import type { Problem } from '#shared/plan/plan';
import { feedName } from '#shared/scenario/names';
import type { Side } from '#shared/scenario/schema';
import type { Line, LoadSharing } from '#shared/scenario/electrical';
import { continuousAmperesOf } from '#shared/power/derating';
import { carriersOf } from '#main/planning/power/supplies';
import { usableWatts } from '#main/planning/power/strips';
import type { RackWiring, WiredDevice } from '#main/planning/power/wiring';
import type { DevicePowers } from '#main/planning/power/load';
import { leastWorstLine } from '#main/planning/power/best-outlets';
import { linesOfFeed, type OutletLoad } from '#main/planning/power/phases';
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
  /** Share of a breaker that continuous loads may take. */
  readonly share: number;
  readonly sharing: LoadSharing;
}

/** A device as its feeds see it: what it draws, and where each of its plugged supplies hangs. */
interface PluggedDevice {
  readonly watts: Readonly<Record<Level, number>>;
  readonly supplies: WiredDevice['supplies'];
  readonly plugged: readonly PluggedSupply[];
}

interface PluggedSupply {
  readonly feed: number;
  readonly side: Side | undefined;
  readonly line: Line | undefined;
}

function pluggedDevices({ rack, devices }: RackWiring, powers: DevicePowers): readonly PluggedDevice[] {
  return devices.map(({ placed, plugs, lines, supplies }) => {
    const power = powers.get(placed.type.id);
    const at = (level: Level): number => (power?.known === true ? power.levels[level].typical : 0);
    const plugged = plugs.flatMap((feed, supply): readonly PluggedSupply[] =>
      feed < 0 ? [] : [{ feed, side: rack.feeds[feed]?.side, line: lines[supply] }],
    );
    return {
      watts: { typical: at('typical'), maximum: at('maximum') },
      supplies,
      plugged,
    };
  });
}

interface Carried extends Means {
  readonly wiring: RackWiring;
  readonly devices: readonly PluggedDevice[];
}

/** What the supplies on a feed draw, with the feeds of a source lost. */
function loadsOn(
  index: number,
  { level, lost }: { readonly level: Level; readonly lost: readonly number[] },
  { devices, sharing }: Carried,
): readonly OutletLoad[] {
  const loads: OutletLoad[] = [];
  for (const device of devices) {
    if (!device.plugged.some(({ feed }) => feed === index)) continue;
    const live = device.plugged.filter(({ feed }) => !lost.includes(feed));
    const { supplies, watts } = device;
    const carrying = carriersOf(live, { supplies, watts: watts[level], sharing });
    for (const { feed, line } of carrying)
      if (feed === index) loads.push({ watts: device.watts[level] / carrying.length, line });
  }
  return loads;
}

/** What one line of a feed carries above its limit. */
interface Finding {
  readonly feed: number;
  readonly found: Case;
  readonly line: (typeof LINES)[number];
  readonly amperes: number;
  readonly limit: number;
  /** Whether the document says at which outlets the loads are; else whether no choice of outlets spares the line. */
  readonly outlets: 'given' | 'all-tried' | 'spread';
}

/** Whether its loads could hang on another feed: where the document names none and its source has several. */
function mayMove(index: number, { wiring }: Carried): boolean {
  const { rack, losses, devices } = wiring;
  const isGiven = devices.every(({ plugs, given }) => given || !plugs.includes(index));
  const own = losses.find(({ feeds }) => feeds.includes(index));
  const choices = losses.length === 0 ? rack.feeds.length : (own?.feeds.length ?? 1);
  return !isGiven && choices > 1;
}

/** The loads of a feed in each state that a case speaks of. */
const statesOf = (index: number, found: Case, { wiring }: Carried): readonly (readonly number[])[] =>
  found.lost ? wiring.losses.flatMap(({ feeds }) => (feeds.includes(index) ? [] : [feeds])) : [[]];

function findingOf(index: number, means: Carried): readonly Finding[] {
  const feed = means.wiring.rack.feeds[index];
  if (feed?.phases !== 3) return [];
  const limit = continuousAmperesOf(feed, means.share);
  const together = usableWatts(feed, means.share);
  for (const found of cases) {
    for (const lost of statesOf(index, found, means)) {
      const loads = loadsOn(index, { level: found.level, lost }, means);
      // Where all three lines together carry too much, the plan says so of the feed.
      if (loads.reduce((sum, { watts }) => sum + watts, 0) > together) return [];
      const { currents } = linesOfFeed(feed, loads);
      const amperes = Math.max(...currents);
      const line = LINES[currents.indexOf(amperes)];
      if (line === undefined || amperes <= limit + TOLERANCE_AMPERES) continue;
      const isGiven = loads.every((load) => load.line !== undefined);
      if (isGiven) return [{ feed: index, found, line, amperes, limit, outlets: 'given' }];
      // At nameplate power an electrician may still choose; only what is over in everyday use is said of such outlets.
      if (found.level !== 'typical') continue;
      const least = mayMove(index, means) ? undefined : leastWorstLine(feed, loads);
      if (least === undefined) return [{ feed: index, found, line, amperes, limit, outlets: 'spread' }];
      if (least.amperes > limit + TOLERANCE_AMPERES)
        return [{ feed: index, found, ...least, limit, outlets: 'all-tried' }];
    }
  }
  return [];
}

function problemOf(
  { feed: index, found, line, amperes, limit, outlets }: Finding,
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
    // Which outlet a supply is plugged into is the electrician's choice; while one may spare the line, nothing is wrong yet.
    severity: outlets === 'spread' ? 'note' : found.severity,
    place: { kind: 'rack', rack: rack.id },
    code: codeOf(outlets, found),
    params,
    measure: { demand: amperes, limit, unit: 'A' },
  });
}

function codeOf(outlets: Finding['outlets'], { code, lost }: Case): ProblemCode {
  switch (outlets) {
    case 'given':
      return code;
    case 'spread':
      return 'phase-over-when-spread';
    case 'all-tried':
      return lost ? 'phase-over-at-every-outlet-on-lost-side' : 'phase-over-at-every-outlet';
  }
}

/** Feeds of a rack of which one line carries more than its breaker may, though the three together do not. */
export function phaseProblemsOf(means: Means): (wiring: RackWiring) => readonly Problem[] {
  // Racks of one kind are wired alike, so that their lines are summed once.
  const kinds = new Map<string, readonly Finding[]>();
  const findingsOf = (wiring: RackWiring): readonly Finding[] => {
    const carried = { ...means, wiring, devices: pluggedDevices(wiring, means.powers) };
    return wiring.rack.feeds.flatMap((_, feed) => findingOf(feed, carried));
  };
  return (wiring) => {
    const known = kinds.get(wiring.kind) ?? findingsOf(wiring);
    kinds.set(wiring.kind, known);
    return known.map((finding) => problemOf(finding, wiring));
  };
}
