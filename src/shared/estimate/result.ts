import type { Refusal } from '../refusal';
import type { Remark } from '../remark';
import type { Bytes, Joules, Seconds, Watts } from '../units';

/** The answer of `fleetwright estimate`; docs/guide/command-line.md fixes its names. */

export type Bound =
  'memory-bandwidth' | 'compute' | 'communication' | 'overhead' | 'memory-capacity' | 'arrivals' | 'pipeline';

export interface Interval {
  readonly level: number;
  readonly outputTokensPerSecond: readonly [number, number];
  readonly requestLatencySeconds: readonly [number, number];
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
export interface InvalidCase {
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
