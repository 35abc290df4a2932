import type { WeightPart } from '#shared/model/description';
import type {
  AttentionMixer,
  CompressedMixer,
  LatentMixer,
  LinearMixer,
  Mixer,
  StateSpaceMixer,
} from './layout';
import { type Counts, linear, type Module, type Place, plain } from './module';

/** The modules of what mixes tokens in a layer: attention of any kind, linear attention or a state space. */
export function mixerModules(mixer: Mixer, place: Place): readonly Module[] {
  switch (mixer.kind) {
    case 'attention':
      return attentionModules(mixer, place);
    case 'latent':
      return latentModules(mixer, place);
    case 'compressed':
      return compressedModules(mixer, place);
    case 'linear':
      return linearModules(mixer, place);
    case 'state-space':
      return stateSpaceModules(mixer, place);
  }
}

function attentionModules(mixer: AttentionMixer, { hidden, names, at }: Place): readonly Module[] {
  const own = `${at}.${names.attention}`;
  const { heads, keyValueHeads, headDimension, valueDimension, queryRank, indexer } = mixer;
  const biased = (rows: number): Counts => ({ bias: mixer.queryKeyValueBias ? rows : 0 });
  const query = heads * headDimension;
  const [key, value] = [keyValueHeads * headDimension, keyValueHeads * valueDimension];
  const gateInQuery = mixer.gate === query ? query : 0;
  const queries =
    queryRank === undefined
      ? [linear(`${own}.q_proj`, 'attention', [query + gateInQuery, hidden], biased(query + gateInQuery))]
      : [
          linear(`${own}.q_proj`, 'attention', [queryRank, hidden]),
          linear(`${own}.wq`, 'attention', [query, queryRank]),
          plain(`${own}.inter_norm`, 'norms', queryRank),
        ];
  const keysAndValues = mixer.borrowsCache
    ? []
    : [
        linear(`${own}.k_proj`, 'attention', [key, hidden], biased(key)),
        ...(mixer.valueIsKey ? [] : [linear(`${own}.v_proj`, 'attention', [value, hidden], biased(value))]),
      ];
  return [
    ...queries,
    ...keysAndValues,
    linear(`${own}.o_proj`, 'attention', [hidden, heads * valueDimension], {
      bias: mixer.outputBias ? hidden : 0,
    }),
    linear(`${own}.g_proj`, 'attention', [mixer.gate - gateInQuery, hidden]),
    plain(`${own}.q_norm`, 'norms', mixer.queryKeyNorm),
    plain(`${own}.sinks`, 'norms', mixer.sinks ? heads : 0),
    ...(indexer === undefined
      ? []
      : [
          linear(`${own}.index_q_proj`, 'indexer', [indexer.heads * indexer.dimension, hidden]),
          linear(`${own}.index_k_proj`, 'indexer', [indexer.dimension, hidden]),
          plain(`${own}.index_norm`, 'norms', 2 * indexer.dimension),
        ]),
  ];
}

function latentModules(mixer: LatentMixer, { hidden, names, at }: Place): readonly Module[] {
  const own = `${at}.${names.attention}`;
  const { heads, queryRank, keyValueRank, plainDimension, ropeDimension, valueDimension, indexer } = mixer;
  const query = heads * (plainDimension + ropeDimension);
  const bias = (rows: number): Counts => ({ bias: mixer.queryKeyValueBias ? rows : 0 });
  const queries =
    queryRank === undefined || queryRank === 0
      ? [linear(`${own}.q_proj`, 'attention', [query, hidden])]
      : [
          linear(`${own}.q_a_proj`, 'attention', [queryRank, hidden], bias(queryRank)),
          plain(`${own}.q_a_layernorm`, 'norms', queryRank),
          linear(`${own}.q_b_proj`, 'attention', [query, queryRank]),
        ];
  const seen = queryRank === undefined || queryRank === 0 ? hidden : queryRank;
  return [
    ...queries,
    linear(
      `${own}.kv_a_proj_with_mqa`,
      'attention',
      [keyValueRank + ropeDimension, hidden],
      bias(keyValueRank + ropeDimension),
    ),
    plain(`${own}.kv_a_layernorm`, 'norms', keyValueRank),
    linear(`${own}.kv_b_proj`, 'attention', [heads * (plainDimension + valueDimension), keyValueRank]),
    linear(`${own}.o_proj`, 'attention', [hidden, heads * valueDimension], {
      bias: mixer.outputBias ? hidden : 0,
    }),
    linear(`${own}.g_proj`, 'attention', [mixer.gate === 0 ? 0 : heads * valueDimension, hidden]),
    ...(indexer === undefined || indexer.borrowed
      ? []
      : [
          linear(`${own}.indexer.wq_b`, 'indexer', [indexer.heads * indexer.dimension, seen]),
          linear(`${own}.indexer.wk`, 'indexer', [indexer.dimension, hidden]),
          plain(`${own}.indexer.k_norm`, 'norms', 2 * indexer.dimension),
          plain(`${own}.indexer.weights_proj`, 'indexer', indexer.heads * hidden),
        ]),
  ];
}

