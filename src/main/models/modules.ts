import type { ModuleNames } from './family';
import type {
  AttentionMixer,
  CompressedMixer,
  ExpertBlock,
  FeedForward,
  LatentMixer,
  LayerLayout,
  Layout,
  LinearMixer,
  Mixer,
  StateSpaceMixer,
} from './layout';
import type { WeightPart } from '#shared/model/description';

/** One matrix or vector of a model as its files name it, `copies` times; of these a token uses `used`. */
export interface Module {
  readonly name: string;
  readonly part: WeightPart;
  /** Matrices of layers, which quantisations take in; tables that are looked up; everything else. */
  readonly kind: 'linear' | 'table' | 'plain';
  readonly rows: number;
  readonly columns: number;
  readonly copies: number;
  readonly used: number;
  readonly bias: number;
}

type Shape = readonly [rows: number, columns: number];

interface Counts {
  readonly bias?: number;
  readonly copies?: number;
  readonly used?: number;
}

const linear = (name: string, part: WeightPart, [rows, columns]: Shape, counts: Counts = {}): Module => ({
  name,
  part,
  kind: 'linear',
  rows,
  columns,
  copies: counts.copies ?? 1,
  used: counts.used ?? counts.copies ?? 1,
  bias: counts.bias ?? 0,
});

const plain = (name: string, part: WeightPart, elements: number, counts: Counts = {}): Module => ({
  ...linear(name, part, [elements, 1], counts),
  kind: 'plain',
});

/** Parameters of a module, all copies or those a token uses. */
export const parametersOf = ({ rows, columns, bias }: Module, copies: number): number =>
  copies * (rows * columns + bias);

/** Every module of a layout. What is empty is left out. */
export function modulesOf(layout: Layout, names: ModuleNames): readonly Module[] {
  const { hidden, vocabulary, layers, drafts } = layout;
  const table: Module = {
    ...plain('model.embed_tokens', 'embedding', 0),
    kind: 'table',
    rows: vocabulary,
    columns: hidden,
  };
  const head: Module = { ...table, name: 'lm_head', part: 'head', bias: layout.headBias ? vocabulary : 0 };
  // A tied table is one: it is stored once, looked up and multiplied with.
  const tables = layout.tied ? [{ ...table, bias: head.bias }] : [{ ...table, used: 0 }, head];
  const all = [
    ...tables,
    { ...plain('model.further_tables', 'embedding', layout.tables), kind: 'table' as const, used: 0 },
    plain('model.extras', 'feedForward', layout.extras),
    plain('model.norm', 'norms', layout.finalNorm),
    ...layers.flatMap((layer, index) =>
      layerModules(layer, { hidden, names, at: `${names.layers}.${index}` }),
    ),
    ...(drafts === undefined ? [] : draftModules(layout, names)),
    ...layout.towers.flatMap(({ part, name, matrices, vectors }) => [
      linear(`${name}.matrices`, part, [matrices, 1], { used: 0 }),
      plain(`${name}.vectors`, part, vectors, { used: 0 }),
    ]),
  ];
  return all.filter((each) => each.copies * (each.rows * each.columns + each.bias) > 0);
}

interface Place {
  readonly hidden: number;
  readonly names: ModuleNames;
  readonly at: string;
}

function layerModules(layer: LayerLayout, place: Place): readonly Module[] {
  return [
    ...layer.mixers.flatMap((mixer) => mixerModules(mixer, place)),
    ...layer.feedForwards.flatMap((block) => feedForwardModules(block, place)),
    plain(`${place.at}.input_layernorm`, 'norms', layer.norms),
  ];
}

