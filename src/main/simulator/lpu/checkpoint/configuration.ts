import type { DecoderShape, Rotary } from '#main/simulator/lpu/decoder/network';
import { failure, type Refusal, type Result, success } from '#shared/refusal/refusal';
import { schemaIssues, z } from '#shared/schema/zod';
import { counted } from '#shared/text/plural';

/** What a checkpoint's config.json says of a Llama-style decoder. */
export interface DecoderConfiguration {
  readonly shape: DecoderShape;
  readonly tied: boolean;
  /** Ends of a text; empty where none is named. */
  readonly endTokens: readonly number[];
  /** Tokens that attention looks back, where a window is set. */
  readonly window?: number;
}

/** Architectures by the name in their files. All are Llama's layers; Qwen2 adds biases, Qwen3 norms of queries and keys. */
export const architectures = [
  'LlamaForCausalLM',
  'MistralForCausalLM',
  'Qwen2ForCausalLM',
  'Qwen3ForCausalLM',
] as const;
const byModelType: Readonly<Record<string, (typeof architectures)[number]>> = {
  llama: 'LlamaForCausalLM',
  mistral: 'MistralForCausalLM',
  qwen2: 'Qwen2ForCausalLM',
  qwen3: 'Qwen3ForCausalLM',
};

const size = z.number().int().min(1).max(1_000_000);
const tokenIds = z.union([z.number().int(), z.array(z.number().int()).max(100)]).nullish();
const Scaling = z.looseObject({
  rope_type: z.string().optional(),
  type: z.string().optional(),
  rope_theta: z.number().positive().optional(),
  factor: z.number().positive().optional(),
  low_freq_factor: z.number().positive().optional(),
  high_freq_factor: z.number().positive().optional(),
  original_max_position_embeddings: z.number().positive().optional(),
});
const Configuration = z.looseObject({
  architectures: z.array(z.string()).nullish(),
  model_type: z.string().optional(),
  hidden_size: size,
  intermediate_size: size,
  num_hidden_layers: size.max(1_000),
  num_attention_heads: size,
  num_key_value_heads: size.nullish(),
  head_dim: size.nullish(),
  vocab_size: size.max(10_000_000),
  max_position_embeddings: size.max(100_000_000).nullish(),
  rms_norm_eps: z.number().min(0).max(1).nullish(),
  rope_theta: z.number().positive().nullish(),
  rope_scaling: Scaling.nullish(),
  rope_parameters: Scaling.nullish(),
  hidden_act: z.string().nullish(),
  tie_word_embeddings: z.boolean().nullish(),
  eos_token_id: tokenIds,
  sliding_window: z.number().int().positive().nullish(),
  use_sliding_window: z.boolean().nullish(),
  partial_rotary_factor: z.number().nullish(),
  quantization_config: z.unknown().optional(),
});
type Configuration = z.infer<typeof Configuration>;

const unsupported = (what: string): Refusal => ({
  code: 'lpu-model-unsupported',
  message: `config.json: ${what}.`,
  path: 'config.json',
  params: { what },
});

/** What ends a text; a list, one number or nothing in the files. */
export const endTokensOf = (ids: z.infer<typeof tokenIds>): readonly number[] =>
  ids === undefined || ids === null ? [] : typeof ids === 'number' ? [ids] : ids;
export const GenerationConfiguration = z.looseObject({ eos_token_id: tokenIds });

