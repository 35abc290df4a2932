import { seconds } from '#shared/units';
import type { EstimateAnswer } from '#shared/estimate/result';
import type { MemoryFit } from '../kv-cache';
import { remarked } from '../remark-text';
import type { ResolvedCase } from '../resolved-case';
import { boundOf } from './bound';
import { constantsOf, type EngineConstants } from './engine/constants';
import { multiplicationOf } from './engine/precision';
import { intervalOf, spreadOf } from './interval';
import { loadOf, type Load } from './load';
import { acceleratorPower, cappedPower, powerAnswer } from './power';
import { ratesOf } from './rates-of';
import { remarksOn } from './remarks';
import { runReplica, type Run } from './run';

/** Predicts a case on GPUs from the fitted kernels and its engine's constants. */
export function estimateOnGpu(resolved: ResolvedCase, memory: MemoryFit): EstimateAnswer {
  const engine = constantsOf(resolved.engine);
  const { run, load, accelerator, capTooLow } = underCap(resolved, memory, engine);
  const { replicas } = resolved.parallelism;
  const multiplication = multiplicationOf(resolved);
  const outputTokensPerSecond = run.outputTokensPerSecond * replicas;
  const inWaves = resolved.mode === 'static' && (resolved.batch ?? 1) > run.concurrency;
  const predicted = { outputTokensPerSecond, requestLatencySeconds: run.requestSeconds };
  return {
    id: resolved.id,
    fits: true,
    timeToFirstTokenSeconds: seconds(run.timeToFirstTokenSeconds),
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

/** What a replica does under its power cap, at which share of its clock, and what one accelerator draws. */
export interface Powered {
  readonly run: Run;
  readonly load: Load;
  readonly accelerator: number | undefined;
  readonly clock: number;
  readonly capTooLow: boolean;
}

/** Runs at full clock and, where that draws more than the cap, again at the clock that stays under it. */
export function underCap(resolved: ResolvedCase, memory: MemoryFit, engine: EngineConstants): Powered {
  const rates = ratesOf(resolved.hardware, resolved.parallelism.tensor);
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