function compressedModules(mixer: CompressedMixer, { hidden, names, at }: Place): readonly Module[] {
  const own = `${at}.${names.attention}`;
  const { heads, headDimension, queryRank, outputRank, outputGroups, ratio, indexer } = mixer;
  const series = indexer === undefined ? 1 : 2;
  const compressor = (inside: string, part: WeightPart, dimension: number): readonly Module[] => [
    // The compressors stay at 16 bits where the projections around them are quantised.
    plain(`${inside}.kv_proj`, part, 2 * series * dimension * hidden),
    plain(`${inside}.position_bias`, part, ratio * series * dimension + dimension),
  ];
  return [
    linear(`${own}.q_a_proj`, 'attention', [queryRank, hidden]),
    linear(`${own}.q_b_proj`, 'attention', [heads * headDimension, queryRank]),
    linear(`${own}.kv_proj`, 'attention', [headDimension, hidden]),
    linear(`${own}.o_a_proj`, 'attention', [
      outputGroups * outputRank,
      (heads * headDimension) / outputGroups,
    ]),
    linear(`${own}.o_b_proj`, 'attention', [hidden, outputGroups * outputRank]),
    plain(`${own}.q_a_norm`, 'norms', queryRank + headDimension + heads),
    ...(ratio === 0 ? [] : compressor(`${own}.compressor`, 'attention', headDimension)),
    ...(indexer === undefined
      ? []
      : [
          ...compressor(`${own}.compressor.indexer`, 'indexer', indexer.dimension),
          linear(`${own}.compressor.indexer.q_b_proj`, 'indexer', [
            indexer.heads * indexer.dimension,
            queryRank,
          ]),
          plain(`${own}.compressor.indexer.weights_proj`, 'indexer', indexer.heads * hidden),
        ]),
  ];
}

function linearModules(mixer: LinearMixer, { hidden, names, at }: Place): readonly Module[] {
  const { keyHeads, valueHeads, keyDimension, valueDimension, convolution, form } = mixer;
  const own = `${at}.${form === 'gated-delta' ? names.linear : names.attention}`;
  const [key, value] = [keyHeads * keyDimension, valueHeads * valueDimension];
  const part = 'linearAttention' as const;
  switch (form) {
    case 'gated-delta':
      return [
        linear(`${own}.in_proj_qkv`, part, [2 * key + value, hidden]),
        linear(`${own}.in_proj_z`, part, [value, hidden]),
        linear(`${own}.in_proj_b`, part, [valueHeads, hidden]),
        linear(`${own}.in_proj_a`, part, [valueHeads, hidden]),
        plain(`${own}.conv1d`, part, (2 * key + value) * convolution),
        plain(`${own}.dt_bias`, part, 2 * valueHeads + valueDimension),
        linear(`${own}.out_proj`, part, [hidden, value]),
      ];
    case 'delta':
      return [
        linear(`${own}.q_proj`, part, [key, hidden]),
        linear(`${own}.k_proj`, part, [key, hidden]),
        linear(`${own}.v_proj`, part, [value, hidden]),
        linear(`${own}.f_a_proj`, part, [keyDimension, hidden]),
        linear(`${own}.f_b_proj`, part, [key, keyDimension]),
        linear(`${own}.b_proj`, part, [keyHeads, hidden]),
        ...(mixer.fullGate
          ? [linear(`${own}.g_proj`, part, [value, hidden])]
          : [
              linear(`${own}.g_a_proj`, part, [valueDimension, hidden]),
              linear(`${own}.g_b_proj`, part, [value, valueDimension]),
            ]),
        plain(`${own}.q_conv1d`, part, (2 * key + value) * convolution),
        plain(`${own}.dt_bias`, part, key + keyHeads + valueDimension),
        linear(`${own}.o_proj`, part, [hidden, value]),
      ];
    case 'lightning':
      return [
        linear(`${own}.qkv_proj`, part, [2 * key + value, hidden]),
        linear(`${own}.output_gate`, part, [value, hidden]),
        linear(`${own}.out_proj`, part, [hidden, value]),
        plain(`${own}.norm`, part, value),
      ];
  }
}

function stateSpaceModules(mixer: StateSpaceMixer, { hidden, names, at }: Place): readonly Module[] {
  const { inner, heads, state, groups, convolution, timeRank, innerNorm, form } = mixer;
  const own = `${at}.${names.linear}`;
  const part = 'stateSpace' as const;
  const bias = (rows: number): Counts => ({ bias: mixer.projectionBias ? rows : 0 });
  const convolved = (channels: number): Module =>
    plain(`${own}.conv1d`, part, channels * convolution + (mixer.convolutionBias ? channels : 0));
  switch (form) {
    case 'convolution':
      return [
        linear(`${own}.in_proj`, part, [3 * inner, hidden], bias(3 * inner)),
        convolved(inner),
        linear(`${own}.out_proj`, part, [hidden, inner], bias(hidden)),
      ];
    case 'mamba':
      return [
        linear(`${own}.in_proj`, part, [2 * inner, hidden], bias(2 * inner)),
        convolved(inner),
        linear(`${own}.x_proj`, part, [timeRank + 2 * state, inner]),
        linear(`${own}.dt_proj`, part, [inner, timeRank], { bias: inner }),
        plain(`${own}.A_log`, part, inner * state + inner + innerNorm),
        linear(`${own}.out_proj`, part, [hidden, inner], bias(hidden)),
      ];
    case 'mamba2': {
      const channels = inner + 2 * groups * state;
      return [
        linear(`${own}.in_proj`, part, [inner + channels + heads, hidden], bias(inner + channels + heads)),
        convolved(channels),
        plain(`${own}.A_log`, part, 3 * heads + innerNorm),
        linear(`${own}.out_proj`, part, [hidden, inner], bias(hidden)),
      ];
    }
  }
}
