import type { Refusal } from '#shared/refusal';
import { failure, success, type Result } from '#shared/result';
import { nearestId } from '../nearest-id';
import type { ModelShape } from '../resolved-case';
import { SRAM_BYTES } from './chip/geometry';
import { PROMPT_CHUNK } from './fleet/constants';
import { widestWeights } from './fleet/precision';
import { fitSram } from './fleet/memory';
import { splitFleet } from './fleet/split';
import type { Graph } from './schedule/graph';
import { bertGraph, BERT_TOKENS, type BertShape } from './schedule/graphs/bert';
import { allReduceGraph } from './schedule/graphs/collective';
import { decoderGraph } from './schedule/graphs/decoder';
import { productGraph } from './schedule/graphs/product';
import { resnetGraph, type ResnetDepth } from './schedule/graphs/resnet';
import type { Product } from './schedule/cycles';
import { CHIPS_PER_NODE, DEFAULT_LINK_RATE } from './schedule/network';
import type { GraphRequest } from './graph-request';

/** A graph by the name that a user gave it, with what the name leaves open filled in. */
export interface NamedGraph {
  readonly name: string;
  readonly graph: Graph;
  readonly chips: number;
  /** Inferences that run beside each other, each on its own chips. */
  readonly copies: number;
  /** How often the graph runs for one inference, such as once per chunk of a prompt. */
  readonly passes: number;
  readonly precision: 'int8' | 'fp16';
  /** The product alone, where the graph is one: what the chip level can run. */
  readonly product?: Product;
}

const MOST_SIZE = 1_000_000;
const MOST_ENCODERS = 10_000;
const MOST_BYTES = 1e12;
const MOST_CONTEXT = 1_000_000;
/** ISCA 2022 spreads BERT six encoders to a chip. */
const ENCODERS_PER_CHIP = 6;

/** The graph of a name such as `resnet-50`, `bert:48`, `gemm:8x2560x2560`, `allreduce:65536` or `llama-2-70b`. */
export function graphNamed(
  request: GraphRequest,
  models: ReadonlyMap<string, ModelShape>,
): Result<NamedGraph, Refusal> {
  const name = request.graph;
  const depth = /^resnet-(50|101|152)$/.exec(name)?.[1];
  if (depth !== undefined) return success(resnet(request, Number(depth) as ResnetDepth));
  const bert = /^bert(?:-(base|large)|:(\d{1,9}))$/.exec(name);
  if (bert !== null) return bertNamed(request, bert[1], Number(bert[2] ?? 24));
  const gemm = /^gemm:(\d{1,9})x(\d{1,9})x(\d{1,9})$/.exec(name);
  if (gemm !== null) return productNamed(request, gemm.slice(1, 4).map(Number));
  const bytes = /^allreduce:(\d{1,15})$/.exec(name)?.[1];
  if (bytes !== undefined) return allReduceNamed(request, Number(bytes));
  const model = models.get(name);
  return model === undefined ? failure(unknownGraph(name, models)) : languageModel(request, model);
}

const forms =
  'resnet-50|101|152, bert-base, bert-large, bert:LAYERS, gemm:MxKxN, allreduce:BYTES or a language model';

function unknownGraph(name: string, models: ReadonlyMap<string, ModelShape>): Refusal {
  const nearest = nearestId(name, [
    'resnet-50',
    'resnet-101',
    'resnet-152',
    'bert-base',
    'bert-large',
    ...models.keys(),
  ]);
  const hint = nearest === undefined ? '' : ` Did you mean ${nearest}?`;
  const message = `There is no graph ${JSON.stringify(name.slice(0, 80))}; graphs are ${forms}.${hint}`;
  return { code: 'lpu-graph', message, path: 'graph' };
}

const badSize = (what: string, value: number, limit: number): Result<never, Refusal> =>
  failure({
    code: 'lpu-size',
    message: `${what} must be from 1 to ${limit}, not ${value}.`,
    path: 'graph',
    limit,
    demand: value,
  });

function resnet(
  { graph: name, chips = 1, precision = 'int8' }: GraphRequest,
  depth: ResnetDepth,
): NamedGraph {
  return { name, graph: resnetGraph(depth, precision), chips, copies: chips, passes: 1, precision };
}

