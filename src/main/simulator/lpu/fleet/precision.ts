import { bytesPerElement } from '#shared/model-arithmetic';
import type { Precision } from '#shared/catalogue/entries';

/** What the planes compute in; narrower formats are stored and widened on the way to them. */
export type LpuPrecision = 'int8' | 'fp16';

export const computedIn = (weights: Precision): LpuPrecision =>
  bytesPerElement(weights) > 1 ? 'fp16' : 'int8';

/** Bytes of one stored weight: the chip's types are INT8, INT16, INT32, FP16 and FP32 (docs/facts.md section 1). */
export const storedBytes = (weights: Precision): number => Math.max(1, bytesPerElement(weights));

/** Share of all SRAM that weights may take for a precision to be chosen; the rest is for the cache. */
const MOST_FOR_WEIGHTS = 0.95;

export interface Room {
  readonly parameters: number;
  readonly capacityBytes: number;
}

/** The widest precision in which a model leaves room for a cache: weights stay in SRAM, so that many models fit in eight bits only. */
export const widestWeights = ({ parameters, capacityBytes }: Room): 'fp16' | 'int8' =>
  parameters * storedBytes('fp16') <= capacityBytes * MOST_FOR_WEIGHTS ? 'fp16' : 'int8';
