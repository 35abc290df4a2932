import { type Facts, shown } from './facts';
import { patternOf, type ModulePattern } from './module-patterns';
import {
  bitsAndBytes4,
  eightBitRows,
  fp8Blocks,
  fp8Tensor,
  grouped,
  microscaled,
  type NumberFormat,
  nvfp4,
} from './number-format';
import { counted, written } from '#shared/text/plural';

/** How the files of a model store its matrices: a format for most, others for named modules, and modules left at 16 bits. */
export interface Quantization {
  readonly method: string;
  /** For the matrices that nothing else names; undefined where only named ones are quantised. */
  readonly format: NumberFormat | undefined;
  readonly named: readonly { readonly pattern: ModulePattern; readonly format: NumberFormat }[];
  readonly excluded: readonly { readonly pattern: ModulePattern; readonly path: string }[];
  readonly cache: 'fp8' | 'fp4' | 'int8' | undefined;
  /** Whether only the experts are meant, as with gpt-oss and Quark's experts. */
  readonly expertsOnly: boolean;
}

const excludeKeys = [
  'modules_to_not_convert',
  'ignore',
  'exclude_modules',
  'ignored_layers',
  'llm_int8_skip_modules',
  'exclude',
];

/** The quantisation that `quantization_config` or a file of its own says, `facts` being at that object. */
export function quantizationOf(facts: Facts): Quantization {
  const method = (facts.text(['quant_method', 'quant_type', 'method']) ?? '').toLowerCase();
  const algorithm = facts.text(['quant_algo']);
  const base = {
    excluded: exclusions(facts),
    cache: cacheOf(facts),
    named: [] as Quantization['named'],
    expertsOnly: false,
  };
  if (algorithm !== undefined) return { ...base, ...byAlgorithm(facts, algorithm) };
  if (facts.object('config_groups') !== undefined)
    return { ...base, method: method === '' ? 'compressed-tensors' : method, ...byGroups(facts) };
  if (method === 'quark') return { ...base, method, ...byQuark(facts) };
  const format = byMethod(facts, method);
  if (format === undefined) {
    facts.fault(
      'quant_method',
      method === ''
        ? 'is missing'
        : `is a quantisation that is not known: ${JSON.stringify(method.slice(0, 60))}`,
    );
  }
  return { ...base, method, format, expertsOnly: method === 'mxfp4' };
}

function byMethod(facts: Facts, method: string): NumberFormat | undefined {
  const group = facts.maybeCount(['group_size', 'q_group_size']);
  const ofGroup = group === undefined || group === 0 ? undefined : group;
  switch (method) {
    case 'fp8':
    case 'deepseek_fp8':
    case 'fine_grained_fp8': {
      const block = blockOf(facts);
      return block === undefined
        ? fp8Tensor
        : fp8Blocks(block, facts.text('scale_fmt') === 'ue8m0' && facts.has('expert_dtype') ? 1 : 4);
    }
    case 'fbgemm_fp8':
    case 'ptpc_fp8':
      return eightBitRows('fp8');
    case 'mxfp4':
      return microscaled(4);
    case 'mxfp8':
      return microscaled(8);
    case 'nvfp4':
      return nvfp4;
    case 'awq':
      return grouped({
        name: 'awq',
        bits: facts.count(['bits', 'w_bit'], { otherwise: 4, most: 8 }),
        group: ofGroup,
        zeroPoints: facts.flag('zero_point', true),
      });
    case 'gptq':
    case 'gptqmodel':
    case 'auto-round':
    case 'intel/auto-round':
      return grouped({
        name: 'gptq',
        bits: facts.count('bits', { otherwise: 4, most: 8 }),
        group: negativeGroup(facts, ofGroup),
        zeroPoints: true,
        indices: method !== 'auto-round' && method !== 'intel/auto-round',
      });
    case 'bitsandbytes':
      return facts.flag(['load_in_4bit', '_load_in_4bit'], false)
        ? bitsAndBytes4(facts.flag('bnb_4bit_use_double_quant', false))
        : eightBitRows('int8');
    case 'hqq':
      return grouped({
        name: 'hqq',
        bits: facts.object('quant_config')?.object('weight_quant_params')?.count('nbits') ?? 4,
        group: 64,
        zeroPoints: true,
      });
    case 'experts_int8':
    case 'eetq':
      return eightBitRows('int8', 2);
    case 'quanto':
      return {
        int8: eightBitRows('int8', 2),
        int4: grouped({ name: 'int4', bits: 4, group: 128, zeroPoints: true }),
        float8: fp8Tensor,
      }[facts.text('weights') ?? ''];
    default:
      return undefined;
  }
}

/** GPTQ writes -1 for whole rows, which a count would refuse. */
function negativeGroup(facts: Facts, group: number | undefined): number | undefined {
  return facts.raw['group_size'] === -1 ? undefined : group;
}

