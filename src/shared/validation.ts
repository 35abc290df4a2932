import { z } from './zod';

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
export interface Gate {
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

/** Errors on rows that were left out of a calibration together: all of one model, one length, one batch or split. */
export interface CrossValidation {
  readonly engine: string;
  readonly leftOut: 'model' | 'lengths' | 'batch' | 'split' | 'engine';
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
