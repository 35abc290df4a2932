import type { Line } from '#shared/scenario/electrical';
import { connectionOf, outletLines } from '#shared/scenario/outlets';
import type { Feed } from '#shared/scenario/schema';
import { linesOfLoads, type LineCurrents, type NodeLines } from './line-phasors';

const SQUARE_ROOT_OF_THREE = Math.sqrt(3);

/** What a device at an outlet of the feed sees: V_LL in delta, V_LL / √3 in wye, and the feed's own voltage of one phase. */
export const outletVolts = (feed: Pick<Feed, 'volts' | 'connection' | 'phases'>): number =>
  feed.phases === 3 && connectionOf(feed) === 'wye' ? feed.volts / SQUARE_ROOT_OF_THREE : feed.volts;

/**
 * Line currents of loads between pairs of lines, in phase with their voltages: two pair currents that meet in a line
 * stand 60° apart, so that I = √(a² + b² + a·b).
 */
export function lineCurrentsOfPairs([ab, bc, ca]: LineCurrents): LineCurrents {
  const meet = (one: number, other: number) => Math.sqrt(one * one + other * other + one * other);
  return [meet(ab, ca), meet(ab, bc), meet(bc, ca)];
}

/** A single-phase load at an outlet of a feed; the line is undefined where nobody says which outlet that is. */
export interface OutletLoad {
  readonly watts: number;
  readonly line: Line | undefined;
}

/** Every load at an outlet: those of no known one go, largest first, to the place that carries least. */
export function spreadOverOutlets(
  feed: Pick<Feed, 'volts' | 'connection'>,
  loads: readonly OutletLoad[],
): readonly OutletLoad[] {
  const free = outletLines[connectionOf(feed)];
  const carried = new Map(free.map((line) => [line, 0]));
  const put = (line: Line, watts: number): OutletLoad => {
    carried.set(line, (carried.get(line) ?? 0) + watts);
    return { line, watts };
  };
  const known = loads.flatMap(({ line, watts }) => (line === undefined ? [] : [put(line, watts)]));
  const spread = loads
    .filter(({ line }) => line === undefined)
    .toSorted((a, b) => b.watts - a.watts)
    .map(({ watts }) => {
      const least = free.reduce((best, line) =>
        (carried.get(line) ?? 0) < (carried.get(best) ?? 0) ? line : best,
      );
      return put(least, watts);
    });
  return [...known, ...spread];
}

/** The currents in the lines of a three-phase feed and in its neutral, loads of no known outlet spread over its phases. */
export const linesOfFeed = (
  feed: Pick<Feed, 'volts' | 'connection'>,
  loads: readonly OutletLoad[],
): NodeLines => linesOfLoads(spreadOverOutlets(feed, loads), feed.volts);

/** How far the worst line lies over the mean of the three, as a share of the mean (NEMA MG 1, for currents). */
export function imbalanceOf(currents: LineCurrents): number {
  const mean = (currents[0] + currents[1] + currents[2]) / 3;
  return mean === 0 ? 0 : Math.max(...currents.map((current) => Math.abs(current - mean))) / mean;
}

/** The currents that a single-phase load puts into the lines it hangs between. */
export function lineCurrentsOfLine(line: Line, amperes: number): LineCurrents {
  switch (line) {
    case 'L1':
      return [amperes, 0, 0];
    case 'L2':
      return [0, amperes, 0];
    case 'L3':
      return [0, 0, amperes];
    case 'L1-L2':
      return lineCurrentsOfPairs([amperes, 0, 0]);
    case 'L2-L3':
      return lineCurrentsOfPairs([0, amperes, 0]);
    case 'L3-L1':
      return lineCurrentsOfPairs([0, 0, amperes]);
  }
}

/** Currents added to those of a source, line by line. */
export const addStraight = (source: LineCurrents, added: LineCurrents, factor = 1): LineCurrents => [
  source[0] + added[0] * factor,
  source[1] + added[1] * factor,
  source[2] + added[2] * factor,
];

/**
 * Currents added to those of a source, the largest on the line that carries least: which line of the source is which of a
 * strip is the electrician's choice, and this is the choice that balances best.
 */
export function addEvenly(source: LineCurrents, added: LineCurrents, factor = 1): LineCurrents {
  const lines = [0, 1, 2].toSorted((a, b) => (source[a] ?? 0) - (source[b] ?? 0));
  const largestFirst = added.toSorted((a, b) => b - a);
  const sums: [number, number, number] = [...source];
  lines.forEach((line, index) => {
    sums[line] = (source[line] ?? 0) + (largestFirst[index] ?? 0) * factor;
  });
  return sums;
}
