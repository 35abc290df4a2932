import { failure, success, type Result } from '#shared/result';
import type { Refusal } from '#shared/refusal';
import { CHIPS_PER_NODE, MOST_CHIPS } from '../schedule/network';

export interface FleetSplit {
  readonly tensor: number;
  readonly pipeline: number;
  readonly replicas: number;
}

export interface WantedSplit {
  readonly devices: number;
  readonly layers: number;
  readonly tensor?: number | undefined;
  readonly pipeline?: number | undefined;
}

/**
 * How chips share a model. Left out, all of them form one pipeline: layers are spread over chips (facts.md section 2), and a
 * layer that has several chips of its own is shared by the largest power of two of them within a node, where every chip
 * reaches every other in one hop. What tensor × pipeline leaves over are replicas.
 */
export function splitFleet(wanted: WantedSplit): Result<FleetSplit, Refusal> {
  const { devices, layers } = wanted;
  const tensor =
    wanted.tensor ?? tensorFor(wanted.pipeline === undefined ? devices / layers : devices / wanted.pipeline);
  const pipeline = wanted.pipeline ?? Math.max(1, Math.floor(devices / tensor));
  const replicas = Math.floor(devices / (tensor * pipeline));
  if (replicas < 1) return failure(tooFew(devices, tensor, pipeline));
  if (tensor * pipeline > MOST_CHIPS) return failure(tooMany(tensor * pipeline));
  return success({ tensor, pipeline, replicas });
}

function tensorFor(chipsPerLayer: number): number {
  let tensor = 1;
  while (2 * tensor <= Math.min(chipsPerLayer, CHIPS_PER_NODE)) tensor *= 2;
  return tensor;
}

const tooFew = (devices: number, tensor: number, pipeline: number): Refusal => ({
  code: 'invalid-parallelism',
  message: `${tensor} × ${pipeline} chips (tensor × pipeline) are more than the ${devices} there are.`,
  limit: devices,
  demand: tensor * pipeline,
});

const tooMany = (chips: number): Refusal => ({
  code: 'lpu-network',
  message: `${chips} chips cannot be connected: the Dragonfly ends at 145 racks with ${MOST_CHIPS} chips.`,
  limit: MOST_CHIPS,
  demand: chips,
  remedy: 'Split the chips into replicas.',
});
