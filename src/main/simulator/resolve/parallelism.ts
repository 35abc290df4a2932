import { wholeCache } from '#main/simulator/case/kv-cache';
import type { Invalid, Parallelism, ResolvedCase } from '#main/simulator/case/resolved-case';
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
  if (hardware.kind === 'lpu') {
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
    return success({ parallelism: split.value, remarks: [] });
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
  const tensor = wanted.tensorParallel ?? smallestTensorSplit(undecided, pipeline);
  if (tensor * pipeline > devices) return tooMany(devices);
  if (model.heads % tensor !== 0) {
    return failure({
      code: 'parallelism-heads',
      message: `${counted(model.heads, 'attention head')} of ${model.id} cannot be split over ${tensor}.`,
      path: 'tensorParallel',
      params: { model: model.id, heads: model.heads, tensor },
    });
  }
  const replicas = Math.floor(devices / (tensor * pipeline));
  return success({
    parallelism: { tensor, pipeline, replicas },
    remarks: remarksOn(wanted, { tensor, pipeline, replicas }),
  });
}

function remarksOn(wanted: EstimateCase, { tensor, pipeline, replicas }: Parallelism): readonly Remark[] {
  const remarks: Remark[] = [];
  if (wanted.tensorParallel === undefined && wanted.devices > 1) {
    remarks.push({ code: 'tensor-split-chosen', params: { tensor, replicas } });
  }
  const idle = wanted.devices - tensor * pipeline * replicas;
  if (idle > 0) remarks.push({ code: 'devices-idle', params: { idle, needed: tensor * pipeline } });
  return remarks;
}

function smallestTensorSplit(undecided: Undecided, pipeline: number): number {
  const most = Math.min(8, Math.floor(undecided.devices / pipeline));
  let largest = 1;
  for (let tensor = 1; tensor <= most; tensor *= 2) {
    if (undecided.model.heads % tensor !== 0) break;
    largest = tensor;
    const fit = fitMemory({ ...undecided, parallelism: { tensor, pipeline, replicas: 1 }, remarks: [] });
    const needed = undecided.mode === 'static' ? (undecided.batch ?? 1) : 1;
    if (fit.ok && fit.value.requestsThatFit >= needed) return tensor;
  }
  return largest;
}

const tooMany = (devices: number): Result<never, Invalid> =>
  failure({
    code: 'parallelism-devices',
    message: `tensorParallel × pipelineParallel exceeds the number of devices (${written(devices)}).`,
    path: 'tensorParallel',
    params: { devices },
  });
