import type { MemoryFit } from '#main/simulator/case/kv-cache';
import { remarked } from '#main/simulator/case/remark-text';
import { type ResolvedCase, stageDevices } from '#main/simulator/case/resolved-case';
import { usualLoop } from '#shared/estimate/case';
import type { Bound, EstimateAnswer, FirstTokenPercentiles, Remark } from '#shared/estimate/result';
import { seconds } from '#shared/units/units';
import { measuredLatents } from './engine/attention';
import { constantsOf, type EngineConstants } from './engine/constants';
import type { Atom } from './engine/closed-loop';
import { cacheStandsIn, type Multiplication, multiplicationOf } from './engine/precision';
import { intervalOf, spreadOf } from './interval';
import { acceleratorPower, cappedPower, type Load, loadOf, powerAnswer } from './power';
import { ratesOf, spansServers, standInRemarks } from './rates-of';
import { type Run, runReplica } from './run';

/** What limits a case: arrivals where the engine keeps up with them, else what takes most of the time. */
function boundOf(resolved: ResolvedCase, run: Run, load: Load): Bound {
  if (resolved.mode === 'serving' && run.keepsUp) return 'arrivals';
  const { communication, overhead, seconds } = run.busy;
  const working = seconds - communication - overhead;
  if (communication > Math.max(overhead, working)) return 'communication';
  if (overhead > working) return 'overhead';
  return load.compute > load.memory ? 'compute' : 'memory-bandwidth';
}

interface Known {
  readonly run: Run;
  readonly memory: MemoryFit;
  readonly engine: EngineConstants;
  readonly multiplication: Multiplication;
  readonly capTooLow: boolean;
}

/** What a reader should know before trusting an answer. */
function remarksOn(resolved: ResolvedCase, known: Known): readonly Remark[] {
  const { hardware, model, parallelism, weights, kv } = resolved;
  const remarks: Remark[] = [...standInRemarks(hardware, stageDevices(parallelism))];
  if (known.engine.calibratedOn.models.length === 0) {
    remarks.push({ code: 'engine-not-calibrated', params: { engine: resolved.engine } });
  }
  const { weightOnly, standsIn } = known.multiplication;
  if (weightOnly) {
    remarks.push({ code: 'weights-only-stored', params: { weights, hardware: hardware.id } });
  } else if (standsIn) {
    remarks.push({ code: 'products-stand-in', params: { weights } });
  }
  if (cacheStandsIn(resolved)) {
    remarks.push({ code: 'cache-kernels-stand-in', params: { kv, hardware: hardware.id } });
  }
  if (model.attention.kind === 'multi-head-latent' && !measuredLatents(model.attention)) {
    remarks.push({ code: 'latent-attention-unmeasured', params: {} });
  }
  if (spansServers(hardware, stageDevices(parallelism))) {
    const gigabytes = Math.round((hardware.betweenServersBytesPerSecond ?? 0) / 1e9);
    remarks.push({ code: 'split-beyond-server', params: { gigabytes } });
  }
  if (resolved.mode === 'static' && (resolved.batch ?? 1) > known.run.concurrency) {
    remarks.push({ code: 'batch-in-waves', params: { concurrency: known.run.concurrency } });
  }
  const ends = (known.run.endlessTokensPerSecond ?? 0) / known.run.outputTokensPerSecond - 1;
  if (ends > FEW_REQUESTS) {
    remarks.push({ code: 'run-ends', params: { percent: Math.round((100 * ends) / (1 + ends)) } });
  }
  if (resolved.closedLoop !== undefined && !(resolved.lengthsStated && resolved.requests !== undefined)) {
    const { requestsEach, lengthSigma } = usualLoop;
    remarks.push({ code: 'usual-loop', params: { requestsEach, percent: Math.round(100 * lengthSigma) } });
  }
  if (resolved.mode === 'serving') remarks.push(...servingRemarks(resolved, known.run));
  if (resolved.mode === 'static' && resolved.lengthsStated) {
    remarks.push({ code: 'settings-without-effect', params: { settings: 'lengths' } });
  }
  if (known.capTooLow) remarks.push({ code: 'power-cap-too-low', params: {} });
  return remarks;
}

function servingRemarks({ lengthsStated }: ResolvedCase, run: Run): readonly Remark[] {
  if (!run.keepsUp) return [{ code: 'arrivals-saturate', params: {} }];
  const remarks: Remark[] = [];
  if (run.promptSeconds > 0.5 * run.elapsedSeconds) remarks.push({ code: 'prompts-take-half', params: {} });
  const longer = (run.spreadFirstTokenSeconds ?? 0) / run.timeToFirstTokenSeconds - 1;
  if (!lengthsStated && longer > NOTABLY) {
    remarks.push({ code: 'lengths-taken-alike', params: { percent: Math.round(100 * longer) } });
  }
  return remarks;
}

