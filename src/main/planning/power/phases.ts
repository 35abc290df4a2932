import { connectionOf, outletLines, ROOT_OF_THREE } from '#shared/power/supplies';
import type { Line } from '#shared/scenario/electrical';
import type { Feed } from '#shared/scenario/schema';

/**
 * Currents in the lines of a three-phase source as phasors, so that loads between lines and loads between a line and
 * neutral add up as they do in copper. Loads are resistive: each current is in phase with the voltage that drives it.
 */

/** Currents in the three lines of a source, in amperes. */
export type LineCurrents = readonly [number, number, number];

/** Real and imaginary parts of the currents in L1, L2 and L3, and in the neutral, in amperes. */
export type LinePhasors = ArrayLike<number>;

export const PHASOR_PARTS = 8;

export interface NodeLines {
  readonly currents: LineCurrents;
  readonly neutral: number;
}

const lineNumbers = { L1: 0, L2: 1, L3: 2 } as const;
type SingleLine = keyof typeof lineNumbers;

const endsOf: Readonly<Record<Line, readonly [SingleLine, SingleLine?]>> = {
  L1: ['L1'],
  L2: ['L2'],
  L3: ['L3'],
  'L1-L2': ['L1', 'L2'],
  'L2-L3': ['L2', 'L3'],
  'L3-L1': ['L3', 'L1'],
};

// The voltages of L1, L2 and L3 against neutral: 120° after one another.
const angles = [0, (-2 * Math.PI) / 3, (2 * Math.PI) / 3] as const;
const unit = (line: SingleLine): readonly [number, number] => {
  const angle = angles[lineNumbers[line]];
  return [Math.cos(angle), Math.sin(angle)];
};

const NEUTRAL = 3;

function add(into: Float64Array, place: number, [real, imaginary]: readonly [number, number]): void {
  into[2 * place] = (into[2 * place] ?? 0) + real;
  into[2 * place + 1] = (into[2 * place + 1] ?? 0) + imaginary;
}

const scaled = ([real, imaginary]: readonly [number, number], factor: number): readonly [number, number] => [
  real * factor,
  imaginary * factor,
];

/**
 * What one watt pulls through the lines of a source of so many volts between lines: of an outlet between two lines
 * 1 / V, of one between a line and neutral √3 / V, and of one that nobody describes its fair share of all three.
 */
export function phasorsPerWatt(line: Line | undefined, volts: number): LinePhasors {
  const phasors = new Float64Array(PHASOR_PARTS);
  if (line === undefined) {
    for (const each of ['L1', 'L2', 'L3'] as const)
      add(phasors, lineNumbers[each], scaled(unit(each), 1 / (ROOT_OF_THREE * volts)));
    return phasors;
  }
  const [one, other] = endsOf[line];
  if (other === undefined) {
    const current = scaled(unit(one), ROOT_OF_THREE / volts);
    add(phasors, lineNumbers[one], current);
    add(phasors, NEUTRAL, scaled(current, -1));
    return phasors;
  }
  const [[oneReal, oneImaginary], [otherReal, otherImaginary]] = [unit(one), unit(other)];
  const current = scaled(
    [(oneReal - otherReal) / ROOT_OF_THREE, (oneImaginary - otherImaginary) / ROOT_OF_THREE],
    1 / volts,
  );
  add(phasors, lineNumbers[one], current);
  add(phasors, lineNumbers[other], scaled(current, -1));
  return phasors;
}

/** The sizes of the currents in the three lines and in the neutral. */
export function nodeLines(phasors: LinePhasors): NodeLines {
  const size = (place: number) => Math.hypot(phasors[2 * place] ?? 0, phasors[2 * place + 1] ?? 0);
  return { currents: [size(0), size(1), size(2)], neutral: size(NEUTRAL) };
}

/** The currents of loads at outlets of one source. */
export function linesOfLoads(
  loads: Iterable<{ readonly line: Line | undefined; readonly watts: number }>,
  volts: number,
): NodeLines {
  const sum = new Float64Array(PHASOR_PARTS);
  for (const { line, watts } of loads) {
    const each = phasorsPerWatt(line, volts);
    for (let part = 0; part < PHASOR_PARTS; part += 1)
      sum[part] = (sum[part] ?? 0) + watts * (each[part] ?? 0);
  }
  return nodeLines(sum);
}

/** What a device at an outlet of the feed sees: V_LL in delta, V_LL / √3 in wye, and the feed's own voltage of one phase. */
export const outletVolts = (feed: Pick<Feed, 'volts' | 'connection' | 'phases'>): number =>
  feed.phases === 3 && connectionOf(feed) === 'wye' ? feed.volts / ROOT_OF_THREE : feed.volts;

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
function spreadOverOutlets(
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
