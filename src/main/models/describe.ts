import type { LayerLayout, Layout, Mixer } from './layout';
import { type Module, parametersOf } from './module';
import { matrixBytes, microscaled, nvfp4, type NumberFormat } from './number-format';
import { isNamed } from './named-modules';
import type { Quantization } from './quantization';
import type { LayerKind, ModelDescription, PartWeights, WeightPart } from '#shared/model/description';
import { counted } from '#shared/text/plural';

interface Given {
  readonly architecture: string;
  readonly layout: Layout;
  readonly modules: readonly Module[];
  /** In which what is not quantised is stored. */
  readonly stored: NumberFormat;
  readonly quantization: Quantization | undefined;
  readonly expertFormat: string | undefined;
  readonly context: { readonly tokens: number | undefined; readonly remarks: readonly string[] };
  readonly stateBits: 16 | 32;
  readonly remarks: readonly string[];
  readonly assumed: readonly string[];
}

/** The description of a model from its modules: weights by part and format, layers by what they keep. */
export function describeModel(given: Given): ModelDescription {
  const { layout, quantization, context } = given;
  const { weights, formats } = weighed(given);
  const kinds = layerKinds(layout, given.stateBits);
  return {
    architecture: given.architecture,
    layers: layout.layers.length,
    expertLayers: layout.layers.filter(({ feedForwards }) =>
      feedForwards.some(({ kind }) => kind === 'experts'),
    ).length,
    kinds,
    weights,
    precision: commonest(formats) ?? given.stored.precision,
    ...(quantization?.cache === undefined ? {} : { cachePrecision: quantization.cache }),
    ...(context.tokens === undefined ? {} : { contextLimit: context.tokens }),
    remarks: [...context.remarks, ...given.remarks, ...kindRemarks(kinds), ...lookedUp(weights)],
    assumed: given.assumed,
  };
}

interface Row {
  readonly part: WeightPart;
  readonly format: string;
  readonly matrices: boolean;
  parameters: number;
  activeParameters: number;
  bytes: number;
}

/** Weights by part and format, and how many parameters each format holds. */
function weighed({ modules, stored, quantization, expertFormat }: Given): {
  readonly weights: readonly PartWeights[];
  readonly formats: ReadonlyMap<NumberFormat, number>;
} {
  const rows = new Map<string, Row>();
  const formats = new Map<NumberFormat, number>();
  // Without experts every parameter is active, as publishers count it; with them a table that is only looked up is not.
  const mixes = modules.some(({ part }) => part === 'experts');
  for (const module of modules) {
    const format = formatOf(module, { stored, quantization, expertFormat });
    const key = `${module.part} ${format.name} ${module.kind === 'linear'}`;
    const row = rows.get(key) ?? {
      part: module.part,
      format: format.name,
      matrices: module.kind === 'linear',
      parameters: 0,
      activeParameters: 0,
      bytes: 0,
    };
    row.parameters += parametersOf(module, module.copies);
    row.activeParameters += parametersOf(module, mixes ? module.used : module.copies);
    row.bytes += module.copies * (matrixBytes(module, format) + (module.bias * stored.bits) / 8);
    rows.set(key, row);
    if (module.kind === 'linear')
      formats.set(format, (formats.get(format) ?? 0) + module.copies * module.rows * module.columns);
  }
  return { weights: [...rows.values()].map((row) => ({ ...row, bytes: Math.ceil(row.bytes) })), formats };
}

function formatOf(
  module: Module,
  { stored, quantization, expertFormat }: Pick<Given, 'stored' | 'quantization' | 'expertFormat'>,
): NumberFormat {
  if (quantization === undefined || module.kind !== 'linear') return stored;
  const named = quantization.named.find(({ pattern }) => isNamed(pattern, module.name));
  if (quantization.excluded.some(({ pattern }) => isNamed(pattern, module.name))) return stored;
  if (named !== undefined) return named.format;
  if (quantization.expertsOnly && module.part !== 'experts') return stored;
  if (module.part === 'vision' || module.part === 'projector') return stored;
  if (module.part === 'experts' && expertFormat !== undefined) {
    if (expertFormat === 'fp4') return quantization.format?.precision === 'fp4' ? nvfp4 : microscaled(4);
  }
  return quantization.format ?? stored;
}

const commonest = (formats: ReadonlyMap<NumberFormat, number>): ModelDescription['precision'] | undefined =>
  [...formats].sort(([, a], [, b]) => b - a)[0]?.[0].precision;

/** Layers that keep the same, counted together, in the order in which they first stand. */
function layerKinds(layout: Layout, stateBits: 16 | 32): readonly LayerKind[] {
  const kinds = new Map<string, LayerKind>();
  for (const layer of layout.layers) {
    for (const kind of keptBy(layer, stateBits)) {
      const key = JSON.stringify(kind);
      const known = kinds.get(key);
      kinds.set(key, known === undefined ? kind : { ...known, layers: known.layers + 1 });
    }
  }
  return [...kinds.values()];
}