/** From here on the ends of a finite run show in its throughput. */
const FEW_REQUESTS = 0.05;

/** The band within which estimates of the first token agree with simulations. */
const NOTABLY = 0.25;

/** Predicts a case on GPUs from the fitted kernels and its engine's constants. */
export function estimateOnGpu(resolved: ResolvedCase, memory: MemoryFit): EstimateAnswer {
  const engine = constantsOf(resolved.engine);
  const { run, load, accelerator, capTooLow } = underCap(resolved, memory, engine);
  const { replicas } = resolved.parallelism;
  const multiplication = multiplicationOf(resolved);
  const served = servedRate(resolved, run);
  // Shares of replicas add up to what arrives only to the last digit, and no more is served than that.
  const outputTokensPerSecond = Math.min(run.outputTokensPerSecond * replicas, served?.arriving ?? Infinity);
  const inWaves = resolved.mode === 'static' && (resolved.batch ?? 1) > run.concurrency;
  const predicted = {
    outputTokensPerSecond,
    requestLatencySeconds: run.requestSeconds,
    served,
  };
  return {
    id: resolved.id,
    fits: true,
    timeToFirstTokenSeconds: seconds(run.timeToFirstTokenSeconds),
    ...(resolved.closedLoop !== undefined &&
      run.firstTokens && { timeToFirstTokenPercentiles: percentilesOf(run.firstTokens) }),
    timePerOutputTokenSeconds: seconds(run.decode.seconds),
    interTokenLatencySeconds: seconds(run.interTokenSeconds),
    requestLatencySeconds: seconds(run.requestSeconds),
    outputTokensPerSecond,
    outputTokensPerSecondPerUser: 1 / run.interTokenSeconds,
    concurrency: run.concurrency * replicas,
    ...powerAnswer(resolved, accelerator, outputTokensPerSecond),
    memoryPerDeviceBytes: {
      weights: memory.weights,
      kv: memory.kv,
      other: memory.other,
      capacity: memory.capacity,
    },
    interval: intervalOf(
      engine,
      spreadOf(resolved, { engine, run, standsIn: multiplication.standsIn, inWaves }),
      predicted,
    ),
    bound: boundOf(resolved, run, load),
    ...remarked([
      ...resolved.remarks,
      ...remarksOn(resolved, { run, memory, engine, multiplication, capTooLow }),
    ]),
  };
}

function servedRate({ requestsPerSecond, output, parallelism }: ResolvedCase, run: Run) {
  const { mostTokensPerSecond, concurrency } = run;
  if (mostTokensPerSecond === undefined || requestsPerSecond === undefined) return undefined;
  const { replicas } = parallelism;
  return {
    arriving: requestsPerSecond * output,
    most: mostTokensPerSecond * replicas,
    concurrency: concurrency * replicas,
  };
}

function percentilesOf(atoms: readonly Atom[]): FirstTokenPercentiles {
  const sorted = [...atoms].sort((a, b) => a.seconds - b.seconds);
  const at = (wanted: number) => {
    let share = 0;
    for (const atom of sorted) {
      share += atom.share;
      if (share >= wanted - 1e-9) return seconds(atom.seconds);
    }
    return seconds(sorted.at(-1)?.seconds ?? 0);
  };
  return { p50: at(0.5), p90: at(0.9), p95: at(0.95), p99: at(0.99) };
}

/** What a replica does under its power cap, at which share of its clock, and what one accelerator draws. */
interface Powered {
  readonly run: Run;
  readonly load: Load;
  readonly accelerator: number | undefined;
  readonly clock: number;
  readonly capTooLow: boolean;
}

/** Runs at full clock and, where that draws more than the cap, again at the clock that stays under it. */
export function underCap(resolved: ResolvedCase, memory: MemoryFit, engine: EngineConstants): Powered {
  const rates = ratesOf(resolved.hardware, resolved.parallelism);
  const run = runReplica(resolved, { memory, engine, clock: 1 });
  const load = loadOf(resolved, rates, run);
  const drawn = acceleratorPower(resolved, load);
  if (drawn === undefined) return { run, load, accelerator: undefined, clock: 1, capTooLow: false };
  const { clock, watts, tooLow } = cappedPower(resolved, drawn);
  if (clock === 1) return { run, load, accelerator: drawn, clock, capTooLow: false };
  const slowed = runReplica(resolved, { memory, engine, clock });
  return {
    run: slowed,
    load: loadOf(resolved, rates, slowed),
    accelerator: watts,
    clock,
    capTooLow: tooLow,
  };
}
