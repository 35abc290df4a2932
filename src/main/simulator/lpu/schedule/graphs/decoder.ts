import {
  allLayersCycles,
  headCycles,
  visitHead,
  visitLayer,
  type LayerPass,
  type PartWork,
} from '#main/simulator/lpu/schedule/decoder-layer';
import {
  graphBuilder,
  whole,
  type Dependency,
  type Graph,
  type GraphBuilder,
  type GraphOperation,
  type Unit,
} from '#main/simulator/lpu/schedule/graph';
import {
  CHIPS_PER_NODE,
  dragonfly,
  linkRateNames,
  MOST_CHIPS,
  routeBetween,
} from '#main/simulator/lpu/schedule/network';
import { addPath, pathsCycles } from '#main/simulator/lpu/schedule/operations';

export interface DecoderSplit {
  readonly tensor: number;
  readonly pipeline: number;
}

export interface DecoderGraph extends DecoderSplit {
  readonly pass: LayerPass;
  /** Bytes of weights and cache on each chip. */
  readonly residentBytes: number;
  readonly chips: number;
  readonly waits: LayerWaits;
}

/** Cycles of each layer beyond what its units take, which the fleet level calibrates. */
export interface LayerWaits {
  readonly layer: number;
  /** Further ones of a layer with experts. */
  readonly expertLayer: number;
}

export const noWaits: LayerWaits = { layer: 0, expertLayer: 0 };

/**
 * One token (or one prompt) through all layers of a language model on tensor × pipeline chips. Stages take equal shares of the
 * time, so that parts are cut where a stage ends, as their weights are. Between stages every chip sends its share of the
 * activations to its counterpart, hop by hop.
 */
export function decoderGraph(wanted: DecoderGraph): Graph {
  const { pass, tensor, pipeline, residentBytes, chips, waits } = wanted;
  const builder = graphBuilder();
  const { layers, hidden, id, experts } = pass.model;
  for (let chip = 0; chip < tensor * pipeline; chip += 1) builder.reside(chip, residentBytes);
  const stages = stageWalker(builder, wanted);
  for (let layer = 0; layer < layers; layer += 1) {
    stages.enter(`layer ${layer + 1}`);
    visitLayer(pass, layer, stages.take);
    const sparse = experts !== undefined && layer >= experts.denseLayers;
    const wait = Math.round(waits.layer + (sparse ? waits.expertLayer : 0));
    if (wait > 0) stages.take(UNEXPLAINED, 'mem', { busyCycles: 0, fillCycles: wait });
  }
  stages.enter('head');
  visitHead(pass, stages.take);
  stages.finish();
  return builder.build({
    name: id,
    chips,
    operationsPerInference: 2 * pass.model.activeParameters * pass.tokens,
    notes: [{ code: 'graph-decoder', params: { tensor, pipeline, precision: pass.precision, hidden } }],
  });
}

/** The name of what the calibrated constants stand for, where a schedule shows it. */
export const UNEXPLAINED = 'unexplained (calibrated)';

export function waitCycles({ model }: LayerPass, { layer, expertLayer }: LayerWaits): number {
  const sparse = model.experts === undefined ? 0 : model.layers - model.experts.denseLayers;
  return model.layers * Math.round(layer) + sparse * (Math.round(layer + expertLayer) - Math.round(layer));
}

/** Cycles of the same in closed form: layers, what they wait, head, and the way from stage to stage. */
export function decoderCycles(pass: LayerPass, { pipeline }: DecoderSplit, waits = noWaits): number {
  return headCycles(pass) + allLayersCycles(pass) + waitCycles(pass, waits) + changeCycles(pass, pipeline);
}

/** Activations go over in FP16, each chip of a stage sending its share. */
const shareBytes = ({ model, tokens, tensor }: LayerPass): number => (2 * model.hidden * tokens) / tensor;

const pathsToStage = (stage: number, tensor: number, chips: number) =>
  Array.from({ length: tensor }, (_, rank) => {
    const from = (stage - 1) * tensor + rank;
    return routeBetween(from, from + tensor, chips);
  });

const keptChanges = new Map<number, number>();
const MOST_KEPT_CHANGES = 50_000;

/** Cycles of all changes of stage: those within a node, between nodes and between racks are alike. */
export function changeCycles(pass: LayerPass, pipeline: number): number {
  const { tensor, link } = pass;
  const bytes = shareBytes(pass);
  const split = (pipeline * (MOST_CHIPS + 1) + tensor) * linkRateNames.length + linkRateNames.indexOf(link);
  const key = Math.ceil(bytes) * MOST_SPLITS + split;
  const known = keptChanges.get(key);
  if (known !== undefined) return known;
  const cycles = sumOfChanges(pass, pipeline, bytes);
  if (keptChanges.size >= MOST_KEPT_CHANGES) keptChanges.clear();
  keptChanges.set(key, cycles);
  return cycles;
}

