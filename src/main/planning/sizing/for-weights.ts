import type { Bytes } from '#shared/units';

/**
 * How many accelerators hold this many bytes of weights, and nothing else: no KV cache, no activations, no code. A
 * lower bound, therefore; docs/facts.md A1.6 has it for the LPU (70 GB on 230 MB each: 305).
 */
export const acceleratorsForWeights = (weights: Bytes, memoryPerAccelerator: Bytes): number =>
  Math.ceil(weights / memoryPerAccelerator);

/** The count rounded up to whole servers of so many accelerators. */
export const inWholeServers = (accelerators: number, perServer: number): number =>
  Math.ceil(accelerators / perServer) * perServer;
