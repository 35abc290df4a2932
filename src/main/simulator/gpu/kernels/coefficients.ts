import type { ContextCoefficients, GenerationCoefficients, LatentCoefficients } from './attention';
import type { CollectiveCoefficients } from './collectives';
import type { ExpertsCoefficients } from './experts';
import type { GemmCoefficients, QuantiseCoefficients } from './gemm';

/** Kernels that differ by how many query heads share a key-value head: one, up to 32, more. */
export type HeadGrouping = 'single' | 'grouped' | 'wide';
export type ByHeadDimension<Value> = Readonly<Record<'64' | '128', Value>>;
export type ByGrouping = Readonly<Record<HeadGrouping, GenerationCoefficients>>;
/** How tokens fall on experts: evenly, or by a power law with the exponent 1.01. */
export type Routing = 'balanced' | 'powerLaw';
export type ExpertWeights = 'bf16' | 'fp8' | 'fp8Block' | 'mxfp4';

/** Everything that `npm run fit` finds; docs/models/kernel-error-report.md says how well it holds. */
export interface KernelCoefficients {
  readonly gemm: Readonly<Record<'bf16' | 'fp8' | 'fp8Block', GemmCoefficients>> & {
    /** Of parts that multiply in four bits. */
    readonly nvfp4?: GemmCoefficients;
  };
  readonly quantise: Readonly<Record<'computeScale' | 'scaleMatrix', QuantiseCoefficients>>;
  /** By bits of the cached keys and values. */
  readonly generation: Readonly<Record<'cache16' | 'cache8', ByHeadDimension<ByGrouping>>>;
  readonly windowedGeneration: Readonly<Record<'cache16' | 'cache8', GenerationCoefficients>>;
  readonly context: Readonly<Record<'bits16' | 'bits8', ByHeadDimension<ContextCoefficients>>>;
  /** Latent attention: decoding with the up-projections absorbed, prompts without; by bits of the cached latents. */
  readonly latent: {
    readonly generation: Readonly<Record<'cache16' | 'cache8', LatentCoefficients>>;
    readonly context: Readonly<Record<'cache16' | 'cache8', ContextCoefficients>>;
  };
  readonly windowedContext: Readonly<Record<'bits16' | 'bits8', ContextCoefficients>>;
  readonly experts: Readonly<
    Record<
      Routing,
      Readonly<Record<ExpertWeights, ExpertsCoefficients>> & {
        readonly nvfp4?: ExpertsCoefficients;
        /** Of few tokens, for which the engines take other kernels. */
        readonly nvfp4LeastLatency?: ExpertsCoefficients;
      }
    >
  >;
  readonly collectives: Readonly<
    Record<
      | 'customAllReduce'
      | 'allReduce'
      | 'allGather'
      | 'reduceScatter'
      | 'allToAll'
      // Of tokens to the devices of their experts, and back from there.
      | 'dispatch'
      | 'combine'
      | 'dispatchLeastLatency'
      | 'combineLeastLatency',
      CollectiveCoefficients
    >
  >;
}