function blockOf(facts: Facts): readonly [number, number] | undefined {
  const block = facts.list(['weight_block_size']);
  if (block === undefined) return undefined;
  const [rows, columns] = block;
  if (typeof rows === 'number' && typeof columns === 'number' && rows >= 1 && columns >= 1)
    return [rows, columns];
  facts.fault('weight_block_size', 'must be two sizes of at least 1');
  return undefined;
}

/** Names of NVIDIA's Model Optimizer. */
function algorithmFormat(name: string, group: number | undefined): NumberFormat | undefined {
  switch (name.toUpperCase()) {
    case 'FP8':
      return fp8Tensor;
    case 'FP8_PB_WO':
    case 'FP8_PB_REAL':
    case 'FP8_BLOCK_SCALES':
      return fp8Blocks([128, 128]);
    case 'FP8_PER_CHANNEL_PER_TOKEN':
      return eightBitRows('fp8');
    case 'MXFP8':
      return microscaled(8);
    case 'NVFP4':
    case 'NVFP4_AWQ':
    case 'NVFP4_SVD':
    case 'NVFP4_SVDQUANT':
    case 'NVFP4_W4A16':
    case 'W4A16_NVFP4':
    case 'W4A8_NVFP4_FP8':
      return nvfp4;
    case 'MXFP4':
    case 'W4A8_MXFP4_FP8':
    case 'W4A16_MXFP4':
      return microscaled(4);
    case 'W4A16':
    case 'W4A16_AWQ':
    case 'INT4_AWQ':
    case 'W4A8_AWQ':
    case 'W4A16_GPTQ':
    case 'W4A8_QSERVE_PER_GROUP':
      return grouped({
        name: 'int4',
        bits: 4,
        group: group ?? 128,
        zeroPoints: name.toUpperCase() === 'W4A16_GPTQ',
      });
    case 'W8A16':
    case 'W8A8_SQ_PER_CHANNEL':
    case 'W8A8_SQ_PER_CHANNEL_PER_TOKEN_PLUGIN':
    case 'INT8':
    case 'INT8_SQ':
      return eightBitRows('int8');
    default:
      return undefined;
  }
}

type Told = Pick<Quantization, 'method' | 'format' | 'named'>;

function byAlgorithm(facts: Facts, algorithm: string): Told {
  const group = facts.maybeCount('group_size');
  if (algorithm.toUpperCase() === 'MIXED_PRECISION')
    return { method: algorithm, format: undefined, named: namedLayers(facts) };
  const format = algorithmFormat(algorithm, group);
  if (format === undefined) {
    facts.fault(
      'quant_algo',
      `is a quantisation that is not known: ${JSON.stringify(algorithm.slice(0, 60))}`,
    );
  }
  return { method: algorithm, format, named: [] };
}

function namedLayers(facts: Facts): Quantization['named'] {
  const layers = facts.object('quantized_layers');
  if (layers === undefined) {
    facts.fault('quantized_layers', 'is missing');
    return [];
  }
  return Object.keys(layers.raw).flatMap((name) => {
    const raw = layers.raw[name] as Readonly<Record<string, unknown>> | null;
    const algorithm = raw?.['quant_algo'];
    const group = raw?.['group_size'];
    const format =
      typeof algorithm === 'string'
        ? algorithmFormat(algorithm, typeof group === 'number' ? group : undefined)
        : undefined;
    if (format === undefined) {
      layers.fault(name, `has a quantisation that is not known: ${shown(algorithm)}`);
      return [];
    }
    const pattern = patternOf(name);
    return typeof pattern === 'string' ? [] : [{ pattern, format }];
  });
}

/** Groups of compressed-tensors: each has targets and the numbers of its weights. */
function byGroups(facts: Facts): Pick<Quantization, 'format' | 'named'> {
  const groups = facts.object('config_groups');
  let format: NumberFormat | undefined;
  const named: { readonly pattern: ModulePattern; readonly format: NumberFormat }[] = [];
  for (const name of Object.keys(groups?.raw ?? {})) {
    const group = groups?.object(name);
    const weights = group?.object('weights');
    if (group === undefined || weights === undefined) continue;
    const own = weightsFormat(weights, group.text('format') ?? facts.text('format') ?? '');
    if (own === undefined) continue;
    const targets = group.list('targets') ?? ['Linear'];
    for (const [index, target] of targets.entries()) {
      const pattern = patternOf(String(target));
      if (target === 'Linear') format = own;
      else if (typeof pattern === 'string') group.fault(`targets[${index}]`, pattern);
      else named.push({ pattern, format: own });
    }
  }
  if (format === undefined && named.length === 0) facts.fault('config_groups', 'names no weights');
  return { format, named };
}

