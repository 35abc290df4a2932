import type { Remark } from '#shared/estimate/result';
import { failure, type Refusal, type Result, success } from '#shared/refusal/refusal';
import { didYouMean } from '#shared/schema/nearest-id';
import { wholeCache, type MemoryFit } from '#main/simulator/case/kv-cache';
import type { ModelShape } from '#main/simulator/case/resolved-case';
import { SRAM_BYTES } from './chip/geometry';
import { speedInterval, widestWeights } from './fleet/generation';
import { calibratedWaits, promptTime } from './fleet/token-time';
import { fitSram } from './fleet/memory';
import { splitFleet, type FleetSplit } from './fleet/split';
import { bertGraph, BERT_TOKENS, type BertShape } from './schedule/graphs/bert';
import { decoderGraph } from './schedule/graphs/decoder';
import { resnetGraph, type ResnetDepth } from './schedule/graphs/resnet';
import type { LayerPass } from './schedule/decoder-layer';
import { CHIPS_PER_NODE, DEFAULT_LINK_RATE, MOST_CHIPS } from './schedule/network';
import { chainNamed } from './named-chain';
import { badSize, type GraphRequest, idleNote, type NamedGraph, spreads } from './named-graph';
import { allReduceNamed, attentionNamed, lanesNamed, productNamed } from './named-kernels';

const MOST_ENCODERS = 10_000;
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
  const bert = /^bert(?:-(base|large)|:(\d{1,15}))$/.exec(name);
  if (bert !== null) return bertNamed(request, bert[1], Number(bert[2] ?? 24));
  const gemm = /^gemm:(\d{1,15})x(\d{1,15})x(\d{1,15})$/.exec(name);
  if (gemm !== null) return productNamed(request, gemm.slice(1, 4).map(Number));
  const lanes = /^(add|softmax|rmsnorm):(\d{1,15})x(\d{1,15})$/.exec(name);
  if (lanes !== null) {
    const what = lanes[1] === 'add' || lanes[1] === 'softmax' ? lanes[1] : 'rmsnorm';
    return lanesNamed(request, { what, rows: Number(lanes[2]), columns: Number(lanes[3]) });
  }
  const attention = /^attention:(\d{1,15})x(\d{1,15})x(\d{1,15})$/.exec(name);
  if (attention !== null) return attentionNamed(request, attention.slice(1, 4).map(Number));
  const bytes = /^allreduce:(\d{1,15})$/.exec(name)?.[1];
  if (bytes !== undefined) return allReduceNamed(request, Number(bytes));
  const chain = chainNamed(request);
  if (chain !== undefined) return chain;
  const model = models.get(name);
  return model === undefined ? failure(unknownGraph(name, models)) : languageModel(request, model);
}

const forms =
  'resnet-50|101|152, bert-base, bert-large, bert:LAYERS, gemm:MxKxN, allreduce:BYTES, add|softmax|rmsnorm:ROWSxCOLUMNS, attention:QUERIESxKEYSxDIMENSION, lstm|gru:HIDDEN[xLAYERS], mlp:AxBxC or a language model';

function unknownGraph(name: string, models: ReadonlyMap<string, ModelShape>): Refusal {
  const hint = didYouMean(name, [
    'resnet-50',
    'resnet-101',
    'resnet-152',
    'bert-base',
    'bert-large',
    ...models.keys(),
  ]);
  const message = `Graph ${JSON.stringify(name.slice(0, 80))} does not exist; graphs are ${forms}.${hint}`;
  return { code: 'lpu-graph', message, path: 'graph' };
}

function resnet(
  { graph: name, chips = 1, precision = 'int8' }: GraphRequest,
  depth: ResnetDepth,
): NamedGraph {
  const graph = resnetGraph(depth, precision);
  return { name, graph, chips, copies: chips, passes: 1, precision, spread: spreads.network };
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
  const copies = Math.floor(chips / used);
  const graph = bertGraph(shape);
  return success({
    name: request.graph,
    graph: {
      ...graph,
      notes: [...graph.notes, ...copiesNote(copies, used), ...idleNote(chips, copies * used)],
    },
    chips,
    copies,
    passes: 1,
    precision,
    spread: spreads.network,
  });
}

