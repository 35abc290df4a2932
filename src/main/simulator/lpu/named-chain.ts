import { failure, type Refusal, type Result, success } from '#shared/refusal/refusal';
import { badSize, type GraphRequest, idleNote, type NamedGraph, spreads } from './named-graph';
import {
  chainGraph,
  type ChainLayer,
  type ChainPlace,
  gruLayers,
  lstmLayers,
  perceptronLayers,
} from './schedule/graphs/layer-chain';
import { CHIPS_PER_NODE, MOST_CHIPS } from './schedule/network';
import { scheduleGraph, type Schedule } from './schedule/scheduler';

const MOST_WIDTH = 1_000_000;
const MOST_LAYERS = 1_000;
const MOST_STEPS = 1_000_000;

/** What the names of chains of layers look like: `lstm:1024`, `gru:512x2`, `mlp:784x512x10`. */
const NAME = /^(lstm|gru|mlp):(\d{1,15}(?:x\d{1,15})*)$/;

/** The chain of a name, laid on chips; undefined where the name is none of a chain. */
export function chainNamed(request: GraphRequest): Result<NamedGraph, Refusal> | undefined {
  const [, kind, sizes] = NAME.exec(request.graph) ?? [];
  if (kind === undefined || sizes === undefined) return undefined;
  const numbers = sizes.split('x').map(Number);
  const layers =
    kind === 'mlp' ? perceptron(numbers) : recurrent(kind === 'lstm' ? lstmLayers : gruLayers, numbers);
  if (!layers.ok) return layers;
  const steps = kind === 'mlp' ? 1 : (request.context ?? 1);
  if (!Number.isInteger(steps) || steps < 1 || steps > MOST_STEPS) {
    return badSize('The number of time steps', steps, MOST_STEPS);
  }
  return laid(request, layers.value, steps);
}

const malformed = (message: string): Result<never, Refusal> =>
  failure({ code: 'lpu-graph', message, path: 'graph' });

function perceptron(widths: readonly number[]): Result<readonly ChainLayer[], Refusal> {
  const wrong = widths.find((width) => width < 1 || width > MOST_WIDTH);
  if (wrong !== undefined) return badSize('Each width', wrong, MOST_WIDTH);
  if (widths.length < 2) return malformed('A perceptron needs at least two widths, as in mlp:784x512x10.');
  if (widths.length > MOST_LAYERS + 1) {
    return badSize('The number of layers', widths.length - 1, MOST_LAYERS);
  }
  return success(perceptronLayers(widths));
}

function recurrent(
  cells: (hidden: number, layers: number) => readonly ChainLayer[],
  [hidden = 0, layers = 1, ...more]: readonly number[],
): Result<readonly ChainLayer[], Refusal> {
  if (more.length > 0) {
    return malformed('A recurrent network has a hidden size and a number of layers, as in lstm:1024x2.');
  }
  if (hidden < 1 || hidden > MOST_WIDTH) return badSize('The hidden size', hidden, MOST_WIDTH);
  if (layers < 1 || layers > MOST_LAYERS) return badSize('The number of layers', layers, MOST_LAYERS);
  return success(cells(hidden, layers));
}

interface Laid {
  readonly place: ChainPlace;
  readonly graph: NamedGraph['graph'];
  readonly cycles: number;
}

/** The chain on the chips asked for, or on the fewest of a node, or nodes, that hold it. */
function laid(
  request: GraphRequest,
  layers: readonly ChainLayer[],
  steps: number,
): Result<NamedGraph, Refusal> {
  const { precision = 'fp16', sramBytes } = request;
  const chain = { name: request.graph, layers, precision };
  let refused: Refusal | undefined;
  for (let chips = request.chips ?? 1; chips <= MOST_CHIPS; chips *= 2) {
    const best = fastest(chips, layers.length, (place): Result<Laid, Refusal> => {
      const graph = chainGraph(chain, place);
      const schedule = scheduleGraph(graph, sramBytes);
      return schedule.ok ? success({ place, graph, cycles: cyclesOf(schedule.value, steps) }) : schedule;
    });
    if (best.ok) return success(named(request, { ...best.value, chips, steps, precision }));
    refused = best.error;
    if (request.chips !== undefined) break;
  }
  return failure(refused ?? { code: 'lpu-sram', message: `${request.graph} does not fit.` });
}

/** A step begins when the busiest chip has done with the one before. */
const cyclesOf = ({ cycles, stageCycles }: Schedule, steps: number): number =>
  cycles + (steps - 1) * stageCycles;

/** The place on at most so many chips that takes the fewest cycles, of fewer chips where two take as many. */
function fastest(
  chips: number,
  layers: number,
  lay: (place: ChainPlace) => Result<Laid, Refusal>,
): Result<Laid, Refusal> {
  let best: Laid | undefined;
  let refused: Refusal | undefined;
  for (let shares = 1; shares <= Math.min(chips, CHIPS_PER_NODE); shares *= 2) {
    for (const stages of stagesOf(Math.min(layers, Math.floor(chips / shares)))) {
      const found = lay({ stages, shares });
      if (!found.ok) refused = found.error;
      else if (best === undefined || found.value.cycles < best.cycles) best = found.value;
    }
  }
  if (best !== undefined) return success(best);
  return failure(refused ?? { code: 'lpu-sram', message: 'No chip is left for the graph.' });
}

/** Numbers of stages that are worth trying: each twice the one before, and the most. */
function stagesOf(most: number): readonly number[] {
  const stages = [most];
  for (let each = 1; each < most; each *= 2) stages.push(each);
  return stages.sort((a, b) => a - b);
}

function named(
  request: GraphRequest,
  {
    graph,
    place,
    chips,
    steps,
    precision,
  }: Laid & { readonly chips: number; readonly steps: number; readonly precision: 'int8' | 'fp16' },
): NamedGraph {
  const used = place.stages * place.shares;
  const copies = Math.floor(chips / used);
  return {
    name: request.graph,
    graph: {
      ...graph,
      notes: [
        { code: 'graph-chain', params: { stages: place.stages, shares: place.shares, steps } },
        ...(copies > 1 ? [{ code: 'graph-copies' as const, params: { copies, chips: used } }] : []),
        ...idleNote(chips, copies * used),
      ],
    },
    chips,
    copies,
    passes: steps,
    precision,
    spread: place.shares * place.stages === 1 ? spreads.kernel : spreads.network,
  };
}
