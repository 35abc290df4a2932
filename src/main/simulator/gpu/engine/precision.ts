import type { Precision } from '#shared/catalogue/entries';
import type { Hardware } from '../../resolved-case';
import { kernelCoefficients, type ExpertWeights } from '../kernels/coefficients';
import type { ExpertsCoefficients } from '../kernels/experts';
import type { GemmCoefficients } from '../kernels/gemm';

// Four-bit weights carry a 16-bit scale per group of 64, or an 8-bit one per 32: a sixteenth more.
const FOUR_BIT_BYTES = 0.5 * (1 + 1 / 16);

/** The kernels that multiply with weights of a precision on a part. */
export interface WeightKernels {
  readonly gemm: GemmCoefficients;
  readonly experts: (routing: 'balanced' | 'powerLaw') => ExpertsCoefficients;
  /** Set where the part stores the precision but multiplies in 16 bits. */
  readonly weightOnly: boolean;
}

/** Eight-bit weights multiply in eight bits where the part can, all else in 16 bits with narrower reads. */
export function weightKernels(weights: Precision, hardware: Hardware): WeightKernels {
  const { gemm, experts } = kernelCoefficients;
  const family = (name: ExpertWeights, change: Partial<ExpertsCoefficients> = {}) => {
    return (routing: 'balanced' | 'powerLaw') => ({ ...experts[routing][name], ...change });
  };
  switch (weights) {
    case 'fp16':
    case 'bf16':
      return { gemm: gemm.bf16, experts: family('bf16'), weightOnly: false };
    case 'fp32':
      return { gemm: { ...gemm.bf16, bytes: 4 }, experts: family('bf16', { bytes: 4 }), weightOnly: true };
    case 'fp8':
    case 'int8':
      return hardware.peaks[weights] === undefined
        ? { gemm: { ...gemm.bf16, bytes: 1 }, experts: family('bf16', { bytes: 1 }), weightOnly: true }
        : { gemm: gemm.fp8, experts: family('fp8'), weightOnly: false };
    case 'int4':
    case 'fp4':
      return {
        gemm: { ...gemm.bf16, bytes: FOUR_BIT_BYTES },
        experts: family('mxfp4'),
        weightOnly: true,
      };
  }
}
