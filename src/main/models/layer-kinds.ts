import { ownValue } from '#shared/schema/own-value';
import { type Facts, shown } from './facts';
import type { Family } from './family';
import { counted } from '#shared/text/plural';

export type MixerKind =
  'full' | 'window' | 'chunk' | 'linear' | 'state-space' | 'convolution' | 'none' | 'cross';

const wordsForKinds: Readonly<Record<string, MixerKind>> = {
  full_attention: 'full',
  attention: 'full',
  deepseek_sparse_attention: 'full',
  sparse_attention: 'full',
  compressed_sparse_attention: 'full',
  heavily_compressed_attention: 'full',
  hybrid: 'full',
  global: 'full',
  global_attention: 'full',
  sliding_attention: 'window',
  sliding_window: 'window',
  local: 'window',
  local_attention: 'window',
  chunked_attention: 'chunk',
  linear_attention: 'linear',
  lightning_attention: 'linear',
  mamba: 'state-space',
  mamba2: 'state-space',
  conv: 'convolution',
  moe: 'none',
  mlp: 'none',
};

/** Letters by which Nemotron-H writes its layers. */
const letters: Readonly<Record<string, 'state-space' | 'attention' | 'dense' | 'experts'>> = {
  M: 'state-space',
  '*': 'attention',
  '-': 'dense',
  E: 'experts',
};
const wordsForLetters: Readonly<Record<string, string>> = {
  mamba: 'M',
  mamba2: 'M',
  attention: '*',
  mlp: '-',
  moe: 'E',
};

/** Layers of one block each, a letter a layer; undefined where layers have mixer and feed-forward. */
export function letterPattern(facts: Facts, family: Family): string | undefined {
  if (family.stateSpace === undefined || family.gated !== false) return undefined;
  const text = facts.text('hybrid_override_pattern');
  const listed = facts.list('layers_block_type') ?? facts.list('layer_types');
  const pattern = text ?? letteredWords(listed);
  if (pattern === undefined) {
    facts.fault('hybrid_override_pattern', 'is missing');
    return '';
  }
  const strange = Array.from(pattern).find((letter) => !(letter in letters));
  if (strange !== undefined) {
    facts.fault(
      text === undefined ? 'layers_block_type' : 'hybrid_override_pattern',
      `has a layer of an unknown kind: ${strange}`,
    );
  }
  return pattern;
}

/** A list of block types as a pattern of letters. */
export const letteredWords = (words: readonly unknown[] | undefined): string | undefined =>
  words?.map((word) => wordsForLetters[String(word)] ?? '?').join('');

/** What mixes tokens in each layer, by whichever key the family says it with. */
export function mixerKinds(facts: Facts, family: Family, layers: number): readonly MixerKind[] {
  const all = (kindOf: (layer: number) => MixerKind): readonly MixerKind[] =>
    Array.from({ length: layers }, (_, layer) => kindOf(layer));
  const listed = facts.list(['layer_types', 'layers_block_type', 'attention_types_per_layer']);
  if (listed !== undefined) return listedKinds(facts, listed, layers);
  if (family.form === 'state-space') return all(() => 'state-space');
  const marks = facts.list('attn_type_list');
  if (marks !== undefined) return all((layer) => (marks[layer] === 0 ? 'linear' : 'full'));
  const windows = facts.list('hybrid_layer_pattern');
  if (windows !== undefined) return all((layer) => (windows[layer] === 1 ? 'window' : 'full'));
  const linear = facts.object('linear_attn_config');
  if (linear !== undefined) {
    const full = new Set(linear.list('full_attn_layers') ?? []);
    return all((layer) => (full.has(layer + 1) ? 'full' : 'linear'));
  }
  const indices = facts.list(['attn_layer_indices', 'full_attn_idxs']);
  if (indices !== undefined) {
    const full = new Set(indices);
    return all((layer) =>
      full.has(layer) ? 'full' : family.form === 'convolutions' ? 'convolution' : 'state-space',
    );
  }
  if (family.stateSpace !== undefined && facts.has('attn_layer_period')) {
    const period = facts.count('attn_layer_period');
    const offset = facts.count('attn_layer_offset', { least: 0, otherwise: 0 });
    return all((layer) => (layer % period === offset % period ? 'full' : 'state-space'));
  }
  if (family.linear === 'gated-delta') {
    const every = facts.count('full_attention_interval');
    return all((layer) => ((layer + 1) % every === 0 ? 'full' : 'linear'));
  }
  if (family.linear === 'lightning' && facts.has('layer_group_size')) {
    const every = facts.count('layer_group_size');
    return all((layer) => ((layer + 1) % every === 0 ? 'full' : 'linear'));
  }
  if (family.form === 'chunked') return chunkedKinds(facts, layers);
  return all(windowedKind(facts, layers));
}

function listedKinds(facts: Facts, listed: readonly unknown[], layers: number): readonly MixerKind[] {
  if (listed.length < layers) {
    facts.fault('layer_types', `names ${counted(listed.length, 'layer')}; the model has ${layers}`);
  }
  return Array.from({ length: layers }, (_, layer) => {
    const word = listed[layer];
    const kind = typeof word === 'string' ? ownValue(wordsForKinds, word) : undefined;
    if (kind === undefined && layer < listed.length) {
      facts.fault(`layer_types[${layer}]`, `is a kind of layer that is not known: ${shown(word)}`);
    }
    return kind ?? 'full';
  });
}

/** Llama 4: layers without rotary positions see everything, every fourth unless listed; the others see their chunk. */
function chunkedKinds(facts: Facts, layers: number): readonly MixerKind[] {
  const listed = facts.list('no_rope_layers');
  const every = facts.count('no_rope_layer_interval', { otherwise: 4 });
  const rotary = (layer: number): boolean =>
    listed === undefined || listed.length === 0 ? (layer + 1) % every !== 0 : listed[layer] === 1;
  return Array.from({ length: layers }, (_, layer) => (rotary(layer) ? 'chunk' : 'full'));
}

/** Which layers keep a window where no list names them: a pattern, all above some layer, or all that have one at all. */
function windowedKind(facts: Facts, layers: number): (layer: number) => MixerKind {
  const window = facts.maybeCount(['sliding_window', 'sliding_window_size', 'window_size']);
  if (window === undefined || window === 0) return () => 'full';
  if (!facts.flag('use_sliding_window', true)) return () => 'full';
  const letterWindow = facts.text('sliding_window_pattern');
  if (letterWindow !== undefined && letterWindow.length > 0) {
    return (layer) =>
      letterWindow[layer % letterWindow.length] === 'L' && layer !== layers - 1 ? 'window' : 'full';
  }
  if (typeof facts.value(['sliding_window_pattern', '_sliding_window_pattern']) === 'number') {
    const every = facts.count(['sliding_window_pattern', '_sliding_window_pattern']);
    return (layer) => ((layer + 1) % every === 0 ? 'full' : 'window');
  }
  if (facts.has('max_window_layers') && facts.has('use_sliding_window')) {
    const first = facts.count('max_window_layers', { least: 0 });
    return (layer) => (layer >= first ? 'window' : 'full');
  }
  return () => 'window';
}
