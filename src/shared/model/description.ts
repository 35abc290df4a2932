import { z } from '#shared/schema/zod';

/** What a model is, as its configuration says: layers by kind, weights by part and number format, cache by layer. */

export const weightParts = [
  'embedding',
  'head',
  'attention',
  'linearAttention',
  'stateSpace',
  'indexer',
  'feedForward',
  'experts',
  'sharedExperts',
  'router',
  'norms',
  'multiTokenPrediction',
  'vision',
  'projector',
] as const;
export type WeightPart = (typeof weightParts)[number];

const count = z.int().min(0);
const positive = z.int().min(1);

/** Weights of one part in one number format, with the scales and zero points that belong to them. */
export const PartWeights = z.strictObject({
  part: z.enum(weightParts),
  /** Such as `bf16`, `fp8`, `nvfp4`, `int4`. */
  format: z.string().min(1).max(40),
  parameters: count,
  /** Of these, what one token passes through. */
  activeParameters: count,
  bytes: count,
  /** Whether they are matrices of layers, which are quantised when a model is. */
  matrices: z.boolean(),
});
export type PartWeights = Readonly<z.infer<typeof PartWeights>>;

/** What layers of one kind keep of a sequence, and how they mix its tokens. */
export const LayerKind = z.strictObject({
  kind: z.enum(['attention', 'latent', 'compressed', 'linear', 'state-space', 'none']),
  layers: positive,
  heads: positive.optional(),
  keyValueHeads: positive.optional(),
  headDimension: positive.optional(),
  /** Numbers that a layer keeps of each token that it keeps. */
  elementsPerToken: count,
  /** Tokens that it keeps at most; absent where it keeps all. */
  windowTokens: count.optional(),
  /** Further numbers kept for every so many tokens: of compressed entries. */
  compressed: z.strictObject({ elements: positive, everyTokens: positive }).optional(),
  /** Numbers of a state that does not grow, in 16 and in 32 bits. */
  stateElements: count.optional(),
  wideStateElements: count.optional(),
  /** Tokens that sparse attention picks out of those it keeps. */
  attendedTokens: positive.optional(),
});
export type LayerKind = Readonly<z.infer<typeof LayerKind>>;

export const ModelDescription = z.strictObject({
  /** The class that the configuration names. */
  architecture: z.string().min(1).max(120),
  layers: positive,
  /** How many of them mix experts. */
  expertLayers: count,
  kinds: z.array(LayerKind).min(1).max(100).readonly(),
  weights: z.array(PartWeights).min(1).max(500).readonly(),
  /** The number format of most of its weights, as cases name it. */
  precision: z.enum(['fp32', 'fp16', 'bf16', 'fp8', 'int8', 'int4', 'fp4']),
  /** That of its cache, where the files say one. */
  cachePrecision: z.enum(['fp8', 'fp4', 'int8']).optional(),
  contextLimit: positive.optional(),
  remarks: z.array(z.string().max(500)).max(200).readonly(),
  assumed: z.array(z.string().max(500)).max(200).readonly(),
});
export type ModelDescription = Readonly<z.infer<typeof ModelDescription>>;

/** Parts that a model does not need in order to answer: drafts for speculative decoding, apart from the model itself. */
export const isDraft = ({ part }: Pick<PartWeights, 'part'>): boolean => part === 'multiTokenPrediction';

const sumOf = <Item>(items: readonly Item[], of: (item: Item) => number): number =>
  items.reduce((sum, item) => sum + of(item), 0);

/** Parameters of the model itself, drafts apart. */
export const parametersIn = ({ weights }: Pick<ModelDescription, 'weights'>): number =>
  sumOf(
    weights.filter((each) => !isDraft(each)),
    ({ parameters }) => parameters,
  );

/** Parameters that one token passes: chosen experts and everything dense; tables that are only looked up are not passed. */
export const activeParametersIn = ({ weights }: Pick<ModelDescription, 'weights'>): number =>
  sumOf(
    weights.filter((each) => !isDraft(each)),
    ({ activeParameters }) => activeParameters,
  );

/** Bytes of the files: every part, drafts included. */
export const storedBytes = ({ weights }: Pick<ModelDescription, 'weights'>): number =>
  sumOf(weights, ({ bytes }) => bytes);

/** Cache of one sequence of so many tokens, all layers together; `bits` of each number unless a layer says otherwise. */
export const cacheBytes = (kinds: readonly LayerKind[], tokens: number, bytesPerNumber: number): number =>
  sumOf(kinds, (each) => each.layers * layerCacheBytes(each, tokens, bytesPerNumber));

/** What one layer of a kind keeps. States of linear attention and state spaces stay in their own precision. */
function layerCacheBytes(layer: LayerKind, tokens: number, bytesPerNumber: number): number {
  const kept = Math.min(tokens, layer.windowTokens ?? tokens);
  const entries = layer.compressed === undefined ? 0 : Math.floor(tokens / layer.compressed.everyTokens);
  return (
    (layer.elementsPerToken * kept + entries * (layer.compressed?.elements ?? 0)) * bytesPerNumber +
    2 * (layer.stateElements ?? 0) +
    4 * (layer.wideStateElements ?? 0)
  );
}
