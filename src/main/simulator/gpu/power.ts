import { cacheOnGpu } from '#main/simulator/case/kv-cache';
import { meanContext } from '#main/simulator/case/length-moments';
import { replicaDevices, type ResolvedCase } from '#main/simulator/case/resolved-case';
import { weightBytesPerDevice } from '#main/simulator/resolve/memory';
import type { EstimateAnswer } from '#shared/estimate/result';
import { joules, watts } from '#shared/units/units';
import { constantsOf } from './engine/constants';
import { multiplicationOf } from './engine/precision';
import { peakOf, type Rates } from './kernels/rates';
import type { Run } from './run';

/** How hard one accelerator works on average, as shares of what it could do. */
export interface Load {
  readonly memory: number;
  readonly compute: number;
  /** Share of the time in which the device runs anything: what its host takes is not among it. */
  readonly busy: number;
}

/** What was done in some time, by one replica. */
interface LoadedWork {
  readonly elapsedSeconds: number;
  readonly busySeconds: number;
  /** Steps in which all weights were read. */
  readonly steps: number;
  readonly outputTokens: number;
  /** Tokens of cache read, summed over output tokens. */
  readonly contextTokens: number;
  readonly promptTokens: number;
  readonly promptLength: number;
}

/** The mean load while a run lasts. */
export function loadOf(resolved: ResolvedCase, rates: Rates, run: Run): Load {
  return workLoad(resolved, rates, {
    elapsedSeconds: run.elapsedSeconds,
    busySeconds: run.busy.seconds,
    steps: run.steps,
    outputTokens: run.outputTokens,
    contextTokens: run.outputTokens * meanContext(resolved),
    promptTokens: run.promptTokens,
    promptLength: resolved.input,
  });
}

/** The mean load while some work is done. */
export function workLoad(resolved: ResolvedCase, rates: Rates, work: LoadedWork): Load {
  const { model, parallelism } = resolved;
  const devices = replicaDevices(parallelism);
  const cache = cacheOnGpu(model, resolved.kv, parallelism);
  const weights = weightBytesPerDevice(model, resolved.weights, parallelism);
  const ranks = parallelism.attentionRanks;
  const cached = cache.bytesOfAll(work.outputTokens / ranks, work.contextTokens / ranks);
  const read = work.steps * weights + cached;
  const perPair = (4 * model.layers * model.heads * model.headDimension) / devices;
  const pairs = work.contextTokens + (work.promptTokens * work.promptLength) / 2;
  const products = (2 * model.activeParameters * (work.promptTokens + work.outputTokens)) / devices;
  const peak = peakOf(rates, multiplicationOf(resolved).bits);
  // What the host does per request it does for other requests beside the device; the device waits for what it does per step.
  const host = work.steps * constantsOf(resolved.engine).secondsPerStep;
  return {
    memory: Math.min(1, read / work.elapsedSeconds / rates.bytesPerSecond),
    compute: Math.min(1, (products + perPair * pairs) / work.elapsedSeconds / peak),
    busy: Math.min(1, Math.max(0, work.busySeconds - host) / work.elapsedSeconds),
  };
}

/**
 * Shares of the span between idle and full power: what any running kernel draws, and what a fully used memory and fully used matrix
 * units draw besides. Fitted to 91 powers of H100 and B200 that ML.ENERGY measured and to four of an H100 (docs/facts.md A4.7); an idle
 * part is taken to draw a seventh of its maximum.
 */
const IDLE_SHARE = 1 / 7;
const BUSY_FLOOR = 0.5;
const MEMORY_SHARE = 0.11;
const COMPUTE_SHARE = 0.93;
const COMPUTE_EXPONENT = 0.48;

/**
 * How power falls with the clock: its active part as clock^1.35, found from eight H200 at 500 W (docs/facts.md A4.1),
 * where 0.67 of the active power left 0.74 of the clock.
 */
const CLOCK_EXPONENT = 1.35;

/** A host with eight accelerators draws 1.6 kW idle and 0.14 W more per watt of theirs: fans, supplies (A4.1). */
const HOST_IDLE_WATTS = 200;
const HOST_SHARE = 0.14;

type PowerAnswer = Partial<
  Pick<EstimateAnswer, 'acceleratorPowerWatts' | 'serverPowerWatts' | 'energyPerOutputTokenJoules'>
>;

/** Mean power of one accelerator under a load, without a cap below its maximum; undefined where none is published. */
export function acceleratorPower(resolved: ResolvedCase, load: Load): number | undefined {
  const { power } = resolved.hardware;
  if (power === undefined) return undefined;
  const idle = idleOf(power);
  const busy = Math.max(load.busy, 1e-6);
  const active =
    BUSY_FLOOR +
    MEMORY_SHARE * Math.min(1, load.memory / busy) +
    COMPUTE_SHARE * Math.min(1, load.compute / busy) ** COMPUTE_EXPONENT;
  return idle + busy * (power.maximumWatts - idle) * Math.min(1, active);
}

const idleOf = (power: NonNullable<ResolvedCase['hardware']['power']>): number =>
  power.idleWatts ?? power.maximumWatts * IDLE_SHARE;

/** At which share of its clock a part runs that would draw so much, and what it then draws. */
interface Capped {
  readonly clock: number;
  readonly watts: number;
  /** Set where the part cannot be clocked low enough for its cap. */
  readonly tooLow: boolean;
}

/** A part that would draw more than its cap is slowed until it does not, or as far as it can be. */
export function cappedPower({ hardware, powerCapWatts }: ResolvedCase, drawn: number): Capped {
  if (powerCapWatts === undefined || hardware.power === undefined || drawn <= powerCapWatts) {
    return { clock: 1, watts: drawn, tooLow: false };
  }
  const idle = idleOf(hardware.power);
  const wanted = (powerCapWatts - idle) / (drawn - idle);
  const share = Math.max(LEAST_ACTIVE_SHARE, wanted);
  return {
    clock: share ** (1 / CLOCK_EXPONENT),
    watts: idle + share * (drawn - idle),
    tooLow: wanted < LEAST_ACTIVE_SHARE,
  };
}
// Below a tenth of the active power no part can be clocked.
const LEAST_ACTIVE_SHARE = 0.1;

/** The powers of an answer: one accelerator, the whole deployment at the wall, and the energy of a token. */
export function powerAnswer(
  { parallelism }: ResolvedCase,
  accelerator: number | undefined,
  outputTokensPerSecond: number,
): PowerAnswer {
  if (accelerator === undefined) return {};
  const devices = replicaDevices(parallelism) * parallelism.replicas;
  const server = devices * (accelerator * (1 + HOST_SHARE) + HOST_IDLE_WATTS);
  return {
    acceleratorPowerWatts: watts(accelerator),
    serverPowerWatts: watts(server),
    energyPerOutputTokenJoules: joules(server / outputTokensPerSecond),
  };
}