function draftModules(layout: Layout, names: ModuleNames): readonly Module[] {
  const { hidden, vocabulary, layers, drafts } = layout;
  if (drafts === undefined) return [];
  const prefix = drafts.names === 'mtp' ? 'mtp.layers' : names.layers;
  const first = drafts.names === 'mtp' ? 0 : layers.length;
  const number = drafts.joined / (2 * hidden * hidden);
  const inner = drafts.layers.flatMap((layer, index) =>
    layerModules(layer, { hidden, names, at: `${prefix}.${first + index}` }),
  );
  const own = `${prefix}.${first}`;
  const copies = drafts.copiesTables
    ? [
        {
          ...plain(`${own}.embed_tokens`, 'multiTokenPrediction', vocabulary * hidden, { copies: number }),
          kind: 'table' as const,
        },
        {
          ...plain(`${own}.shared_head.head`, 'multiTokenPrediction', vocabulary * hidden, {
            copies: number,
          }),
          kind: 'table' as const,
        },
      ]
    : [];
  return [
    ...inner.map((module) => ({ ...module, part: 'multiTokenPrediction' as const })),
    // The projection that joins state and token stays at 16 bits in the files that are published.
    plain(`${own}.eh_proj`, 'multiTokenPrediction', 2 * hidden * hidden, { copies: number }),
    plain(`${own}.enorm`, 'multiTokenPrediction', 3 * hidden, { copies: number }),
    ...copies,
  ];
}

function mixerModules(mixer: Mixer, place: Place): readonly Module[] {
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

function feedForwardModules(block: FeedForward, place: Place): readonly Module[] {
  const { hidden, names, at } = place;
  if (block.kind === 'experts') return expertModules(block, place);
  const own = `${at}.${names.feedForward}`;
  return projections({
    own,
    part: 'feedForward',
    inner: block.inner,
    size: hidden,
    gated: block.gated,
    bias: block.bias,
    names,
    copies: 1,
    used: 1,
  });
}

interface Projections {
  readonly own: string;
  readonly part: WeightPart;
  readonly inner: number;
  readonly size: number;
  readonly gated: boolean;
  readonly bias: boolean;
  readonly names: Pick<ModuleNames, 'gate' | 'up' | 'down'>;
  readonly copies: number;
  readonly used: number;
}

const projections = ({
  own,
  part,
  inner,
  size,
  gated,
  bias,
  names,
  copies,
  used,
}: Projections): readonly Module[] => [
  ...(gated
    ? [linear(`${own}.${names.gate}`, part, [inner, size], { bias: bias ? inner : 0, copies, used })]
    : []),
  linear(`${own}.${names.up}`, part, [inner, size], { bias: bias ? inner : 0, copies, used }),
  linear(`${own}.${names.down}`, part, [size, inner], { bias: bias ? size : 0, copies, used }),
];

function expertModules(block: ExpertBlock, { hidden, names, at }: Place): readonly Module[] {
  const { experts, perToken, inner, gated, bias, latent, sharedInner } = block;
  const expertNames = { gate: names.expertGate, up: names.expertUp, down: names.expertDown };
  const router = experts + block.idleExperts;
  return [
    ...projections({
      own: `${at}.${names.experts}.0`,
      part: 'experts',
      inner,
      size: latent ?? hidden,
      gated,
      bias,
      names: expertNames,
      copies: experts,
      used: perToken,
    }),
    ...(sharedInner === 0
      ? []
      : projections({
          own: `${at}.${names.sharedExperts}`,
          part: 'sharedExperts',
          inner: sharedInner,
          size: hidden,
          gated,
          bias: false,
          names,
          copies: 1,
          used: 1,
        })),
    ...(latent === undefined
      ? []
      : [
          linear(`${at}.${names.feedForward}.fc1_latent_proj`, 'experts', [latent, hidden]),
          linear(`${at}.${names.feedForward}.fc2_latent_proj`, 'experts', [hidden, latent]),
          plain(`${at}.${names.feedForward}.latent_norm`, 'norms', block.latentNorm ? latent : 0),
        ]),
    plain(`${at}.${names.sharedExperts}_gate`, 'router', block.sharedGate && sharedInner > 0 ? hidden : 0),
    plain(`${at}.${names.router}`, 'router', router * hidden + (block.routerBias ? router : 0)),
  ];
}
