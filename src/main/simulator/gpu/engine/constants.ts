import type { CrossValidation } from '#shared/validation/validation';
import calibrated from './calibration.json';

/** What physics does not give, per engine and era; docs/models/gpu.md says how each was found. */
export interface EngineConstants {
  /** Factor on the measured kernels' matrix products and passes: older kernels were slower. */
  readonly matrixFactor: number;
  /** Further factor on experts: engines differ most in the kernels that they take for those. */
  readonly expertsFactor: number;
  /** Further factor on experts where they read prompts: there kernels multiply rather than read, often with weights unpacked first. */
  readonly promptExpertsFactor: number;
  /** Factor on the decode attention of the measured kernels. */
  readonly attentionFactor: number;
  /** Whether decode attention reads a cached head once for every query head that shares it, as old engines did. */
  readonly readsPerQueryHead: boolean;
  /** How much slower than measured long caches are read for want of the second-level cache: 1 fully, 0 not at all. */
  readonly cacheStretch: number;
  /** Factor on collectives. */
  readonly communicationFactor: number;
  /** Factor on whole prefill steps besides `matrixFactor`. */
  readonly prefillFactor: number;
  /** Seconds per layer between kernels: launches, norms, positions, as far as they are not counted. */
  readonly secondsPerLayer: number;
  /** Seconds per step of the host: scheduling, sampling, copying. */
  readonly secondsPerStep: number;
  /** Seconds per step and request of the host. */
  readonly secondsPerRequest: number;
  /** Seconds that the host needs to launch one dense layer of a step with prompts, which no graph replays; more where devices talk. */
  readonly launchSecondsPerLayer: number;
  /** Seconds that an answer's first token takes outside the steps when served online: receiving, queueing, sending. */
  readonly frontSeconds: number;
  /** Whether cache is set aside for whole requests, or taken as it grows and, when it is full, taken back from the latest. */
  readonly cachePolicy: 'reserve' | 'preempt';
  /** Requests that run at once at most. */
  readonly mostRequests: number;
  /** Tokens in one step at most. */
  readonly mostTokens: number;
  /** Whether prefill attention runs in 8 bits where the cache does. */
  readonly eightBitPrefillAttention: boolean;
  /** Standard deviation of ln(measured / predicted) that no constant explains, found by cross-validation. */
  readonly spread: number;
  /** How many of these hold 80 % of unseen rows: more where few rows told. */
  readonly deviations: number;
  /**
   * How sure the constants are: the covariance of the logarithms of `uncertainConstants` after calibration, row by row.
   */
  readonly covariance: readonly (readonly number[])[];
  /** Parts and models that it was calibrated on; elsewhere intervals widen. */
  readonly calibratedOn: {
    readonly hardware: readonly string[];
    readonly models: readonly string[];
    /** How many devices a stage had in what was measured. */
    readonly splits: readonly number[];
  };
}

/** What a calibrated engine's spread grows by where it has not seen a model, without or with routed experts, a part or a split. */
export interface UnseenSpreads {
  readonly model: number;
  readonly expertsModel: number;
  readonly part: number;
  readonly split: number;
}

/** Constants whose uncertainty widens intervals by their share of the time, in the order of `covariance`. */
export const uncertainConstants = [
  'matrixFactor',
  'attentionFactor',
  'communicationFactor',
  'prefillFactor',
  'secondsPerLayer',
  'secondsPerStep',
  'secondsPerRequest',
] as const satisfies readonly (keyof EngineConstants)[];

const engines = calibrated.engines as Readonly<Record<string, EngineConstants>>;

const prior = calibrated.prior as EngineConstants;

export const unseenSpreads: UnseenSpreads = calibrated.unseen;

/** The constants of an engine, and whether they are its own or those of the general prior. */
export function constantsOf(engine: string): EngineConstants {
  return engines[engine] ?? prior;
}

/** How the calibration did on rows that took no part in it. */
export const crossValidation = calibrated.crossValidation as readonly CrossValidation[];