/** More than there are splits and link rates: keys stay whole numbers up to shares of tens of megabytes. */
const MOST_SPLITS = 2 ** 29;

function sumOfChanges({ tensor, link }: LayerPass, pipeline: number, bytes: number): number {
  const chips = tensor * pipeline;
  const perKind = new Map<string, number>();
  let cycles = 0;
  for (let stage = 1; stage < pipeline; stage += 1) {
    const first = (stage - 1) * tensor;
    const kind = `${nodesCrossed(first, tensor)} ${first % CHIPS_PER_NODE} ${placeInRack(first)}`;
    const known = perKind.get(kind) ?? pathsCycles(pathsToStage(stage, tensor, chips), bytes, link);
    perKind.set(kind, known);
    cycles += known;
  }
  return cycles;
}

const nodeOf = (chip: number): number => Math.floor(chip / CHIPS_PER_NODE);
const nodesCrossed = (first: number, tensor: number): number =>
  nodeOf(first + 2 * tensor - 1) - nodeOf(first);
/** Cabling is the same for every node; where a rack ends it is not. */
const placeInRack = (first: number): number => nodeOf(first) % dragonfly.nodesPerRack;

function stageWalker(builder: GraphBuilder, { pass, tensor, pipeline, waits }: DecoderGraph) {
  const total = headCycles(pass) + allLayersCycles(pass) + waitCycles(pass, waits);
  const stageLength = total / pipeline;
  let [prefix, stage, done] = ['', 0, 0];
  let after: readonly Dependency[] = [];
  const add = (operation: Part): void => {
    const numbers = Array.from({ length: tensor }, (_, rank) =>
      builder.add(partOperation(pass, { ...operation, chip: stage * tensor + rank, after })),
    );
    // All chips of a stage are busy for as long as each other; one stands for all.
    after = whole(numbers[0] ?? 0);
  };
  const moveOn = (): void => {
    stage += 1;
    const chips = tensor * pipeline;
    const arrived = pathsToStage(stage, tensor, chips).map((path) =>
      addPath(
        builder,
        {
          name: `to stage ${stage + 1}`,
          from: 0,
          to: 0,
          chips,
          bytes: shareBytes(pass),
          after,
          link: pass.link,
        },
        path,
      ),
    );
    after = whole(...arrived);
  };
  return {
    enter: (name: string): void => {
      prefix = name;
    },
    take: (name: string, unit: Unit, work: PartWork): void => {
      const { busyCycles: busy, fillCycles: fill } = work;
      const part = { name: `${prefix} ${name}`, unit, work };
      let [left, wait] = [busy, fill];
      for (;;) {
        const room = (stage + 1) * stageLength - done;
        const length = left + wait;
        const pureWait = busy === 0;
        if (stage === pipeline - 1 || length <= room || (left <= 1 && !pureWait)) {
          add({ ...part, busy: left, fill: wait });
          done += length;
          return;
        }
        if (room < 1) {
          moveOn();
          continue;
        }
        // The results of a piece go on with the rest, whose pipeline is filled once.
        const piece = Math.min(pureWait ? wait : left - 1, Math.ceil(room));
        add({ ...part, busy: pureWait ? 0 : piece, fill: pureWait ? piece : 0 });
        done += piece;
        if (pureWait) wait -= piece;
        else left -= piece;
      }
    },
    finish: (): void => {
      while (stage < pipeline - 1) moveOn();
    },
  };
}

interface Part {
  readonly name: string;
  readonly unit: Unit;
  readonly busy: number;
  readonly fill: number;
  /** What the part does, of which this may be one of several pieces, and for how long it is busy in all. */
  readonly work: PartWork;
}

interface PlacedPart extends Part {
  readonly chip: number;
  readonly after: readonly Dependency[];
}

function partOperation(pass: LayerPass, part: PlacedPart): GraphOperation {
  const { name, chip, unit, busy, fill, work, after } = part;
  const all = work.busyCycles;
  const share = all > 0 ? busy / all : 0;
  const { usefulCycles = all, vectorCycles: chained = 0, memoryVectors = 0 } = work;
  return {
    name,
    chip,
    unit,
    lane: 0,
    busyCycles: busy,
    fillCycles: fill,
    resultCycles: 0,
    operandCycles: 0,
    lead: 0,
    occupancy: all > 0 ? usefulCycles / all : 0,
    chainedVectorCycles: share * chained,
    memoryVectors: share * memoryVectors,
    resultBytes: 2 * pass.model.hidden * pass.tokens,
    after,
  };
}
