import { allLayersCycles, headCycles, visitHead, visitLayer, type LayerPass } from '../decoder-layer';
import { graphBuilder, whole, type Graph, type GraphBuilder, type Unit } from '../graph';
import { HOP_CYCLES, linkCycles } from '../network';

export interface DecoderSplit {
  readonly tensor: number;
  readonly pipeline: number;
}

export interface DecoderGraph extends DecoderSplit {
  readonly pass: LayerPass;
  /** Bytes of weights and cache on each chip. */
  readonly residentBytes: number;
  readonly chips: number;
}

/**
 * One token (or one prompt) through all layers of a language model on tensor × pipeline chips. Where there are more stages than
 * layers, a layer's parts are spread over its stages; a hop is paid at every change of stage.
 */
export function decoderGraph({ pass, tensor, pipeline, residentBytes, chips }: DecoderGraph): Graph {
  const builder = graphBuilder();
  const { layers, hidden, id } = pass.model;
  for (let chip = 0; chip < tensor * pipeline; chip += 1) builder.reside(chip, residentBytes);
  const stages = stageWalker(builder, { pass, tensor, pipeline });
  for (let layer = 0; layer < layers; layer += 1) {
    stages.enter(`layer ${layer + 1}`);
    visitLayer(pass, layer, stages.take);
  }
  stages.enter('head');
  visitHead(pass, stages.take);
  return builder.build({
    name: id,
    chips,
    operationsPerInference: 2 * pass.model.activeParameters * pass.tokens,
    notes: [`${tensor} × ${pipeline} chips (tensor × pipeline), ${pass.precision}, hidden ${hidden}.`],
  });
}

/** Cycles of the same in closed form: layers, head, and a hop for each change of stage. */
export function decoderCycles(pass: LayerPass, { pipeline }: DecoderSplit): number {
  return headCycles(pass) + allLayersCycles(pass) + (pipeline - 1) * stageHopCycles(pass);
}

/** Activations go over in FP16, each tensor rank sending its share to its counterpart. */
export const stageHopCycles = ({ model, tokens, tensor, link }: LayerPass): number =>
  linkCycles((2 * model.hidden * tokens) / tensor, link) + HOP_CYCLES;

function stageWalker(
  builder: GraphBuilder,
  { pass, tensor, pipeline }: DecoderSplit & { readonly pass: LayerPass },
) {
  const parts = countParts(pass);
  let [prefix, stage, part, last] = ['', 0, 0, -1];
  const add = (
    name: string,
    unit: 'mxm' | 'vxm' | 'sxm' | 'mem' | 'c2c',
    busy: number,
    fill: number,
  ): void => {
    const operations = Array.from({ length: tensor }, (_, rank) =>
      builder.add({
        name,
        chip: stage * tensor + rank,
        unit,
        lane: 0,
        busyCycles: busy,
        fillCycles: fill,
        resultCycles: 0,
        operandCycles: 0,
        lead: 0,
        occupancy: 1,
        resultBytes: 2 * pass.model.hidden * pass.tokens,
        after: last < 0 ? [] : whole(last),
      }),
    );
    last = operations[0] ?? last;
  };
  return {
    enter: (name: string): void => {
      prefix = name;
    },
    take: (name: string, unit: Unit, busy: number, fill: number): void => {
      const due = Math.min(pipeline - 1, Math.floor((part * pipeline) / parts));
      while (stage < due) {
        add(`to stage ${stage + 2}`, 'c2c', stageHopCycles(pass) - HOP_CYCLES, HOP_CYCLES);
        stage += 1;
      }
      add(`${prefix} ${name}`, unit, busy, fill);
      part += 1;
    },
  };
}

function countParts(pass: LayerPass): number {
  let parts = 0;
  const count = (): void => void (parts += 1);
  for (let layer = 0; layer < pass.model.layers; layer += 1) visitLayer(pass, layer, count);
  visitHead(pass, count);
  return parts;
}