function bertNamed(
  request: GraphRequest,
  size: string | undefined,
  layers: number,
): Result<NamedGraph, Refusal> {
  const { precision = 'int8', context: tokens = BERT_TOKENS } = request;
  const encoders = size === 'base' ? 12 : layers;
  if (encoders < 1 || encoders > MOST_ENCODERS)
    return badSize('The number of encoders', encoders, MOST_ENCODERS);
  if (tokens < 1 || tokens > MOST_CONTEXT) return badSize('The sequence length', tokens, MOST_CONTEXT);
  const chips = request.chips ?? Math.ceil(encoders / ENCODERS_PER_CHIP);
  const used = Math.min(chips, encoders);
  const width = size === 'base' ? { hidden: 768, heads: 12 } : { hidden: 1024, heads: 16 };
  const shape: BertShape = { name: request.graph, encoders, chips: used, tokens, precision, ...width };
  return success({ name: request.graph, graph: bertGraph(shape), chips, copies: 1, passes: 1, precision });
}

function productNamed(request: GraphRequest, sizes: readonly number[]): Result<NamedGraph, Refusal> {
  const { precision: type = 'fp16', chips = 1 } = request;
  const wrong = sizes.find((size) => size < 1 || size > MOST_SIZE);
  if (wrong !== undefined) return badSize('Each size of a product', wrong, MOST_SIZE);
  const [m = 1, k = 1, n = 1] = sizes;
  const graph = productGraph({ m, k, n, type, chips });
  const product = { m, k, n, type };
  return success({ name: request.graph, graph, chips, copies: 1, passes: 1, precision: type, product });
}

function allReduceNamed(request: GraphRequest, bytes: number): Result<NamedGraph, Refusal> {
  if (bytes < 1 || bytes > MOST_BYTES) return badSize('The bytes of an all-reduce', bytes, MOST_BYTES);
  const { chips = CHIPS_PER_NODE, precision = 'fp16' } = request;
  return success({
    name: request.graph,
    graph: allReduceGraph({ bytes, chips }),
    chips,
    copies: 1,
    passes: 1,
    precision,
  });
}

/** Chips for a language model where none are given: whole nodes that hold it with one user. */
function nodesFor(model: ModelShape, bytesPerWeight: number): number {
  const chips = (model.parameters * bytesPerWeight) / (0.9 * SRAM_BYTES);
  return Math.ceil(chips / CHIPS_PER_NODE) * CHIPS_PER_NODE;
}

function languageModel(request: GraphRequest, model: ModelShape): Result<NamedGraph, Refusal> {
  const { phase = 'decode', context = 2_048 } = request;
  if (!Number.isInteger(context) || context < 1 || context > MOST_CONTEXT) {
    return badSize('The context', context, MOST_CONTEXT);
  }
  const chips = request.chips ?? nodesFor(model, request.precision === 'int8' ? 1 : 2);
  const room = { parameters: model.parameters, capacityBytes: chips * SRAM_BYTES };
  const precision = request.precision ?? widestWeights(room);
  const split = splitFleet({ devices: chips, layers: model.layers });
  if (!split.ok) return split;
  const sram = fitSram({
    model,
    hardware: 'groq-lpu-v1',
    split: split.value,
    weights: precision,
    kv: 'fp16',
    capacityBytes: SRAM_BYTES,
    tokens: context,
  });
  if (!sram.ok) return sram;
  const { tensor, pipeline } = split.value;
  const tokens = phase === 'decode' ? 1 : Math.min(context, PROMPT_CHUNK);
  const passes = phase === 'decode' ? 1 : Math.ceil(context / tokens);
  const attended = phase === 'decode' ? context : Math.ceil(context / 2);
  const graph = decoderGraph({
    pass: { model, tensor, tokens, context: attended, precision, link: DEFAULT_LINK_RATE },
    tensor,
    pipeline,
    chips,
    residentBytes: sram.value.weights + sram.value.perUser,
  });
  const name = `${request.graph} ${phase}`;
  return success({ name, graph, chips, copies: 1, passes, precision });
}
