import type { LpuPrecision } from './precision';

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
export const calibrationPrecision: LpuPrecision = 'fp16';

/**
 * Factors of the level-0.8 interval on the speed of one user. Two calibration points cannot give a spread; the factors
 * are what doubling or halving the unexplained share of a layer does to the speed of a dense model.
 */
export const speedInterval = { low: 0.7, high: 1.4 } as const;

/** No aggregate of a filled pipeline was ever published (docs/facts.md section 2): between this share and all of it. */
export const filledPipelineShare = 0.4;

/** Share of each chip's SRAM for instructions, activations in flight and alignment. No figure is published: an assumption. */
export const RESERVED_SHARE = 0.01;
