import type { Precision } from '#shared/catalogue/entries';
import { bytesPerElement } from '#shared/catalogue/model-arithmetic';
import type { Hardware, LpuGeneration } from '#main/simulator/case/resolved-case';

/** What the planes compute in; narrower formats are stored and widened on the way to them. */
type LpuPrecision = 'int8' | 'fp16';

export const computedIn = (weights: Precision): LpuPrecision =>
  bytesPerElement(weights) > 1 ? 'fp16' : 'int8';

/** Bytes of one stored weight: the chip's types are INT8, INT16, INT32, FP16 and FP32 (docs/facts.md section 1). */
export const storedBytes = (weights: Precision): number => Math.max(1, bytesPerElement(weights));

/** Share of all SRAM that weights may take for a precision to be chosen; the rest is for the cache. */
const MOST_FOR_WEIGHTS = 0.95;

interface Room {
  readonly parameters: number;
  readonly capacityBytes: number;
}

/** The widest precision in which a model leaves room for a cache: weights stay in SRAM, so that many models fit in eight bits only. */
export const widestWeights = ({ parameters, capacityBytes }: Room): 'fp16' | 'int8' =>
  parameters * storedBytes('fp16') <= capacityBytes * MOST_FOR_WEIGHTS ? 'fp16' : 'int8';

/**
 * What physics does not explain, calibrated on two published speeds and nothing else: Llama-2-7B on 72 chips at 750 and
 * Mixtral-8x7B on 576 chips at 480 tokens per second and user, both at a context of 2,048 tokens and FP16 (docs/facts.md A2.5,
 * A2.6). docs/models/lpu.md says what they stand for and how wrong they may be; a test keeps them equal to their source.
 */
export const calibration = {
  /** Seconds per decoder layer and token beyond the schedule: vector work, synchronisation and compiler slack. */
  layerSeconds: 20.03e-6,
  /** Further seconds of a layer with experts: routing that a static schedule must provide for. */
  expertLayerSeconds: 27.84e-6,
} as const;

export const calibrationCases = [
  { model: 'llama-2-7b', devices: 72, tokensPerSecondPerUser: 750, source: 'docs/facts.md A2.5' },
  { model: 'mixtral-8x7b', devices: 576, tokensPerSecondPerUser: 480, source: 'docs/facts.md A2.6' },
] as const;
export const calibrationContext = 2_048;

/**
 * Factors of the level-0.8 interval on the speed of one user. Two calibration points cannot give a spread; the factors
 * are what doubling or halving the unexplained share of a layer does to the speed of a dense model.
 */
export const speedInterval = { low: 0.7, high: 1.4 } as const;

/** No aggregate of a filled pipeline was ever published (docs/facts.md section 2): between this share and all of it. */
export const filledPipelineShare = 0.4;

/** Share of each chip's SRAM for instructions, activations in flight and alignment. No figure is published: an assumption. */
export const RESERVED_SHARE = 0.01;

/** The part whose floor plan is simulated, at its own speed. */
export const ownFloorPlan: LpuGeneration = {
  ownFloorPlan: true,
  speed: 1,
  interval: { low: 1, high: 1 },
  remarks: [],
};

export const generationOf = ({ lpu }: Pick<Hardware, 'lpu'>): LpuGeneration => lpu ?? ownFloorPlan;
