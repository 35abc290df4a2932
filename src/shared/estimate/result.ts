import type { Refusal } from '#shared/refusal/refusal';
import type { Bytes, Joules, Seconds, Watts } from '#shared/units/units';

/**
 * What a reader should know before trusting an answer. The code names the message of the file `remarks` of each language,
 * the parameters are filled into it; numbers are formatted by whoever shows them.
 */
interface RemarkParameters {
  'kernels-carried-over': { readonly hardware: string; readonly measured: string };
  'multiprocessors-assumed': {
    readonly hardware: string;
    readonly count: number;
    readonly measured: string;
  };
  'reached-share-assumed': { readonly hardware: string; readonly measured: string };
  'beyond-context': { readonly model: string; readonly tokens: number; readonly limit: number };
  'slot-assumed': { readonly hardware: string };
  'server-assumed': { readonly hardware: string; readonly accelerators: number };
  'engine-nearest-era': { readonly asked: string; readonly engine: string };
  'engine-calibrated-as': { readonly engine: string; readonly measured: string };
  'engine-not-calibrated': { readonly engine: string };
  'weights-only-stored': { readonly weights: string; readonly hardware: string };
  'products-stand-in': { readonly weights: string };
  'cache-kernels-stand-in': { readonly kv: string; readonly hardware: string };
  'latent-attention-unmeasured': NoParameters;
  'split-beyond-server': { readonly gigabytes: number };
  'batch-in-waves': { readonly concurrency: number };
  'arrivals-saturate': NoParameters;
  'prompts-take-half': NoParameters;
  'lengths-taken-alike': { readonly percent: number };
  'run-ends': { readonly percent: number };
  'usual-loop': { readonly requestsEach: number; readonly percent: number };
  'power-cap-too-low': NoParameters;
  'tensor-split-chosen': { readonly tensor: number; readonly replicas: number };
  'devices-idle': { readonly idle: number; readonly needed: number };
  'chips-idle': { readonly idle: number; readonly needed: number };
  'filled-pipeline-unpublished': NoParameters;
  'sram-holds-fewer': { readonly users: number; readonly stages: number };
  'weights-as-eight-bits': { readonly weights: string };
  'replica-overloaded': { readonly arrivals: string; readonly capacity: string };
  'replica-busy': { readonly percent: number };
  'lpu-carried-over': {
    readonly hardware: string;
    readonly measured: string;
    readonly own: string;
    readonly others: string;
  };
  'graph-chips-idle': { readonly idle: number; readonly chips: number };
  'graph-copies': { readonly copies: number; readonly chips: number };
  'graph-bert': { readonly encoders: number; readonly hidden: number; readonly tokens: number };
  'graph-hops': { readonly hops: number; readonly names: string };
  'graph-decoder': {
    readonly tensor: number;
    readonly pipeline: number;
    readonly precision: string;
    readonly hidden: number;
  };
  'graph-product-split': { readonly rows: number; readonly columns: number; readonly inner: number };
  'graph-chain': { readonly stages: number; readonly shares: number; readonly steps: number };
  'graph-resnet': { readonly type: string };
  'graph-waits-calibrated': NoParameters;
  'timeline-split': {
    readonly tensor: number;
    readonly pipeline: number;
    readonly precision: string;
    readonly tokens: number;
    readonly of: number;
  };
  'timeline-wait': { readonly microseconds: string };
  'requests-turned-away': { readonly rejected: number; readonly arrived: number };
  'run-stopped-early': NoParameters;
  'failures-name-no-replica': { readonly absent: number; readonly replicas: number };
  'few-requests': NoParameters;
  'trace-without-prefixes': NoParameters;
  'prefix-groups-without-effect': NoParameters;
  'settings-without-effect': { readonly settings: string };
  'lpu-users-unpublished': NoParameters;
  'replica-spans-servers': { readonly servers: number };
}

type NoParameters = Readonly<Record<string, never>>;

export type RemarkCode = keyof RemarkParameters;

export type Remark = {
  readonly [Code in RemarkCode]: { readonly code: Code; readonly params: RemarkParameters[Code] };
}[RemarkCode];

/** The answer of `fleetwright estimate`; docs/guide/command-line.md fixes its names. */

export type Bound =
  'memory-bandwidth' | 'compute' | 'communication' | 'overhead' | 'memory-capacity' | 'arrivals' | 'pipeline';

export interface Interval {
  readonly level: number;
  readonly outputTokensPerSecond: readonly [number, number];
  readonly requestLatencySeconds: readonly [number, number];
}

/** What so many of 100 requests take at most. */
export interface FirstTokenPercentiles {
  readonly p50: Seconds;
  readonly p90: Seconds;
  readonly p95: Seconds;
  readonly p99: Seconds;
}

export interface MemoryPerDevice {
  readonly weights: Bytes;
  readonly kv: Bytes;
  readonly other: Bytes;
  readonly capacity: Bytes;
}

export interface EstimateAnswer {
  readonly id: string;
  readonly fits: true;
  readonly timeToFirstTokenSeconds: Seconds;
  /** How first tokens spread in a closed loop, its beginning counted; absent elsewhere. */
  readonly timeToFirstTokenPercentiles?: FirstTokenPercentiles;
  /** One decode step, in which nobody's prompt is read. */
  readonly timePerOutputTokenSeconds: Seconds;
  /** From one token of a user to the next, prompts of others that are read in between included. */
  readonly interTokenLatencySeconds: Seconds;
  readonly requestLatencySeconds: Seconds;
  /** Of all devices, over whole requests: their prompts count. */
  readonly outputTokensPerSecond: number;
  /** The pace at which one user's tokens come, once they do: one over the inter-token latency. */
  readonly outputTokensPerSecondPerUser: number;
  readonly concurrency: number;
  /** At the wall, of the whole deployment: its accelerators and their share of the hosts. Absent where no power is published. */
  readonly serverPowerWatts?: Watts;
  /** Mean per accelerator. */
  readonly acceleratorPowerWatts?: Watts;
  readonly energyPerOutputTokenJoules?: Joules;
  readonly memoryPerDeviceBytes: MemoryPerDevice;
  /** Absent where nothing measured supports one: an interval from nowhere would be worse than none. */
  readonly interval?: Interval;
  readonly bound: Bound;
  /** In English sentences, each of the remark at the same place. */
  readonly warnings: readonly string[];
  readonly remarks: readonly Remark[];
}

export interface EstimateRefused {
  readonly id: string;
  readonly fits: false;
  readonly refusal: Refusal;
}

/** Why a case is none, and which of its fields says so; `message` is English, screens translate by code and parameters. */
interface InvalidCase {
  readonly code: string;
  readonly message: string;
  readonly path: string;
  readonly params?: Refusal['params'];
}

export interface EstimateInvalid {
  readonly id: string;
  readonly error: InvalidCase;
}

export type EstimateResult = EstimateAnswer | EstimateRefused | EstimateInvalid;

/** The answer of a case that runs; nothing where it was refused, is invalid or was not asked. */
export const answerIn = (result: EstimateResult | undefined): EstimateAnswer | undefined =>
  result !== undefined && 'fits' in result && result.fits ? result : undefined;
