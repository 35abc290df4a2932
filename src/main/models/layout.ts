/** A model taken apart into what its weights are counted from: layers of mixers and feed-forward blocks, towers, drafts. */

interface Biases {
  readonly queryKeyValueBias: boolean;
  readonly outputBias: boolean;
}

export interface AttentionMixer extends Biases {
  readonly kind: 'attention';
  readonly heads: number;
  readonly keyValueHeads: number;
  readonly headDimension: number;
  readonly valueDimension: number;
  /** Tokens that a layer looks back over and keeps; absent where it keeps all. */
  readonly window?: number | undefined;
  /** Whether keys and values are another layer's: no projections for them, and no cache. */
  readonly borrowsCache: boolean;
  /** Whether values are the keys: one projection, though both are kept. */
  readonly valueIsKey: boolean;
  readonly queryKeyNorm: number;
  /** Columns of an output gate beside the query projection. */
  readonly gate: number;
  /** A query projected through a smaller size first. */
  readonly queryRank?: number | undefined;
  readonly sinks: boolean;
  /** An indexer that picks blocks of keys: heads and their size. */
  readonly indexer?:
    { readonly heads: number; readonly dimension: number; readonly tokens: number } | undefined;
}

export interface LatentMixer extends Biases {
  readonly kind: 'latent';
  readonly heads: number;
  readonly queryRank: number | undefined;
  readonly keyValueRank: number;
  readonly plainDimension: number;
  readonly ropeDimension: number;
  readonly valueDimension: number;
  readonly gate: number;
  /** Sparse attention (DSA): an indexer with a cache of its own that picks the tokens attended to. */
  readonly indexer?:
    | {
        readonly heads: number;
        readonly dimension: number;
        readonly tokens: number;
        readonly borrowed: boolean;
      }
    | undefined;
}

/** DeepSeek V4: one key that is also the value, a window, and compressed entries of so many tokens each. */
export interface CompressedMixer {
  readonly kind: 'compressed';
  readonly heads: number;
  readonly headDimension: number;
  readonly queryRank: number;
  readonly outputRank: number;
  readonly outputGroups: number;
  readonly window: number;
  /** Tokens of one compressed entry; 0 where only the window is kept. */
  readonly ratio: number;
  readonly indexer?:
    { readonly heads: number; readonly dimension: number; readonly tokens: number } | undefined;
}

/** Attention with a state of fixed size: gated delta rule, delta attention with per-channel decay, lightning attention. */
export interface LinearMixer {
  readonly kind: 'linear';
  readonly form: 'gated-delta' | 'delta' | 'lightning';
  readonly keyHeads: number;
  readonly valueHeads: number;
  readonly keyDimension: number;
  readonly valueDimension: number;
  readonly convolution: number;
  /** Whether the gate is projected at full rank rather than through a head's size. */
  readonly fullGate: boolean;
}

export interface StateSpaceMixer {
  readonly kind: 'state-space';
  readonly form: 'mamba' | 'mamba2' | 'convolution';
  readonly inner: number;
  readonly heads: number;
  readonly state: number;
  readonly groups: number;
  readonly convolution: number;
  readonly convolutionBias: boolean;
  readonly projectionBias: boolean;
  readonly timeRank: number;
  readonly innerNorm: number;
}

export type Mixer = AttentionMixer | LatentMixer | CompressedMixer | LinearMixer | StateSpaceMixer;

export interface DenseBlock {
  readonly kind: 'dense';
  readonly inner: number;
  readonly gated: boolean;
  readonly bias: boolean;
}

export interface ExpertBlock {
  readonly kind: 'experts';
  readonly experts: number;
  readonly perToken: number;
  readonly inner: number;
  readonly gated: boolean;
  readonly bias: boolean;
  /** Inner size of all shared experts together; 0 without any. */
  readonly sharedInner: number;
  readonly sharedGate: boolean;
  readonly routerBias: boolean;
  /** Experts that do nothing but stand in the router. */
  readonly idleExperts: number;
  /** The size that experts work in where it is not that of the model. */
  readonly latent?: number | undefined;
  readonly latentNorm: boolean;
  readonly groups?: number | undefined;
}

export type FeedForward = DenseBlock | ExpertBlock;

export interface LayerLayout {
  readonly mixers: readonly Mixer[];
  readonly feedForwards: readonly FeedForward[];
  /** Numbers in norms and other vectors that belong to no projection. */
  readonly norms: number;
}

/** A tower for pictures or video, as parameters by what they are. */
export interface Tower {
  readonly part: 'vision' | 'projector';
  readonly name: string;
  /** In matrices, which a quantisation may take in. */
  readonly matrices: number;
  readonly vectors: number;
}

export interface DraftLayers {
  readonly layers: readonly LayerLayout[];
  /** Matrices that join the next token with the state before, one per draft layer. */
  readonly joined: number;
  /** Whether each draft layer's file holds embedding and head again. */
  readonly copiesTables: boolean;
  readonly names: 'following' | 'mtp';
}

export interface Layout {
  readonly hidden: number;
  readonly vocabulary: number;
  readonly tied: boolean;
  readonly layers: readonly LayerLayout[];
  readonly finalNorm: number;
  readonly headBias: boolean;
  /** Further tables that are looked up, such as learned positions: parameters. */
  readonly tables: number;
  /** Matrices used by every token that belong to no layer. */
  readonly extras: number;
  readonly towers: readonly Tower[];
  readonly drafts: DraftLayers | undefined;
}
