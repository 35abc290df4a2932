import type { Precision } from '#shared/catalogue/entries';
import type { ComputeRoof, GpuReport, GpuStep, GpuWork, WorkShare } from '#shared/performance/report';
import { meanContext } from '#main/simulator/case/length-moments';
import { cacheOnGpu, type MemoryFit } from '#main/simulator/case/kv-cache';
import { weightBytesPerDevice } from '#main/simulator/resolve/memory';
import { type Hardware, replicaDevices, type ResolvedCase } from '#main/simulator/case/resolved-case';
import { constantsOf, type EngineConstants } from './engine/constants';
import { headSeconds, layerKernels, type StepTokens } from './engine/layer';
import { multiplicationOf } from './engine/precision';
import { limitsOf, stepTimesOf, type StepTime } from './engine/steps';
import { underCap } from './estimate-on-gpu';
import type { PartRates } from './kernels/measured-parts';
import { ratesOf, slowedBy } from './rates-of';
import type { Run } from './run';

/**
 * Where the time of one prefill and one decode step of a case goes, kernel family by kernel family, and how far both are from what the
 * accelerator computes and reads at most. The steps are those that the estimate is made of, at the clock that the power cap leaves.
 */
export function stepReport(resolved: ResolvedCase, memory: MemoryFit): GpuReport {
  const engine = constantsOf(resolved.engine);
  const { run, clock } = underCap(resolved, memory, engine);
  const full = ratesOf(resolved.hardware, resolved.parallelism);
  const place: Place = { resolved, engine, rates: clock < 1 ? slowedBy(full, clock) : full };
  return {
    kind: 'gpu',
    id: resolved.id,
    hardware: resolved.hardware.id,
    steps: [prefillStep(place, run.concurrency), decodeStep(place, run)],
    roofs: roofsOf(resolved.hardware),
    computedIn: computedIn(resolved),
    memoryBytesPerSecond: resolved.hardware.bytesPerSecond,
    clock,
  };
}

interface Place {
  readonly resolved: ResolvedCase;
  readonly engine: EngineConstants;
  readonly rates: PartRates;
}

/** A static batch is read in steps as large as the engine allows; otherwise prompts come one by one. */
function prefillStep(place: Place, concurrency: number): GpuStep {
  const { resolved, engine, rates } = place;
  const { input, mode } = resolved;
  const { attentionRanks } = resolved.parallelism;
  const { mostTokens } = limitsOf(engine, attentionRanks);
  const perStep = Math.max(1, Math.min(concurrency, Math.floor(mostTokens / input)));
  const sequences = mode === 'static' ? Math.floor(perStep) : 1;
  const step = stepTimesOf(resolved, rates, engine).prefill(sequences, input);
  const work = { sequences, tokens: input, pairs: (sequences * input * input) / 2, readTokens: 0 };
  return {
    phase: 'prefill',
    ...work,
    context: input,
    seconds: step.seconds,
    parts: partsOf(place, step, {
      tokens: { all: sequences * input, rank: Math.ceil(sequences / attentionRanks) * input },
      sequences: Math.ceil(sequences / attentionRanks),
      factor: engine.prefillFactor,
      expertsFactor: engine.expertsFactor * engine.promptExpertsFactor,
    }),
    ...loadOf(resolved, work),
  };
}

function decodeStep(place: Place, { decode: step, concurrency }: Run): GpuStep {
  const { resolved, engine } = place;
  const { parallelism } = resolved;
  const sequences = Math.max(1, Math.round(concurrency));
  const context = meanContext(resolved);
  const count = Math.max(1, Math.ceil(sequences / parallelism.pipeline));
  const rank = Math.ceil(count / parallelism.attentionRanks);
  const work = { sequences, tokens: 1, pairs: sequences * context, readTokens: sequences * context };
  return {
    phase: 'decode',
    ...work,
    context,
    seconds: step.seconds,
    parts: partsOf(place, step, {
      tokens: { all: count, rank },
      sequences: rank,
      factor: 1,
      expertsFactor: engine.expertsFactor,
    }),
    ...loadOf(resolved, work),
  };
}

interface Measures {
  /** Tokens that the kernels of one stage see at once, and sequences of one attention rank. */
  readonly tokens: StepTokens;
  readonly sequences: number;
  readonly factor: number;
  /** Besides on experts. */
  readonly expertsFactor: number;
}

/** The kernels are computed one by one, attention and the whole are the step's own; what is left is the host's. */
function partsOf(
  { resolved, engine, rates }: Place,
  step: StepTime,
  { tokens, sequences, factor, expertsFactor }: Measures,
): readonly WorkShare<GpuWork>[] {
  const kernels = layerKernels(resolved, rates, tokens);
  const matrix = factor * engine.matrixFactor;
  const communication = factor * engine.communicationFactor;
  const known: readonly (readonly [GpuWork, number])[] = [
    ['projections', matrix * kernels.projections],
    ['feed-forward', matrix * kernels.feedForward],
    ['experts', matrix * expertsFactor * kernels.experts],
    ['output-head', matrix * headSeconds(resolved, rates, sequences)],
    ['attention', step.attention],
    ['elementwise', matrix * kernels.passes],
    ['all-reduce', communication * kernels.allReduce],
    ['expert-exchange', communication * kernels.exchange],
    ['handover', communication * kernels.handover],
  ];
  const rest = known.reduce((left, [, seconds]) => left - seconds, step.seconds);
  return [...known, ['host', Math.max(0, rest)] as const]
    .filter(([, seconds]) => seconds > 0)
    .map(([work, seconds]) => ({ work, seconds }));
}

interface StepWork {
  readonly sequences: number;
  readonly tokens: number;
  /** Pairs of a query and a key or value that meet. */
  readonly pairs: number;
  /** Tokens of cache that are read. */
  readonly readTokens: number;
}

/** Operations and bytes of one accelerator: 2 per weight and token, 4 per head dimension and pair; weights are read once a share. */
function loadOf(resolved: ResolvedCase, { sequences, tokens, pairs, readTokens }: StepWork) {
  const { model, parallelism } = resolved;
  const devices = replicaDevices(parallelism);
  const ranks = parallelism.attentionRanks;
  const products = 2 * model.activeParameters * sequences * tokens;
  const attention = 4 * model.layers * model.heads * model.headDimension * pairs;
  const cache = cacheOnGpu(model, resolved.kv, parallelism);
  const written = cache.bytesOfAll(sequences / ranks, (sequences * tokens) / ranks);
  const read = cache.bytesOfAll(sequences / ranks, readTokens / ranks);
  const shares = tokens > 1 ? 1 : Math.min(parallelism.pipeline, sequences);
  return {
    flopsPerAccelerator: (products + attention) / devices,
    bytesPerAccelerator: shares * weightBytesPerDevice(model, resolved.weights, parallelism) + read + written,
  };
}

/** Peaks of the data sheet, highest first; precisions of the same peak share a roof. */
function roofsOf({ peaks }: Hardware): readonly ComputeRoof[] {
  const roofs = (Object.entries(peaks) as [Precision, number][])
    .filter(([precision]) => precision !== 'fp32')
    .sort(([, a], [, b]) => b - a);
  return roofs
    .filter(([, peak], index) => roofs.findIndex(([, other]) => other === peak) === index)
    .map(([precision, flopsPerSecond]) => ({ precision, flopsPerSecond }));
}

function computedIn(resolved: ResolvedCase): Precision {
  const { weights, hardware } = resolved;
  const { peaks } = hardware;
  if (multiplicationOf(resolved).weightOnly) return peaks.fp16 === undefined ? 'bf16' : 'fp16';
  return weights;
}
