import type { ModelSpecification } from '#shared/catalogue/entries';
import type { Figure } from '#shared/catalogue/figure';
import {
  activeParametersIn,
  type LayerKind,
  type ModelDescription,
  parametersIn,
} from '#shared/model/description';
import type { ExpertBlock, Layout } from './layout';
import type { ModelRead } from './read-model';

interface Called {
  readonly id: string;
  readonly name: string;
  readonly vendor: string;
}

/**
 * The entry of a catalogue or library for a model that was read: sizes of the layers that most of it consists of, by which the time of a
 * step is told, and the description by which everything is counted.
 */
export function specificationOf(
  { description, layout }: ModelRead,
  { id, name, vendor }: Called,
): ModelSpecification {
  const attention = leadingAttention(description);
  const experts = layout.layers
    .flatMap(({ feedForwards }) => feedForwards)
    .find((block): block is ExpertBlock => block.kind === 'experts');
  const dense = denseInner(layout);
  return {
    id,
    name,
    vendor,
    layers: stepLayers(layout),
    hidden: layout.hidden,
    heads: attention?.heads ?? 1,
    keyValueHeads: Math.max(
      1,
      attention?.kind === 'latent' ? (attention.heads ?? 1) : (attention?.keyValueHeads ?? 1),
    ),
    headDimension: plainDimension(layout) ?? attention?.headDimension ?? 1,
    feedForward: dense ?? experts?.inner ?? 1,
    vocabulary: layout.vocabulary,
    tiedEmbeddings: layout.tied,
    attention: attentionShape(layout, description),
    ...(experts === undefined ? {} : { experts: expertShape(experts, layout) }),
    parameters: counted(parametersIn(description)),
    activeParameters: counted(activeParametersIn(description)),
    description,
    source: 'model-configs',
    confidence: 'derived',
  };
}

const counted = (value: number): Figure => ({
  unit: '1',
  readings: [
    {
      id: 'counted',
      low: value,
      typical: value,
      high: value,
      source: 'model-configs',
      date: 'undated',
      confidence: 'derived',
      note: 'Counted from the configuration, module by module.',
    },
  ],
});

/** Layers of attention and feed-forward that a step passes; models whose layers are one block each have half as many. */
function stepLayers({ layers }: Layout): number {
  const mixers = layers.filter((layer) => layer.mixers.length > 0).length;
  const blocks = layers.filter(({ feedForwards }) => feedForwards.length > 0).length;
  return Math.max(1, mixers, blocks);
}

const attends = ({ kind }: LayerKind): boolean =>
  kind === 'attention' || kind === 'latent' || kind === 'compressed';

/** The kind of attention that sees everything, else that of most layers. */
const leadingAttention = ({ kinds }: ModelDescription): LayerKind | undefined =>
  kinds.find((kind) => attends(kind) && kind.windowTokens === undefined) ?? kinds.find(attends);

function plainDimension({ layers }: Layout): number | undefined {
  for (const { mixers } of layers)
    for (const mixer of mixers) if (mixer.kind === 'latent') return mixer.plainDimension;
  return undefined;
}

function denseInner({ layers }: Layout): number | undefined {
  for (const { feedForwards } of layers)
    for (const block of feedForwards) if (block.kind === 'dense') return block.inner;
  return undefined;
}

function attentionShape({ layers }: Layout, { kinds }: ModelDescription): ModelSpecification['attention'] {
  const latent = layers.flatMap(({ mixers }) => mixers).find((mixer) => mixer.kind === 'latent');
  const whole = kinds
    .filter((kind) => attends(kind) && kind.windowTokens === undefined)
    .reduce((sum, kind) => sum + kind.layers, 0);
  const mixing = kinds.filter(({ kind }) => kind !== 'none').reduce((sum, kind) => sum + kind.layers, 0);
  if (latent?.kind === 'latent' && whole === mixing) {
    return {
      kind: 'multi-head-latent',
      queryRank: Math.max(
        1,
        latent.queryRank ?? latent.heads * (latent.plainDimension + latent.ropeDimension),
      ),
      keyValueRank: latent.keyValueRank,
      ropeDimension: Math.max(1, latent.ropeDimension),
      valueDimension: latent.valueDimension,
    };
  }
  if (whole === mixing) return { kind: 'grouped-query' };
  return {
    kind: 'sliding-window',
    windowTokens: heldTokens(kinds),
    fullEvery: whole === 0 ? mixing + 1 : Math.max(1, Math.round(mixing / whole)),
  };
}

/**
 * Tokens that a layer without full attention reads for each new one: its window, or for a state of fixed size as many tokens of the
 * other layers as take the same bytes.
 */
function heldTokens(kinds: readonly LayerKind[]): number {
  const windowed = kinds.find(({ windowTokens }) => windowTokens !== undefined && windowTokens > 0);
  if (windowed?.windowTokens !== undefined) return windowed.windowTokens;
  const stateBytes = Math.max(
    ...kinds.map(({ stateElements = 0, wideStateElements = 0 }) => 2 * stateElements + 4 * wideStateElements),
  );
  const perToken = Math.max(1, ...kinds.map(({ elementsPerToken }) => 2 * elementsPerToken));
  return Math.max(1, Math.ceil(stateBytes / perToken));
}

function expertShape(block: ExpertBlock, { layers }: Layout): NonNullable<ModelSpecification['experts']> {
  const mixtures = layers.filter(({ feedForwards }) =>
    feedForwards.some(({ kind }) => kind === 'experts'),
  ).length;
  const dense = layers.filter(({ feedForwards }) => feedForwards.length > 0).length - mixtures;
  return {
    experts: block.experts,
    expertsPerToken: block.perToken,
    sharedExperts: Math.round(block.sharedInner / block.inner),
    expertFeedForward: block.inner,
    denseLayers: Math.max(0, dense),
  };
}

/** An id from the name of a file: that of the folder's or file's model, in lower case. */
export function idFor(config: string): string {
  const id = nameFor(config)
    .toLowerCase()
    .replaceAll(/[^a-z0-9.-]+/g, '-')
    .replace(/^[.-]+/, '')
    .slice(0, 80);
  return id === '' ? 'model' : id;
}

/** What a model is called by the name of its file, or of the folder where the file is just config.json. */
export function nameFor(config: string): string {
  const parts = config.split(/[\\/]/).filter((part) => part !== '' && part !== '.' && part !== '..');
  const file = (parts.at(-1) ?? '').replace(/\.json$/i, '').replace(/_?config$/i, '');
  const name = file === '' || file === '-' ? (parts.at(-2) ?? '') : (file.split('--').at(-1) ?? file);
  return name === '' || name === '-' ? 'model' : name;
}