function keptBy(layer: LayerLayout, stateBits: 16 | 32): readonly LayerKind[] {
  if (layer.mixers.length === 0) return [{ kind: 'none', layers: 1, elementsPerToken: 0 }];
  return layer.mixers.map((mixer) => keptByMixer(mixer, stateBits));
}

function keptByMixer(mixer: Mixer, stateBits: 16 | 32): LayerKind {
  switch (mixer.kind) {
    case 'attention': {
      const { heads, keyValueHeads, headDimension, valueDimension, window, indexer } = mixer;
      const elements = keyValueHeads * (headDimension + valueDimension) + (indexer?.dimension ?? 0);
      return {
        kind: 'attention',
        layers: 1,
        heads,
        keyValueHeads,
        headDimension,
        elementsPerToken: mixer.borrowsCache ? 0 : elements,
        ...(window === undefined ? {} : { windowTokens: window }),
        ...(indexer === undefined ? {} : { attendedTokens: indexer.tokens }),
      };
    }
    case 'latent': {
      const { heads, keyValueRank, ropeDimension, plainDimension, indexer } = mixer;
      return {
        kind: 'latent',
        layers: 1,
        heads,
        keyValueHeads: 1,
        headDimension: plainDimension + ropeDimension,
        elementsPerToken:
          keyValueRank + ropeDimension + (indexer === undefined || indexer.borrowed ? 0 : indexer.dimension),
        ...(indexer === undefined ? {} : { attendedTokens: indexer.tokens }),
      };
    }
    case 'compressed': {
      const { heads, headDimension, window, ratio, indexer } = mixer;
      return {
        kind: 'compressed',
        layers: 1,
        heads,
        keyValueHeads: 1,
        headDimension,
        elementsPerToken: headDimension,
        windowTokens: window,
        ...(ratio === 0
          ? {}
          : { compressed: { elements: headDimension + (indexer?.dimension ?? 0), everyTokens: ratio } }),
        ...(indexer === undefined ? {} : { attendedTokens: indexer.tokens }),
      };
    }
    case 'linear': {
      const { keyHeads, valueHeads, keyDimension, valueDimension, convolution } = mixer;
      const state = valueHeads * keyDimension * valueDimension;
      const convolved =
        Math.max(0, convolution - 1) * (2 * keyHeads * keyDimension + valueHeads * valueDimension);
      return { kind: 'linear', layers: 1, elementsPerToken: 0, ...states(state, convolved, stateBits) };
    }
    case 'state-space': {
      const { inner, state, groups, convolution, form } = mixer;
      const channels = form === 'mamba2' ? inner + 2 * groups * state : inner;
      return {
        kind: 'state-space',
        layers: 1,
        elementsPerToken: 0,
        ...states(inner * state, (convolution - 1) * channels, stateBits),
      };
    }
  }
}

/** The recurrent state in the file's precision, 32 bits unless it says 16; what convolutions keep is 16 bits. */
const states = (
  state: number,
  convolved: number,
  stateBits: 16 | 32,
): Pick<LayerKind, 'stateElements' | 'wideStateElements'> =>
  stateBits === 16
    ? { stateElements: state + convolved }
    : { stateElements: convolved, wideStateElements: state };

/** What of a model with experts is not counted as active though some publishers do. */
function lookedUp(weights: readonly PartWeights[]): readonly string[] {
  if (!weights.some(({ part }) => part === 'experts')) return [];
  const idle = weights
    .filter(({ part }) => part === 'embedding' || part === 'vision' || part === 'projector')
    .reduce((sum, { parameters, activeParameters }) => sum + parameters - activeParameters, 0);
  if (idle === 0) return [];
  return [
    `Active parameters leave out ${(idle / 1e9).toPrecision(3)} billion of the input embedding and of towers, which a text token does not multiply with; some publishers count them.`,
  ];
}

function kindRemarks(kinds: readonly LayerKind[]): readonly string[] {
  const attended = kinds.map(({ attendedTokens }) => attendedTokens).find((tokens) => tokens !== undefined);
  return [
    ...(kinds.some(({ windowTokens, kind }) => windowTokens !== undefined && kind === 'attention')
      ? ['Layers with a window keep no more of a sequence than the window.']
      : []),
    ...(kinds.some(
      ({ stateElements, wideStateElements }) => (stateElements ?? 0) + (wideStateElements ?? 0) > 0,
    )
      ? [
          'Linear attention and state-space layers keep a state of fixed size for each sequence, whatever its length.',
        ]
      : []),
    ...(attended === undefined
      ? []
      : [
          `Sparse attention reads at most ${counted(attended, 'token')} of a sequence, but keeps all of them.`,
        ]),
  ];
}