/** Reads a configuration; refuses by name what the chips' programs do not compute. */
export function readConfiguration(value: unknown): Result<DecoderConfiguration, Refusal> {
  const parsed = Configuration.safeParse(value);
  const named = z.looseObject({
    architectures: z.array(z.string()).nullish(),
    model_type: z.string().nullish(),
  });
  const names = named.safeParse(value);
  const architecture =
    names.data?.architectures?.[0] ??
    byModelType[names.data?.model_type ?? ''] ??
    names.data?.model_type ??
    undefined;
  if (architecture === undefined) return failure(unsupported('it names no architecture'));
  if (!(architectures as readonly string[]).includes(architecture)) {
    return failure(unsupported(`architecture ${architecture} is not one of ${architectures.join(', ')}`));
  }
  if (!parsed.success) {
    const [issue] = schemaIssues(parsed.error);
    return failure(unsupported(issue === undefined ? 'it is not valid' : `${issue.path} ${issue.reason}`));
  }
  const problem = problemOf(parsed.data);
  if (problem !== undefined) return failure(unsupported(problem));
  const rotary = rotaryOf(parsed.data);
  if (typeof rotary === 'string') return failure(unsupported(rotary));
  return success(configurationOf(parsed.data, rotary, architecture));
}

function problemOf(config: Configuration): string | undefined {
  const { hidden_act: activation, num_attention_heads: heads } = config;
  const groups = config.num_key_value_heads ?? heads;
  if (activation !== undefined && activation !== null && activation !== 'silu') {
    return `activation ${activation} is not supported, only silu`;
  }
  if (config.quantization_config !== undefined && config.quantization_config !== null) {
    return 'quantised checkpoints are not supported, only F32, F16 and BF16';
  }
  if ((config.partial_rotary_factor ?? 1) !== 1)
    return 'rotary positions of a part of each head are not supported';
  if (heads % groups !== 0) return `${counted(heads, 'head')} cannot share ${counted(groups, 'key')} evenly`;
  const dimension = config.head_dim ?? config.hidden_size / heads;
  if (!Number.isInteger(dimension) || dimension % 2 !== 0)
    return `a head dimension of ${dimension} is not even`;
  return undefined;
}

function rotaryOf(config: Configuration): Rotary | string {
  const scaling = config.rope_scaling ?? config.rope_parameters ?? undefined;
  const theta = config.rope_theta ?? config.rope_parameters?.rope_theta ?? scaling?.rope_theta ?? 10_000;
  const kind = scaling?.rope_type ?? scaling?.type ?? 'default';
  if (scaling === undefined || kind === 'default') return { theta };
  if (kind === 'linear') {
    return scaling.factor === undefined
      ? 'rope scaling has no factor'
      : { theta, scaling: { kind, factor: scaling.factor } };
  }
  if (kind !== 'llama3') return `rope scaling ${kind} is not supported, only linear and llama3`;
  const {
    factor,
    low_freq_factor: lowFrequencyFactor,
    high_freq_factor: highFrequencyFactor,
    original_max_position_embeddings: originalContext,
  } = scaling;
  if (
    factor === undefined ||
    lowFrequencyFactor === undefined ||
    highFrequencyFactor === undefined ||
    originalContext === undefined
  ) {
    return 'rope scaling llama3 lacks one of its four factors';
  }
  return { theta, scaling: { kind, factor, lowFrequencyFactor, highFrequencyFactor, originalContext } };
}

/** What the architectures take where their files leave it out. */
const DEFAULT_EPSILON = 1e-6;
const DEFAULT_CONTEXT = 2_048;

function configurationOf(config: Configuration, rotary: Rotary, architecture: string): DecoderConfiguration {
  const windowed = architecture === 'MistralForCausalLM' ? true : (config.use_sliding_window ?? false);
  return {
    shape: {
      hidden: config.hidden_size,
      layers: config.num_hidden_layers,
      heads: config.num_attention_heads,
      keyValueHeads: config.num_key_value_heads ?? config.num_attention_heads,
      headDimension: config.head_dim ?? config.hidden_size / config.num_attention_heads,
      feedForward: config.intermediate_size,
      vocabulary: config.vocab_size,
      context: config.max_position_embeddings ?? DEFAULT_CONTEXT,
      epsilon: config.rms_norm_eps ?? DEFAULT_EPSILON,
      rotary,
    },
    tied: config.tie_word_embeddings ?? false,
    endTokens: endTokensOf(config.eos_token_id),
    ...(windowed && config.sliding_window ? { window: config.sliding_window } : {}),
  };
}