function weightsFormat(weights: Facts, layout: string): NumberFormat | undefined {
  const bits = weights.count('num_bits', { most: 16 });
  const type = weights.text('type') ?? 'int';
  const strategy = weights.text('strategy') ?? 'tensor';
  const group = weights.maybeCount('group_size');
  const symmetric = weights.flag('symmetric', true);
  if (type === 'float' && bits === 8) {
    if (strategy === 'block') {
      const block = weights.list('block_structure');
      return fp8Blocks(block === undefined ? [128, 128] : [Number(block[0]), Number(block[1])], 2);
    }
    if (group === 32) return microscaled(8);
    return strategy === 'channel' ? eightBitRows('fp8', 2) : fp8Tensor;
  }
  if (type === 'float' && bits === 4)
    return group === 32 || layout.startsWith('mxfp4') ? microscaled(4) : nvfp4;
  if (type === 'int' && bits === 8)
    return group === undefined
      ? eightBitRows('int8', 2)
      : grouped({ name: 'int8', bits, group, zeroPoints: !symmetric });
  if (type === 'int' && bits >= 2 && bits <= 7)
    return grouped({
      name: `int${bits}`,
      bits,
      group: strategy === 'channel' ? undefined : group,
      zeroPoints: !symmetric,
      sizes: true,
    });
  weights.fault(
    'num_bits',
    `is an unknown number format: ${counted(bits, 'bit')} of type ${JSON.stringify(type.slice(0, 40))}`,
  );
  return undefined;
}

/** AMD's Quark: one description of weights for all layers, and others for layers by their names. */
function byQuark(facts: Facts): Pick<Quantization, 'format' | 'named'> {
  const weights = facts.object('global_quant_config')?.object('weight');
  const format = weights && quarkFormat(weights);
  if (weights === undefined) facts.fault('global_quant_config.weight', 'is missing');
  const layers = facts.object('layer_quant_config');
  const named = Object.keys(layers?.raw ?? {}).flatMap((name) => {
    const own = layers?.object(name)?.object('weight');
    const ownFormat = own && quarkFormat(own);
    const pattern = patternOf(name);
    if (typeof pattern === 'string') layers?.fault(name, pattern);
    return ownFormat === undefined || typeof pattern === 'string' ? [] : [{ pattern, format: ownFormat }];
  });
  return { format, named };
}

function quarkFormat(weights: Facts): NumberFormat | undefined {
  const type = weights.text('dtype') ?? '';
  const scheme = weights.text('qscheme') ?? 'per_tensor';
  const group = scheme === 'per_group' ? weights.count('group_size', { otherwise: 32 }) : undefined;
  switch (type) {
    case 'fp4':
      return microscaled(4);
    case 'mx':
      return microscaled(weights.text('mx_element_dtype') === 'fp4' ? 4 : 8);
    case 'fp8_e4m3':
    case 'fp8_e5m2':
      if (scheme === 'per_group') return microscaled(8);
      return scheme === 'per_channel' ? eightBitRows('fp8') : fp8Tensor;
    case 'int8':
      return eightBitRows('int8');
    case 'int4':
    case 'uint4':
      return grouped({ name: 'int4', bits: 4, group, zeroPoints: type === 'uint4' });
    default:
      weights.fault('dtype', `is an unknown number format: ${shown(type)}`);
      return undefined;
  }
}

const cacheWords: Readonly<Record<string, 'fp8' | 'fp4' | 'int8'>> = {
  FP8: 'fp8',
  FP8_E4M3: 'fp8',
  FP8_E5M2: 'fp8',
  NVFP4: 'fp4',
  INT8: 'int8',
};

function cacheOf(facts: Facts): Quantization['cache'] {
  const word = facts.text(['kv_cache_quant_algo', 'kv_cache_scheme', 'kv_cache_dtype']);
  if (word !== undefined) {
    const known = cacheWords[word.toUpperCase()];
    if (
      known === undefined &&
      !['NONE', 'AUTO', 'BF16', 'FP16', 'BFLOAT16', 'FLOAT16'].includes(word.toUpperCase())
    ) {
      facts.fault('kv_cache_quant_algo', `is an unknown number format: ${JSON.stringify(word.slice(0, 60))}`);
    }
    return known;
  }
  const scheme = facts.object('kv_cache_scheme');
  if (scheme === undefined) return undefined;
  const bits = scheme.maybeCount('num_bits');
  if (bits === 4) return 'fp4';
  return bits === 8 ? (scheme.text('type') === 'int' ? 'int8' : 'fp8') : undefined;
}

const MOST_EXCLUDED = 20_000;

function exclusions(facts: Facts): Quantization['excluded'] {
  for (const key of excludeKeys) {
    const listed = facts.list(key);
    if (listed === undefined) continue;
    if (listed.length > MOST_EXCLUDED)
      facts.fault(
        key,
        `names ${counted(listed.length, 'module')}; at most ${written(MOST_EXCLUDED)} are read`,
      );
    return listed.slice(0, MOST_EXCLUDED).flatMap((text, index) => {
      const pattern = typeof text === 'string' ? patternOf(text) : 'must be text';
      if (typeof pattern !== 'string') return [{ pattern, path: `${key}[${index}]` }];
      facts.fault(`${key}[${index}]`, pattern);
      return [];
    });
  }
  return [];
}
