import type { Connection, Line } from '#shared/scenario/electrical';
import type { Feed } from '#shared/scenario/schema';

/** Currents in the three lines of a source, in amperes. */
export type LineCurrents = readonly [number, number, number];

const SQUARE_ROOT_OF_THREE = Math.sqrt(3);

// The highest line-to-line voltage at which servers, made for 200 to 277 V, hang between two lines.
const LOWEST_WYE_VOLTS = 346;

/** How the outlets of a three-phase feed are connected, unless it says so itself: 400 and 415 V are wye, 208 V is delta. */
export const connectionOf = ({ volts, connection }: Pick<Feed, 'volts' | 'connection'>): Connection =>
  connection ?? (volts >= LOWEST_WYE_VOLTS ? 'wye' : 'delta');

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

/** Loads spread over three places as evenly as the largest-first rule spreads them; in watts. */
export function spreadEvenly(loads: readonly number[]): LineCurrents {
  const places: [number, number, number] = [0, 0, 0];
  for (const load of loads.toSorted((a, b) => b - a)) {
    const least = places.indexOf(Math.min(...places)) as 0 | 1 | 2;
    places[least] += load;
  }
  return places;
}

/** The currents in the lines of a three-phase feed that carries these loads, spread over its phases. */
export function lineCurrentsOf(
  feed: Pick<Feed, 'volts' | 'connection'>,
  loads: readonly number[],
): LineCurrents {
  const [a, b, c] = spreadEvenly(loads);
  const volts = outletVolts({ ...feed, phases: 3 });
  const currents: LineCurrents = [a / volts, b / volts, c / volts];
  return connectionOf(feed) === 'wye' ? currents : lineCurrentsOfPairs(currents);
}

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