const copiesNote = (copies: number, chips: number): readonly Remark[] =>
  copies > 1 ? [{ code: 'graph-copies', params: { copies, chips } }] : [];

interface Placement {
  readonly chips: number;
  readonly precision: 'int8' | 'fp16';
  readonly split: FleetSplit;
  readonly memory: MemoryFit;
}

/** How a model lies on so many chips, with the cache of one user. */
function place(
  model: ModelShape,
  chips: number,
  { precision: wanted, context = DEFAULT_CONTEXT, sramBytes = SRAM_BYTES, chipId = 'LPU' }: GraphRequest,
) {
  const room = { parameters: model.parameters, capacityBytes: chips * sramBytes };
  const precision = wanted ?? widestWeights(room);
  const split = splitFleet({
    devices: chips,
    model,
    weights: precision,
    capacityBytes: sramBytes,
    cacheBytes: wholeCache(model, 'fp16').bytesOf(context),
  });
  if (!split.ok) return split;
  const memory = fitSram({
    model,
    hardware: chipId,
    split: split.value,
    weights: precision,
    kv: 'fp16',
    capacityBytes: sramBytes,
    tokens: context,
  });
  return memory.ok
    ? success<Placement>({ chips, precision, split: split.value, memory: memory.value })
    : memory;
}

const DEFAULT_CONTEXT = 2_048;

/** The fewest whole nodes that hold a model with one user, where no number of chips is given; FP16 unless asked otherwise. */
function placeOnFewest(model: ModelShape, request: GraphRequest): Result<Placement, Refusal> {
  const bytesPerWeight = request.precision === 'int8' ? 1 : 2;
  const { sramBytes = SRAM_BYTES } = request;
  let nodes = Math.ceil((model.parameters * bytesPerWeight) / (sramBytes * CHIPS_PER_NODE));
  for (;;) {
    const placed = place(model, nodes * CHIPS_PER_NODE, { precision: 'fp16', ...request });
    if (placed.ok || nodes * CHIPS_PER_NODE >= MOST_CHIPS) return placed;
    nodes = Math.min(MOST_CHIPS / CHIPS_PER_NODE, Math.max(nodes + 1, Math.floor(nodes * 1.02)));
  }
}

function languageModel(request: GraphRequest, model: ModelShape): Result<NamedGraph, Refusal> {
  const { phase = 'decode', context = DEFAULT_CONTEXT } = request;
  if (!Number.isInteger(context) || context < 1 || context > MOST_CONTEXT) {
    return badSize('The context', context, MOST_CONTEXT);
  }
  const placed =
    request.chips === undefined ? placeOnFewest(model, request) : place(model, request.chips, request);
  if (!placed.ok) return placed;
  const { chips, precision, split, memory } = placed.value;
  const userBytes = memory.cache.bytesOf(context);
  const { tensor, pipeline, replicas: copies } = split;
  const attended = phase === 'decode' ? context : Math.ceil(context / 2);
  const whole: LayerPass = {
    model,
    tensor,
    tokens: context,
    context: attended,
    precision,
    link: DEFAULT_LINK_RATE,
  };
  const tokens = phase === 'decode' ? 1 : promptTime(whole, pipeline, { speed: 1 }).chunkTokens;
  const passes = phase === 'decode' ? 1 : Math.ceil(context / tokens);
  const graph = decoderGraph({
    pass: { ...whole, tokens },
    tensor,
    pipeline,
    chips: tensor * pipeline,
    residentBytes: memory.weights + userBytes,
    waits: calibratedWaits,
  });
  const notes = [...graph.notes, ...copiesNote(copies, tensor * pipeline), ...waitNote];
  return success({
    name: `${request.graph} ${phase}`,
    graph: { ...graph, notes: [...notes, ...idleNote(chips, copies * tensor * pipeline)] },
    chips,
    copies,
    passes,
    precision,
    users: { held: memory.requestsThatFit, bytes: userBytes, stages: pipeline },
    spread: speedInterval,
  });
}

const waitNote: readonly Remark[] = [{ code: 'graph-waits-calibrated', params: {} }];
