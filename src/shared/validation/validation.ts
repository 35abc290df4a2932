import { z } from '#shared/schema/zod';

/** Measured cases that ship with the product, and how predictions compare with them. */

export const validatedFigures = [
  'timeToFirstTokenSeconds',
  'interTokenLatencySeconds',
  'requestLatencySeconds',
  'outputTokensPerSecond',
  'outputTokensPerSecondPerUser',
  'acceleratorPowerWatts',
  'serverPowerWatts',
] as const;
export type ValidatedFigure = (typeof validatedFigures)[number];

/** A case in the form that `fleetwright estimate` reads, with what somebody measured. */
export const MeasuredCase = z.strictObject({
  case: z.looseObject({ id: z.string(), hardware: z.string(), model: z.string(), mode: z.string() }),
  measured: z.partialRecord(z.enum(validatedFigures), z.number().positive()),
  source: z.string(),
  /** Why the row is reported but neither fitted nor counted. */
  outlier: z.string().optional(),
});
export type MeasuredCase = Readonly<z.infer<typeof MeasuredCase>>;

export type ValidationGroup =
  | 'static-latency'
  | 'throughput'
  | 'first-token'
  | 'serving-first-token'
  | 'inter-token'
  | 'serving-throughput'
  | 'power'
  | 'lpu';

export interface ValidationRow {
  readonly id: string;
  readonly group: ValidationGroup;
  readonly figure: ValidatedFigure;
  readonly hardware: string;
  readonly model: string;
  readonly engine: string;
  readonly measured: number;
  /** Absent where no estimate was given; `because` then says why. */
  readonly predicted?: number;
  readonly because?: string;
  /** predicted / measured - 1 */
  readonly error?: number;
  readonly interval?: readonly [number, number];
  readonly outlier?: string;
  readonly source: string;
}

/** The errors that a group of predictions may have at most; the tests hold it there. */
interface Gate {
  /** Of the absolute errors. */
  readonly median: number;
  readonly p80?: number;
}

export interface GateVerdict extends Gate {
  readonly met: boolean;
}

export interface ValidationSummary {
  readonly group: ValidationGroup;
  readonly rows: number;
  /** Of the absolute errors. */
  readonly median: number;
  readonly p80: number;
  readonly mean: number;
  /** Share of the rows with an interval whose measurement lies in it. */
  readonly coverage?: number;
  /** What the errors may be at most, and whether they are; absent where nothing is asked. */
  readonly gate?: GateVerdict;
}

/** Errors on rows that were left out of a calibration together: all of one model, part, length, batch or split. */
export interface CrossValidation {
  readonly engine: string;
  readonly leftOut: 'model' | 'part' | 'lengths' | 'batch' | 'split' | 'engine';
  readonly rows: number;
  readonly median: number;
  readonly p80: number;
  readonly coverage: number;
}

/** What another tool says, or was found, to reach. */
export interface PeerAccuracy {
  readonly name: string;
  readonly accuracy: string;
  readonly source: string;
}

export interface ValidationReport {
  readonly rows: readonly ValidationRow[];
  readonly summary: readonly ValidationSummary[];
  readonly crossValidation: readonly CrossValidation[];
  readonly peers: readonly PeerAccuracy[];
}

/** How far predictions were from what was measured. */
export interface RowErrors {
  /** Rows that were predicted and are no outliers. */
  readonly rows: number;
  /** Of the absolute relative errors; 0 where there is no row. */
  readonly median: number;
  readonly p80: number;
  readonly mean: number;
  /** Share of the rows with an interval whose measurement lies in it; absent where none has one. */
  readonly coverage?: number;
}

/** Whether a measurement lies outside of the interval that was predicted for it. */
export const isOutside = ({ measured, interval }: ValidationRow): boolean =>
  interval !== undefined && (measured < interval[0] || measured > interval[1]);

/** The errors of some rows: outliers and what was not predicted are not counted. */
export function errorsOf(rows: readonly ValidationRow[]): RowErrors {
  const counted = rows.filter(({ outlier }) => outlier === undefined);
  const errors = counted
    .flatMap(({ error }) => (error === undefined ? [] : [Math.abs(error)]))
    .sort((a, b) => a - b);
  const bounded = counted.filter(({ interval }) => interval !== undefined);
  return {
    rows: errors.length,
    median: quantile(errors, 0.5),
    p80: quantile(errors, 0.8),
    mean: errors.reduce((total, error) => total + error, 0) / Math.max(1, errors.length),
    ...(bounded.length > 0 && {
      coverage: bounded.filter((row) => !isOutside(row)).length / bounded.length,
    }),
  };
}

/** The rows that were left out of calibrations, and the share of them that lies in its interval. */
export function heldOf(crossed: readonly CrossValidation[]): {
  readonly rows: number;
  readonly coverage: number;
} {
  const rows = crossed.reduce((total, group) => total + group.rows, 0);
  const inside = crossed.reduce((total, group) => total + group.rows * group.coverage, 0);
  return { rows, coverage: inside / Math.max(1, rows) };
}

/** Of sorted values, linear between ranks; 0 where there is none. */
export function quantile(sorted: readonly number[], share: number): number {
  const place = share * (sorted.length - 1);
  const lower = sorted[Math.floor(place)] ?? 0;
  const upper = sorted[Math.ceil(place)] ?? lower;
  return lower + (place - Math.floor(place)) * (upper - lower);
}

const gates: Readonly<Partial<Record<ValidationGroup, Gate>>> = {
  'static-latency': { median: 0.05, p80: 0.13 },
  throughput: { median: 0.1, p80: 0.25 },
  'first-token': { median: 0.15 },
  'inter-token': { median: 0.12 },
  'serving-first-token': { median: 0.25 },
};

interface Reached {
  readonly median: number;
  readonly p80: number;
}

const judged = (gate: Gate, { median, p80 }: Reached): GateVerdict => ({
  ...gate,
  met: median <= gate.median && p80 <= (gate.p80 ?? Infinity),
});

/** The gate of a group of figures and whether it is met; undefined where none is set. */
export function verdictOn(group: ValidationGroup, reached: Reached): GateVerdict | undefined {
  const gate = gates[group];
  return gate && judged(gate, reached);
}

/** Rows left out have the gate of throughput; of whole engines none is asked, since engines differ in what they are. */
export function verdictOnLeftOut(left: CrossValidation): GateVerdict | undefined {
  return left.leftOut === 'engine' || gates.throughput === undefined
    ? undefined
    : judged(gates.throughput, left);
}
