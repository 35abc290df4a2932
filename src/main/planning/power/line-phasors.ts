import type { Line } from '#shared/scenario/electrical';

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

const SQUARE_ROOT_OF_THREE = Math.sqrt(3);
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
      add(phasors, lineNumbers[each], scaled(unit(each), 1 / (SQUARE_ROOT_OF_THREE * volts)));
    return phasors;
  }
  const [one, other] = endsOf[line];
  if (other === undefined) {
    const current = scaled(unit(one), SQUARE_ROOT_OF_THREE / volts);
    add(phasors, lineNumbers[one], current);
    add(phasors, NEUTRAL, scaled(current, -1));
    return phasors;
  }
  const [[oneReal, oneImaginary], [otherReal, otherImaginary]] = [unit(one), unit(other)];
  const current = scaled(
    [(oneReal - otherReal) / SQUARE_ROOT_OF_THREE, (oneImaginary - otherImaginary) / SQUARE_ROOT_OF_THREE],
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
