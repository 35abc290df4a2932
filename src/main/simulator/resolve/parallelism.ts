import { wholeCache } from '#main/simulator/case/kv-cache';
import {
  type Invalid,
  type Parallelism,
  plainSplit,
  replicaDevices,
  type ResolvedCase,
  stageDevices,
} from '#main/simulator/case/resolved-case';
import { splitFleet } from '#main/simulator/lpu/fleet/split';
import type { EstimateCase } from '#shared/estimate/case';
import type { Remark } from '#shared/estimate/result';
import { failure, type Result, success } from '#shared/refusal/refusal';
import { fitMemory } from './memory';
import { counted, written } from '#shared/text/plural';

export interface ChosenParallelism {
  readonly parallelism: Parallelism;
  readonly remarks: readonly Remark[];
}

type Undecided = Omit<ResolvedCase, 'parallelism' | 'remarks'>;

/**
 * How the devices of a case are split. Left out, LPUs form the pipeline in which a token takes the least
 * time, and GPUs the smallest
 * power-of-two tensor split that holds the model with the batch (in static mode) or one request; the rest are replicas.
 */
export function chooseParallelism(
  wanted: EstimateCase,
  undecided: Undecided,
): Result<ChosenParallelism, Invalid> {
  const { devices, hardware, model } = undecided;
  const ranks = {
    attentionRanks: wanted.attentionDataParallel ?? 1,
    expertShares: wanted.expertParallel ?? 1,
    redundantExperts: wanted.redundantExperts ?? 0,
  };
  if (hardware.kind === 'lpu') {
    const single = ranks.attentionRanks === 1 && ranks.expertShares === 1 && ranks.redundantExperts === 0;
    if (!single) return onlyGpus(hardware.id, ranks.attentionRanks > 1);
    const split = splitFleet({
      devices,
      model,
      weights: undecided.weights,
      capacityBytes: hardware.memoryBytes,
      cacheBytes: wholeCache(model, undecided.kv).bytesOf(undecided.input + undecided.output),
      tensor: wanted.tensorParallel,
      pipeline: wanted.pipelineParallel,
    });
    if (!split.ok) return failure({ ...split.error, path: 'tensorParallel' });
    return success({ parallelism: plainSplit(split.value), remarks: [] });
  }
  const pipeline = wanted.pipelineParallel ?? 1;
  if (pipeline > model.layers) {
    return failure({
      code: 'parallelism-stages',
      message: `${model.id} has ${counted(model.layers, 'layer')}, fewer than ${counted(pipeline, 'stage')}.`,
      path: 'pipelineParallel',
      params: { model: model.id, layers: model.layers, stages: pipeline },
    });
  }
  const tensor = wanted.tensorParallel ?? smallestTensorSplit(undecided, { ...ranks, pipeline });
  const split = { ...ranks, tensor, pipeline };
  const perReplica = replicaDevices(split);
  if (perReplica > devices) return tooMany(devices, ranks.attentionRanks);
  if (model.heads % tensor !== 0) {
    return failure({
      code: 'parallelism-heads',
      message: `${counted(model.heads, 'attention head')} of ${model.id} cannot be split over ${tensor}.`,
      path: 'tensorParallel',
      params: { model: model.id, heads: model.heads, tensor },
    });
  }
  const refused = refusedRanks(undecided, split);
  if (refused !== undefined) return failure(refused);
  const parallelism = { ...split, replicas: Math.floor(devices / perReplica) };
  return success({ parallelism, remarks: remarksOn(wanted, parallelism) });
}

