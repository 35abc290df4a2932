import { bytesPerElement } from '#shared/catalogue/model-arithmetic';
import type { ResolvedCase } from '#main/simulator/case/resolved-case';
import type { ExpertWeights, KernelCoefficients, Routing } from '#main/simulator/gpu/kernels/coefficients';
import { measuredFor } from '#main/simulator/gpu/kernels/measured-parts';
import type { ExpertsCoefficients } from '#main/simulator/gpu/kernels/experts';
import type { GemmCoefficients } from '#main/simulator/gpu/kernels/gemm';
import type { Width } from '#main/simulator/gpu/kernels/rates';

/** How a part multiplies with weights of a precision. */
export interface Multiplication {
  readonly bits: Width;
  /** Set where the part stores the precision but multiplies wider. */
  readonly weightOnly: boolean;
  /** Set where no kernel of this width was measured, so that a wider one's stands in with narrower reads. */
  readonly standsIn: boolean;
}

const in16: Multiplication = { bits: 16, weightOnly: false, standsIn: false };
const in8: Multiplication = { bits: 8, weightOnly: false, standsIn: false };
const in4: Multiplication = { bits: 4, weightOnly: false, standsIn: false };
const storedOnly: Multiplication = { bits: 16, weightOnly: true, standsIn: true };

/** Eight-bit weights multiply in eight bits where the part can, four-bit floats in four, all else in 16 bits. */
export function multiplicationOf({
  weights,
  hardware,
}: Pick<ResolvedCase, 'weights' | 'hardware'>): Multiplication {
  switch (weights) {
    case 'fp16':
    case 'bf16':
      return in16;
    case 'fp8':
    case 'int8':
      return hardware.peaks[weights] === undefined ? storedOnly : in8;
    case 'fp4':
      if (hardware.peaks.fp4 === undefined) return storedOnly;
      return { ...in4, standsIn: measuredFor(hardware).coefficients.gemm.nvfp4 === undefined };
    case 'int4':
    case 'fp32':
      return storedOnly;
  }
}

/** Whether no decode attention was measured with a cache of this precision on a part like this. */
export function cacheStandsIn({ kv, hardware }: Pick<ResolvedCase, 'kv' | 'hardware'>): boolean {
  if (kv === 'int4' || kv === 'fp4') return true;
  return kv === 'fp8' && hardware.peaks.fp8 === undefined;
}

/** The kernels that multiply with weights of a precision on a part. */
export interface WeightKernels {
  readonly gemm: GemmCoefficients;
  readonly experts: (routing: Routing, tokens: number) => ExpertsCoefficients;
}

/** Four-bit experts were measured of this hidden and inner size only; larger ones lie too far away. */
const MEASURED_FOUR_BIT_SIDE = 2880;

/**
 * Kernels that widen stored weights take tiles of as few rows as one instruction has (mma.m16n8k16, PTX ISA), where the tensor units have
 * no larger one; what an H200 and a B200 do with such weights is held against their measured kernels instead.
 */
const WEIGHT_ONLY_ROWS = 16;
const smallInstructions: ReadonlySet<string | undefined> = new Set(['ampere', 'ada']);

/** Tokens up to which four-bit experts run their kernels for least latency, as TensorRT-LLM chooses (source: aiconfigurator). */
const LEAST_LATENCY_TOKENS = 128;

export function weightKernels(
  resolved: Pick<ResolvedCase, 'weights' | 'hardware' | 'model'>,
  { gemm, experts }: KernelCoefficients,
): WeightKernels {
  const { bits, weightOnly } = multiplicationOf(resolved);
  const own = bits === 4 && gemm.nvfp4 !== undefined;
  const wide = bits === 16 ? 'bf16' : 'fp8';
  const change = {
    bits,
    bytes: bytesPerElement(resolved.weights),
    ...(weightOnly &&
      smallInstructions.has(resolved.hardware.architecture) && { leastRows: WEIGHT_ONLY_ROWS }),
  };
  const family = (name: ExpertWeights, changed: Partial<ExpertsCoefficients>) => {
    return (routing: Routing) => ({ ...experts[routing][name], ...changed });
  };
  const inFourBits = (routing: Routing, tokens: number) => {
    const { nvfp4, nvfp4LeastLatency } = experts[routing];
    return (tokens <= LEAST_LATENCY_TOKENS ? nvfp4LeastLatency : undefined) ?? nvfp4;
  };
  return {
    gemm: own ? gemm.nvfp4 : { ...gemm[wide], ...change },
    experts: fourBitExperts(resolved)
      ? family('mxfp4', {})
      : (routing, tokens) => (own && inFourBits(routing, tokens)) || family(wide, change)(routing),
  };
}

/** Whether the experts are about those whose four-bit kernels were measured. */
function fourBitExperts({ weights, model }: Pick<ResolvedCase, 'weights' | 'model'>): boolean {
  if (weights !== 'int4' && weights !== 'fp4') return false;
  const inner = model.experts?.expertFeedForward ?? 0;
  return model.hidden <= MEASURED_FOUR_BIT_SIDE && inner <= MEASURED_FOUR_BIT_SIDE;
}
