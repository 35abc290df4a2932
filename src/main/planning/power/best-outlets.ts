import { connectionOf, outletLines } from '#shared/power/supplies';
import type { Line } from '#shared/scenario/electrical';
import type { Feed } from '#shared/scenario/schema';
import { linesOfLoads, type OutletLoad } from './phases';

/** Whether any choice of outlets spares the lines of a three-phase feed. */

/** The line that carries most in the best of all choices. */
export interface WorstLine {
  readonly line: 'L1' | 'L2' | 'L3';
  readonly amperes: number;
}

const LINES = ['L1', 'L2', 'L3'] as const;

/** So many choices are tried, some milliseconds of work; how to split more loads is not worth proving. */
const MOST_CHOICES = 20_000;

interface Group {
  readonly watts: number;
  readonly count: number;
}

/** Equal loads are one group: only how many of them hang at each place matters. */
function groupsOf(loads: readonly OutletLoad[]): readonly Group[] {
  const counts = new Map<number, number>();
  for (const { watts } of loads) counts.set(watts, (counts.get(watts) ?? 0) + 1);
  return [...counts].map(([watts, count]) => ({ watts, count }));
}

/** The ways to split equal loads over three places. */
const splitsOf = (count: number): readonly (readonly [number, number, number])[] =>
  Array.from({ length: count + 1 }, (_, first) =>
    Array.from({ length: count - first + 1 }, (__, second): readonly [number, number, number] => [
      first,
      second,
      count - first - second,
    ]),
  ).flat();

/** Every sum of watts at the three places, reached by splitting group after group; undefined where there are too many. */
function sumsOf(groups: readonly Group[]): readonly (readonly [number, number, number])[] | undefined {
  let sums: readonly (readonly [number, number, number])[] = [[0, 0, 0]];
  for (const { watts, count } of groups) {
    const splits = splitsOf(count);
    if (sums.length * splits.length > MOST_CHOICES) return undefined;
    sums = sums.flatMap(([a, b, c]) =>
      splits.map(([first, second, third]): readonly [number, number, number] => [
        a + first * watts,
        b + second * watts,
        c + third * watts,
      ]),
    );
  }
  return sums;
}

/**
 * What the fullest line of a feed carries when the loads of no known outlet are spread over its outlets in the best of
 * all ways; undefined where there are too many ways to try.
 */
export function leastWorstLine(
  feed: Pick<Feed, 'volts' | 'connection'>,
  loads: readonly OutletLoad[],
): WorstLine | undefined {
  const places: readonly Line[] = outletLines[connectionOf(feed)];
  const fixed = loads.filter(({ line }) => line !== undefined);
  const sums = sumsOf(groupsOf(loads.filter(({ line }) => line === undefined)));
  if (sums === undefined) return undefined;
  let best: WorstLine | undefined;
  for (const sum of sums) {
    const spread = places.map((line, place): OutletLoad => ({ line, watts: sum[place] ?? 0 }));
    const { currents } = linesOfLoads([...fixed, ...spread], feed.volts);
    const amperes = Math.max(...currents);
    const line = LINES[currents.indexOf(amperes)];
    if (line !== undefined && (best === undefined || amperes < best.amperes)) best = { line, amperes };
  }
  return best;
}
