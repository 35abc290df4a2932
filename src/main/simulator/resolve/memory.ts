import { cacheOnGpu, type MemoryFit } from '#main/simulator/case/kv-cache';
import { meanWhole } from '#main/simulator/case/length-moments';
import {
  type ModelShape,
  mostAtOnce,
  type Parallelism,
  plainSplit,
  replicaDevices,
  type ResolvedCase,
  stageDevices,
} from '#main/simulator/case/resolved-case';
import { storedWeights } from '#main/simulator/case/stored-weights';
import { fitSramOf } from '#main/simulator/lpu/fleet/memory';
import { bytesPerElement } from '#shared/catalogue/model-arithmetic';
import { failure, type Refusal, type Result, success } from '#shared/refusal/refusal';
import { bytes } from '#shared/units/units';
import { counted, written } from '#shared/text/plural';

/**
 * Bytes of weights on the fullest device, of the one account of a model's weights. Every attention rank holds attention, norms, shared
 * experts and tables of its own; routed experts and dense feed-forward layers are divided among all devices of a stage.
 */
export function weightBytesPerDevice(
  model: ModelShape,
  weights: ResolvedCase['weights'],
  parallelism: Omit<Parallelism, 'replicas'>,
): number {
  const { tensor, pipeline, attentionRanks, redundantExperts } = parallelism;
  const layersHere = Math.ceil(model.layers / pipeline) / model.layers;
  const { inLayers, outside, divided, experts } = storedWeights(model, weights);
  const elsewhere = (divided * layersHere * (1 - 1 / attentionRanks)) / tensor;
  const copies = redundantExperts / Math.max(1, model.experts?.experts ?? 1);
  const copied = (experts * layersHere * copies) / stageDevices(parallelism);
  return (inLayers * layersHere + outside) / tensor - elsewhere + copied;
}

/**
 * Whether weights and at least one request fit on the accelerators of a case, and how many requests do; a refusal names capacity, demand
 * and a way out.
 */
export const fitMemory = (resolved: ResolvedCase): Result<MemoryFit, Refusal> =>
  resolved.hardware.kind === 'lpu' ? fitSramOf(resolved) : fitOnGpu(resolved);

interface Held {
  readonly parallelism: Omit<Parallelism, 'replicas'>;
  /** Bytes of weights on one device. */
  readonly weights: number;
}

/** What an engine keeps of each GPU beside weights and cache: a fixed part, a share of all, and one of what is then free. */
function reservedBytes(
  { reserve, hardware }: Pick<ResolvedCase, 'reserve' | 'hardware'>,
  held: Held,
): number {
  const together = replicaDevices(held.parallelism) > 1;
  const { memoryBytes } = hardware;
  const fixed =
    reserve.fixedBytes + reserve.shareOfTotal * memoryBytes + (together ? reserve.collectiveBytes : 0);
  return fixed + reserve.shareOfFree * Math.max(0, memoryBytes - held.weights - fixed);
}

function fitOnGpu(resolved: ResolvedCase): Result<MemoryFit, Refusal> {
  const { model, hardware, parallelism } = resolved;
  const weights = weightBytesPerDevice(model, resolved.weights, parallelism);
  const other = reservedBytes(resolved, { parallelism, weights });
  const cache = cacheOnGpu(model, resolved.kv, parallelism);
  const perRequest = cache.bytesOf(resolved.input + resolved.output);
  const free = hardware.memoryBytes - weights - other;
  const perRequestThere = cache.bytesOf(meanWhole(resolved));
  const perRank = free < perRequest ? 0 : Math.max(1, Math.floor(free / perRequestThere));
  if (perRank < 1) return failure(refusalOf(resolved, weights + other + perRequest));
  const requestsThatFit = perRank * parallelism.attentionRanks;
  const atOnce = Math.min(
    Math.ceil((mostAtOnce(resolved) ?? Infinity) / parallelism.attentionRanks),
    perRank,
  );
  return success({
    weights: bytes(weights),
    kv: bytes(Math.min(free, perRequestThere * atOnce)),
    other: bytes(other),
    capacity: bytes(hardware.memoryBytes),
    requestsThatFit,
    cache,
  });
}

function refusalOf(resolved: ResolvedCase, demand: number): Refusal {
  const { hardware, model } = resolved;
  const remedy = remedyFor(resolved);
  const gigabytes = (value: number) => `${(value / 1e9).toPrecision(3)} GB`;
  return {
    code: 'memory-capacity',
    message:
      `${model.id} in ${resolved.weights} with one request (input ${written(resolved.input)}, output ${counted(resolved.output, 'token')}) ` +
      `needs ${gigabytes(demand)} on each ${hardware.id}, which has ${gigabytes(hardware.memoryBytes)}. ${remedy}`,
    limit: hardware.memoryBytes,
    demand,
    unit: 'B',
    remedy,
    params: {
      model: model.id,
      hardware: hardware.id,
      weights: resolved.weights,
      needs: gigabytes(demand),
      has: gigabytes(hardware.memoryBytes),
    },
  };
}

/** The smallest power-of-two split that would hold the model and one request, in the same or a narrower precision. */
function remedyFor(resolved: ResolvedCase): string {
  for (const weights of [resolved.weights, 'fp8', 'int4'] as const) {
    if (bytesPerElement(weights) > bytesPerElement(resolved.weights)) continue;
    const devices = smallestSplit({ ...resolved, weights });
    if (devices !== undefined) {
      return `It fits on ${counted(devices, 'device')} per replica with weights in ${weights}.`;
    }
  }
  return 'No split over up to 4,096 devices holds it; shorten the request or choose a smaller model.';
}

function smallestSplit(resolved: ResolvedCase): number | undefined {
  for (let devices = 1; devices <= 4096; devices *= 2) {
    const tensor = Math.min(devices, resolved.model.heads, 8);
    const pipeline = Math.min(devices / tensor, resolved.model.layers);
    const parallelism = plainSplit({ tensor, pipeline, replicas: 1 });
    const weights = weightBytesPerDevice(resolved.model, resolved.weights, parallelism);
    const cache = cacheOnGpu(resolved.model, resolved.kv, parallelism).bytesOf(
      resolved.input + resolved.output,
    );
    const other = reservedBytes(resolved, { parallelism, weights });
    if (weights + cache + other <= resolved.hardware.memoryBytes) return tensor * pipeline;
  }
  return undefined;
}
