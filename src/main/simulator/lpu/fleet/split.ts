import type { Precision } from '#shared/catalogue/entries';
import { failure, type Refusal, type Result, success } from '#shared/refusal/refusal';
import { cacheCopies } from '#main/simulator/case/kv-cache';
import type { ModelShape, Parallelism } from '#main/simulator/case/resolved-case';
import { CHIPS_PER_NODE, DEFAULT_LINK_RATE, MOST_CHIPS } from '#main/simulator/lpu/schedule/network';
import { computedIn, RESERVED_SHARE, storedBytes } from './generation';
import { tokenTime } from './token-time';
import { counted } from '#shared/text/plural';

export type FleetSplit = Pick<Parallelism, 'tensor' | 'pipeline' | 'replicas'>;

export interface WantedSplit {
  readonly devices: number;
  readonly model: ModelShape;
  readonly weights: Precision;
  readonly capacityBytes: number;
  /** Bytes of one user's cache over all chips, of which every replica must hold one; none where left out. */
  readonly cacheBytes?: number;
  readonly tensor?: number | undefined;
  readonly pipeline?: number | undefined;
}

/**
 * How chips share a model: as asked, or as the published systems do, which spread layers over chips in one pipeline (docs/facts.md
 * section 2). A layer with several chips of its own is shared by one, two, four or eight of a node, where every chip reaches
 * every other in one hop; of what there are chips for, the split whose token takes the least time. Once each layer has two
 * stages, its attention and its feed-forward, and the weights fit, further chips are replicas.
 */
export function splitFleet(wanted: WantedSplit): Result<FleetSplit, Refusal> {
  const split = wanted.tensor === undefined ? fastest(wanted) : stagesFor(wanted, wanted.tensor);
  const { tensor, pipeline, replicas } = split;
  if (replicas < 1) return failure(tooFew(wanted.devices, tensor, pipeline));
  if (tensor * pipeline > MOST_CHIPS) return failure(tooMany(tensor * pipeline));
  return success(split);
}

function stagesFor(wanted: WantedSplit, tensor: number): FleetSplit {
  const { devices, model, weights, capacityBytes } = wanted;
  const most = Math.floor(devices / tensor);
  if (wanted.pipeline !== undefined) {
    return { tensor, pipeline: wanted.pipeline, replicas: Math.floor(most / wanted.pipeline) };
  }
  const perStage = tensor * capacityBytes * (1 - RESERVED_SHARE);
  const weightBytes = model.parameters * storedBytes(weights);
  const userBytes = (wanted.cacheBytes ?? 0) * cacheCopies(model, tensor);
  const needed = Math.max(weightBytes / SHARE_FOR_WEIGHTS, weightBytes + userBytes) / perStage;
  const enough = Math.max(STAGES_PER_LAYER * model.layers, Math.ceil(needed));
  const replicas = Math.max(1, Math.floor(most / enough));
  return { tensor, pipeline: Math.max(1, Math.floor(most / replicas)), replicas: most < 1 ? 0 : replicas };
}

/** Attention and feed-forward. */
const STAGES_PER_LAYER = 2;
/** What a replica leaves for the caches of its users. */
const SHARE_FOR_WEIGHTS = 0.75;
/** The context at which splits are compared, that of the published speeds. */
const COMPARED_CONTEXT = 2_048;

const kept = new WeakMap<ModelShape, Map<string, FleetSplit>>();
const MOST_KEPT = 10_000;

function fastest(wanted: WantedSplit): FleetSplit {
  const { model, devices, weights, capacityBytes } = wanted;
  const known = kept.get(model) ?? new Map<string, FleetSplit>();
  kept.set(model, known);
  // The cache counts only by how many chips it fills, so that contexts of about one length share a comparison.
  const cacheChips = Math.ceil((wanted.cacheBytes ?? 0) / capacityBytes);
  const key = `${devices} ${weights} ${capacityBytes} ${wanted.pipeline} ${cacheChips}`;
  const found = known.get(key) ?? compareSplits({ ...wanted, cacheBytes: cacheChips * capacityBytes });
  if (known.size >= MOST_KEPT) known.clear();
  known.set(key, found);
  return found;
}

function compareSplits(wanted: WantedSplit): FleetSplit {
  const { model, weights, devices, pipeline = model.layers } = wanted;
  const most = Math.min(CHIPS_PER_NODE, Math.max(1, devices / pipeline));
  let [best, fewest] = [stagesFor(wanted, 1), Infinity];
  for (let tensor = 1; tensor <= most; tensor *= 2) {
    const split = stagesFor(wanted, tensor);
    if (split.replicas < 1) break;
    const precision = computedIn(weights);
    const pass = { model, tensor, tokens: 1, context: COMPARED_CONTEXT, precision, link: DEFAULT_LINK_RATE };
    const { seconds } = tokenTime(pass, split.pipeline, { speed: 1 });
    if (seconds < fewest) [best, fewest] = [split, seconds];
  }
  return best;
}

const tooFew = (devices: number, tensor: number, pipeline: number): Refusal => ({
  code: 'parallelism-chips',
  message: `A split of ${tensor} × ${pipeline} (tensor × pipeline) exceeds the ${counted(devices, 'chip')} available.`,
  limit: devices,
  demand: tensor * pipeline,
  params: { tensor, pipeline, devices },
});

const tooMany = (chips: number): Refusal => ({
  code: 'lpu-network',
  message: `${counted(chips, 'chip')} cannot be connected: the Dragonfly network ends at 145 racks with ${counted(MOST_CHIPS, 'chip')}.`,
  limit: MOST_CHIPS,
  demand: chips,
  remedy: 'Split the chips into replicas.',
  params: { chips, most: MOST_CHIPS },
});
