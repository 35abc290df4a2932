import type { Raw } from './facts';

/** A property that every model of a family has or lacks, or that a key of the configuration says. */
export type Said = boolean | { readonly key: string; readonly otherwise: boolean };

export const said = (key: string, otherwise = false): Said => ({ key, otherwise });

/** How the modules of a family are called in its files, which is what quantisations name. */
export interface ModuleNames {
  readonly layers: string;
  readonly attention: string;
  readonly linear: string;
  readonly feedForward: string;
  readonly experts: string;
  readonly sharedExperts: string;
  readonly router: string;
  readonly gate: string;
  readonly up: string;
  readonly down: string;
  readonly expertGate: string;
  readonly expertUp: string;
  readonly expertDown: string;
}

export const usualNames: ModuleNames = {
  layers: 'model.layers',
  attention: 'self_attn',
  linear: 'linear_attn',
  feedForward: 'mlp',
  experts: 'mlp.experts',
  sharedExperts: 'mlp.shared_experts',
  router: 'mlp.gate',
  gate: 'gate_proj',
  up: 'up_proj',
  down: 'down_proj',
  expertGate: 'gate_proj',
  expertUp: 'up_proj',
  expertDown: 'down_proj',
};

/**
 * What a family of architectures does where its configurations say nothing, and which keys say the rest. A family is data: how layers,
 * heads and experts are counted from it is the same for all.
 */
export interface Family {
  /** Values of `model_type`. */
  readonly types: readonly string[];
  /** Beginnings of class names in `architectures`, for configurations whose type is not listed. */
  readonly classes?: readonly string[];
  /** What the family's software assumes for keys that a file leaves out. */
  readonly usual?: Raw;
  readonly tied?: Said;
  readonly queryKeyValueBias?: Said;
  readonly outputBias?: Said;
  readonly feedForwardBias?: Said;
  readonly expertBias?: Said;
  readonly headBias?: Said;
  readonly gated?: Said;
  readonly norm?: 'rms' | 'layer' | 'layer-without-bias' | 'none';
  readonly normsPerLayer?: number;
  /** Norms over queries and keys: one of a head's size each, of all heads' size each, or of each head. */
  readonly queryKeyNorm?: 'head' | 'whole' | 'per-head';
  /** Where only a key says whether there are such norms. */
  readonly queryKeyNormSaid?: Said;
  /** Columns of an output gate: as many as the heads have together, or one a head. */
  readonly outputGate?: 'whole' | 'per-head';
  readonly outputGateSaid?: Said;
  readonly sinks?: Said;
  readonly sharedExpertGate?: boolean;
  readonly routerBias?: Said;
  /** Learned positions: rows of the table beyond the context. */
  readonly learnedPositions?: number;
  /** Norms of the embedding and the like, in multiples of the hidden size. */
  readonly embeddingNorms?: number;
  /** Dense inner size as a multiple of the hidden size where no key says it. */
  readonly innerMultiple?: number;
  /** Special ways in which the family lays out its layers. */
  readonly form?:
    | 'latent'
    | 'compressed'
    | 'two-blocks'
    | 'state-space'
    | 'parallel-state-space'
    | 'per-layer-embeddings'
    | 'gemma-4'
    | 'dense-residual'
    | 'convolutions'
    | 'multi-query-by-flag'
    | 'falcon'
    | 'chunked'
    | 'cross-attention';
  readonly linear?: 'gated-delta' | 'delta' | 'lightning';
  readonly stateSpace?: 'mamba' | 'mamba2';
  readonly draftTables?: boolean;
  readonly names?: Partial<ModuleNames>;
}

export const mixtralNames: Partial<ModuleNames> = {
  experts: 'block_sparse_moe.experts',
  router: 'block_sparse_moe.gate',
  expertGate: 'w1',
  expertUp: 'w3',
  expertDown: 'w2',
};
export const singleShared: Partial<ModuleNames> = { sharedExperts: 'mlp.shared_expert' };
export const mixerNames: Partial<ModuleNames> = {
  layers: 'backbone.layers',
  attention: 'mixer',
  linear: 'mixer',
  feedForward: 'mixer',
  experts: 'mixer.experts',
  sharedExperts: 'mixer.shared_experts',
  router: 'mixer.gate',
};
export const gemmaSizes = {
  head_dim: 256,
  vocab_size: 262_208,
  num_attention_heads: 8,
  num_key_value_heads: 4,
};

export const namesOf = (family: Family): ModuleNames => ({ ...usualNames, ...family.names });
