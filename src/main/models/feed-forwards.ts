import type { Facts } from './facts';
import type { Family } from './family';
import type { DenseBlock, ExpertBlock } from './layout';
import { is, sizeKeys, type Sizes } from './sizes';
import { counted } from '#shared/text/plural';

const MOST_EXPERTS = 65_536;

/** Inner size of a dense block; a few families compute it rather than state it. */
export function innerOf(facts: Facts, family: Family, sizes: Sizes): number {
  const dense = facts.maybeCount([
    'intermediate_size_mlp',
    'dense_intermediate_size',
    'dense_ffn_hidden_size',
  ]);
  if (dense !== undefined && dense > 0) return dense;
  const listed = facts.list(sizeKeys.inner);
  if (listed !== undefined) return Math.max(1, Number(listed[0]));
  const multiple = facts.maybeCount('expansion_ratio') ?? family.innerMultiple;
  const inner = facts.count(
    sizeKeys.inner,
    multiple === undefined ? {} : { otherwise: multiple * sizes.hidden },
  );
  if (family.form !== 'convolutions' || !facts.flag('block_auto_adjust_ff_dim', false)) return inner;
  const adjusted = Math.floor((2 * inner) / 3) * Number(facts.value('block_ffn_dim_multiplier') ?? 1);
  const step = facts.count('block_multiple_of', { otherwise: 256 });
  return step * Math.ceil(Math.floor(adjusted) / step);
}

export const denseOf = (facts: Facts, family: Family, inner: number): DenseBlock => ({
  kind: 'dense',
  inner,
  gated: is(facts, family.gated, true),
  bias: is(facts, family.feedForwardBias),
});

/** Experts of a mixture layer, or undefined for a model that has none. */
export function expertsOf(facts: Facts, family: Family): ExpertBlock | undefined {
  const value = facts.value(sizeKeys.experts);
  const count = Array.isArray(value) ? Number(value[0]) : facts.maybeCount(sizeKeys.experts);
  if (count === undefined || count <= 1) return undefined;
  if (count > MOST_EXPERTS) facts.fault(sizeKeys.experts[0], `must be at most ${MOST_EXPERTS}, not ${count}`);
  if (family.form === 'gemma-4' && !facts.flag('enable_moe_block', true)) return undefined;
  const inner = firstCount(facts, sizeKeys.expertInner) ?? facts.count(sizeKeys.inner);
  const perToken = firstCount(facts, sizeKeys.perToken) ?? facts.count(sizeKeys.perToken);
  if (perToken > count)
    facts.fault(sizeKeys.perToken[0], `must be at most the number of experts (${count}), not ${perToken}`);
  const groups = facts.maybeCount(['n_group', 'num_expert_group']);
  if (groups !== undefined && groups > 1 && count % groups !== 0) {
    facts.fault('n_group', `${counted(count, 'expert')} cannot be divided into ${counted(groups, 'group')}`);
  }
  return {
    kind: 'experts',
    experts: count,
    perToken,
    inner,
    gated: is(facts, family.gated, true),
    bias: is(facts, family.expertBias) || is(facts, family.feedForwardBias),
    sharedInner: sharedInnerOf(facts, family, inner),
    sharedGate: family.sharedExpertGate === true,
    routerBias:
      is(facts, family.routerBias) ||
      facts.flag(
        [
          'use_routing_bias',
          'use_moe_router_bias',
          'moe_use_aux_free',
          'moe_router_enable_expert_bias',
          'use_router_bias',
        ],
        false,
      ) ||
      facts.text('topk_method') === 'noaux_tc' ||
      (facts.text('scoring_func') === 'sigmoid' && !facts.has('topk_method')),
    idleExperts: facts.maybeCount('zero_expert_num') ?? 0,
    latent: facts.maybeCount(['moe_latent_size', 'routed_expert_hidden_size']),
    latentNorm: facts.flag('latent_moe_use_norm', false),
    groups: groups !== undefined && groups > 1 ? groups : undefined,
  };

  function sharedInnerOf(given: Facts, of: Family, expertInner: number): number {
    if (of.form === 'chunked') return given.count('intermediate_size');
    const shared = firstCount(given, sizeKeys.sharedInner);
    const number = firstCount(given, sizeKeys.sharedExperts);
    if (shared !== undefined && shared > 0)
      return shared * (given.has('share_expert_dim') ? 1 : Math.max(1, number ?? 1));
    return (number ?? 0) * expertInner;
  }
}

/** A count that some families list layer by layer, of which the first stands for all. */
function firstCount(facts: Facts, names: readonly string[]): number | undefined {
  const value = facts.value(names);
  if (Array.isArray(value)) return Number.isInteger(value[0]) ? (value[0] as number) : undefined;
  return facts.maybeCount(names);
}

/** Whether a layer's feed-forward block is a mixture, by whichever key the family says it with. */
export function mixtureLayers(facts: Facts, family: Family, layers: number): (layer: number) => boolean {
  const words = facts.list('mlp_layer_types');
  if (words !== undefined) return (layer) => words[layer] === 'sparse' || words[layer] === 'moe';
  const frequency = facts.list(['moe_layer_freq', 'moe_layers_pattern']);
  if (frequency !== undefined) return (layer) => frequency[layer] === 1;
  const listed = facts.list(['moe_layers', 'moe_layer_indices']);
  if (listed !== undefined && listed.length > 0) {
    const mixtures = new Set(listed);
    return (layer) => mixtures.has(layer);
  }
  const enumerated = facts.text('moe_layers_enum');
  if (enumerated !== undefined) {
    const mixtures = new Set(enumerated.split(',').map(Number));
    return (layer) => mixtures.has(layer);
  }
  const denseOnly = new Set(facts.list('mlp_only_layers') ?? []);
  if (facts.has(['moe_layer_start_index', 'moe_layer_interval'])) return bySection(facts, layers);
  if (facts.has('expert_layer_period')) {
    const period = facts.count('expert_layer_period');
    const offset = facts.count('expert_layer_offset', { least: 0, otherwise: 0 });
    return (layer) => layer % period === offset % period;
  }
  const first = facts.count(sizeKeys.denseLayers, { least: 0, otherwise: 0 });
  const step = facts.count(
    family.form === 'chunked'
      ? ['interleave_moe_layer_step']
      : ['decoder_sparse_step', 'moe_layer_freq', 'moe_layer_frequency'],
    { otherwise: 1 },
  );
  const stepped = (layer: number): boolean =>
    facts.has('moe_layer_freq') ? layer % step === 0 : (layer + 1) % step === 0;
  return (layer) => layer >= first && !denseOnly.has(layer) && stepped(layer);
}

/** ERNIE 4.5: mixtures from one layer to another, every so many. */
function bySection(facts: Facts, layers: number): (layer: number) => boolean {
  const edge = (key: string, otherwise: number): number => {
    const value = facts.value(key);
    const one = Array.isArray(value) ? Number(value[0]) : Number(value ?? otherwise);
    return Number.isInteger(one) ? one : otherwise;
  };
  const start = edge('moe_layer_start_index', 0);
  const end = edge('moe_layer_end_index', layers - 1);
  const interval = facts.count('moe_layer_interval', { otherwise: 1 });
  return (layer) => layer >= start && (end < 0 || layer <= end) && (layer + 1) % interval === 0;
}