/** Why devices cannot be shared by attention ranks and shares of experts so; undefined where they can. */
function refusedRanks(
  { model, devices }: Undecided,
  split: Omit<Parallelism, 'replicas'>,
): Invalid | undefined {
  const { attentionRanks, expertShares, redundantExperts } = split;
  const perReplica = replicaDevices(split);
  if ((attentionRanks > 1 || expertShares > 1) && devices % perReplica !== 0) {
    return {
      code: 'parallelism-remainder',
      message: `${counted(devices, 'device')} cannot be divided into replicas of ${written(perReplica)} (tensorParallel × attentionDataParallel × pipelineParallel).`,
      path: 'devices',
      params: { devices, replica: perReplica },
    };
  }
  if (expertShares === 1) return redundantExperts === 0 ? undefined : needlessCopies;
  if (model.experts === undefined) {
    return {
      code: 'parallelism-no-experts',
      message: `${model.id} has no experts that could be spread over ${counted(expertShares, 'share')}.`,
      path: 'expertParallel',
      params: { model: model.id, shares: expertShares },
    };
  }
  const stage = stageDevices(split);
  if (stage % expertShares !== 0) {
    return {
      code: 'parallelism-expert-shares',
      message: `expertParallel (${expertShares}) does not divide tensorParallel × attentionDataParallel (${stage}).`,
      path: 'expertParallel',
      params: { shares: expertShares, devices: stage },
    };
  }
  const { experts } = model.experts;
  if ((experts + redundantExperts) % expertShares === 0) return undefined;
  const missing = expertShares - (experts % expertShares);
  return {
    code: 'parallelism-experts',
    message:
      `${counted(experts + redundantExperts, 'expert')} of ${model.id} cannot be spread evenly over ${counted(expertShares, 'share')}; ` +
      `${counted(missing, 'redundant expert')} would fill them.`,
    path: 'expertParallel',
    params: { model: model.id, experts: experts + redundantExperts, shares: expertShares, missing },
  };
}

const needlessCopies: Invalid = {
  code: 'parallelism-redundant-experts',
  message: 'redundantExperts needs expertParallel above 1: a single share holds every expert already.',
  path: 'redundantExperts',
};

const onlyGpus = (hardware: string, attention: boolean): Result<never, Invalid> =>
  failure({
    code: 'parallelism-gpu-only',
    message: `attentionDataParallel and expertParallel are not available on ${hardware}; models are divided by tensors and stages only.`,
    path: attention ? 'attentionDataParallel' : 'expertParallel',
    params: { hardware },
  });

function remarksOn(wanted: EstimateCase, parallelism: Parallelism): readonly Remark[] {
  const { tensor, replicas } = parallelism;
  const needed = replicaDevices(parallelism);
  const remarks: Remark[] = [];
  if (wanted.tensorParallel === undefined && wanted.devices > 1) {
    remarks.push({ code: 'tensor-split-chosen', params: { tensor, replicas } });
  }
  const idle = wanted.devices - needed * replicas;
  if (idle > 0) remarks.push({ code: 'devices-idle', params: { idle, needed } });
  return remarks;
}

function smallestTensorSplit(undecided: Undecided, rest: Omit<Parallelism, 'tensor' | 'replicas'>): number {
  const most = Math.min(8, Math.floor(undecided.devices / replicaDevices({ ...rest, tensor: 1 })));
  let largest = 1;
  for (let tensor = 1; tensor <= most; tensor *= 2) {
    if (undecided.model.heads % tensor !== 0) break;
    largest = tensor;
    const fit = fitMemory({ ...undecided, parallelism: { ...rest, tensor, replicas: 1 }, remarks: [] });
    const needed = undecided.mode === 'static' ? (undecided.batch ?? 1) : 1;
    if (fit.ok && fit.value.requestsThatFit >= needed) return tensor;
  }
  return largest;
}

const tooMany = (devices: number, attentionRanks: number): Result<never, Invalid> =>
  failure({
    code: attentionRanks > 1 ? 'parallelism-ranks' : 'parallelism-devices',
    message: `tensorParallel × ${attentionRanks > 1 ? 'attentionDataParallel × ' : ''}pipelineParallel exceeds the number of devices (${written(devices)}).`,
    path: attentionRanks > 1 ? 'attentionDataParallel' : 'tensorParallel',
    params: { devices },
  });
