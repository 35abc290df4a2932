import type { Axis, Correction } from '../../src/main/simulator/gpu/kernels/correction';
import { fitParameters } from './optimise';
import { fitCorrection } from './grid';

/** A point of one family of kernels, ready to be fitted. */
export interface Sample<Shape> {
  readonly shape: Shape;
  readonly seconds: number;
  readonly heldBack: boolean;
}

export interface FamilyFit {
  readonly parameters: readonly number[];
  readonly correction: Correction;
  /** Relative errors of the rows that were held back. */
  readonly relative: readonly number[];
}

export interface Family<Shape> {
  readonly samples: readonly Sample<Shape>[];
  readonly start: readonly number[];
  readonly form: (shape: Shape, parameters: readonly number[]) => number;
  readonly axes: readonly [Axis, Axis, Axis];
  readonly place: (shape: Shape) => readonly [number, number, number];
  readonly predict: (shape: Shape, fit: Pick<FamilyFit, 'parameters' | 'correction'>) => number;
  readonly smoothness?: number;
}

const MOST_ROWS_FOR_FORM = 4000;
const FEWEST_ROWS = 40;

/** Fits form, then correction, on four fifths of the rows and measures the error on the rest; nothing where hardly any were measured. */
export function fitFamily<Shape>(family: Family<Shape>): FamilyFit | undefined {
  if (family.samples.length < FEWEST_ROWS) return undefined;
  const fitted = family.samples.filter(({ heldBack }) => !heldBack);
  const stride = Math.max(1, Math.floor(fitted.length / MOST_ROWS_FOR_FORM));
  const few = fitted.filter((_, index) => index % stride === 0);
  const parameters = fitParameters(family.start, (values) =>
    Float64Array.from(few, ({ shape, seconds }) => Math.log(family.form(shape, values) / seconds)),
  ).map((value) => Number(value.toPrecision(4)));
  const points = fitted.map(({ shape, seconds }) => ({
    at: family.place(shape),
    residual: Math.log(seconds / family.form(shape, parameters)),
  }));
  const correction = fitCorrection(family.axes, points, family.smoothness);
  const fit = { parameters, correction };
  const relative = family.samples
    .filter(({ heldBack }) => heldBack)
    .map(({ shape, seconds }) => family.predict(shape, fit) / seconds - 1);
  return { ...fit, relative };
}

export const axis = (from: number, to: number, count: number): Axis => ({
  from,
  step: count > 1 ? (to - from) / (count - 1) : 1,
  count,
});
