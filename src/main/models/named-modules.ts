import type { ModuleNames } from './family';
import type { Layout } from './layout';
import type { Module } from './module';
import type { ModulePattern } from './module-patterns';
import type { Quantization } from './quantization';
import { counted } from '#shared/text/plural';

/** Whether the modules that a quantisation names are there. */

/** Other ways in which files begin the names of a text model's modules. */
const prefixes = ['model.', 'model.language_model.', 'language_model.model.', 'backbone.', ''] as const;

/** A module's name in each way that files may write it. */
export const spellings = (name: string): readonly string[] => {
  const bare = name.replace(/^(model|backbone)\./, '');
  if (bare === name) return [name, `language_model.${name}`];
  return prefixes.map((prefix) => `${prefix}${bare}`);
};

export const isNamed = (pattern: ModulePattern, name: string): boolean =>
  spellings(name).some((each) => pattern.matches(each));

/** Words in names of modules that any file may have, whatever else the model has. */
const commonWords = new Set(
  (
    'model language_model backbone transformer layers h blocks decoder encoder embed_tokens embeddings wte wpe lm_head output norm final_layernorm ln_f norm_f ' +
    'input_layernorm post_attention_layernorm pre_feedforward_layernorm post_feedforward_layernorm layernorm q_norm k_norm q_layernorm k_layernorm kv_norm ' +
    'self_attn attention attn linear_attn mlp feed_forward block_sparse_moe moe mixer mamba experts shared_experts shared_expert shared_expert_gate shared_mlp share_expert ' +
    'gate router gate_proj up_proj down_proj gate_up_proj gate_and_up_proj up_gate_proj q_proj k_proj v_proj o_proj qkv_proj out_proj in_proj dense fc1 fc2 w1 w2 w3 ' +
    'q_a_proj q_b_proj kv_a_proj_with_mqa kv_b_proj q_a_layernorm kv_a_layernorm fused_qkv_a_proj fused_qkv_a_proj_with_mqa indexer indexers_proj wq_b wk weights_proj k_norm ' +
    'e_score_correction_bias expert_bias gate_correction_bias conv1d in_proj_qkv in_proj_z in_proj_a in_proj_b in_proj_ba in_proj_qkvz A_log dt_bias D dt_proj x_proj ' +
    'mtp mtp_layers eh_proj enorm hnorm shared_head head fc pre_fc_norm_embedding pre_fc_norm_hidden embed_out visual vision vision_model vision_tower vision_encoder vit ' +
    'multi_modal_projector mm_projector projector merger patch_embed audio_tower audio_model audio embed_vision embed_audio aligner connector bias weight sinks ' +
    'per_layer_model_projection per_layer_input_gate per_layer_projection altup laurel compressor kv_proj o_a_proj o_b_proj wo_a wo_b wq_a wkv ' +
    'fc1_latent_proj fc2_latent_proj sparse_moe rotary_emb score classifier dense_mlp'
  ).split(' '),
);

interface Known {
  readonly modules: readonly Module[];
  readonly layout: Layout;
  readonly names: ModuleNames;
}

interface Stray {
  readonly fault?: { readonly path: string; readonly reason: string };
  readonly remarks: readonly string[];
}

/**
 * The first excluded or named module that does not exist, or remarks on patterns that match nothing. A name in full must be there; a
 * pattern is a recipe that may be written for many models, and only a layer that it names by number must be.
 */
export function unnamedModules(quantization: Quantization, { modules, layout, names }: Known): Stray {
  const words = new Set(modules.flatMap(({ name }) => name.split('.')));
  for (const name of Object.values<string>({ ...names })) for (const word of name.split('.')) words.add(word);
  const layers = layout.layers.length + (layout.drafts?.layers.length ?? 0);
  const spelled = new Set(modules.flatMap(({ name }) => spellings(name)));
  const remarks: string[] = [];
  for (const { pattern, path } of quantization.excluded) {
    const reason = reasonAgainst(pattern, { words, layers, spelled });
    if (reason !== undefined) return { fault: { path, reason }, remarks };
  }
  for (const { pattern } of quantization.named) {
    const reason = reasonAgainst(pattern, { words, layers, spelled });
    if (reason !== undefined) return { fault: { path: pathOfNamed(pattern), reason }, remarks };
  }
  return { remarks };
}

const pathOfNamed = ({ written }: ModulePattern): string => `quantized_layers.${written}`;

interface Vocabulary {
  readonly words: ReadonlySet<string>;
  readonly layers: number;
  readonly spelled: ReadonlySet<string>;
}

function reasonAgainst(pattern: ModulePattern, { words, layers, spelled }: Vocabulary): string | undefined {
  const { written, kind } = pattern;
  if (kind === 'expression' || spelled.has(written)) return undefined;
  const parts = written.split('.');
  const layer = parts.findIndex(
    (word, index) => /^\d+\*?$/.test(word) && /^(layers|h|blocks)$/.test(parts[index - 1] ?? ''),
  );
  const inTower = parts.some((word) =>
    /vis|audio|image|projector|aligner|connector|vit|patch|merge/.test(word),
  );
  if (layer >= 0 && !inTower && !parts.includes('mtp') && Number.parseInt(parts[layer] ?? '', 10) >= layers) {
    return `names “${written.slice(0, 120)}”; the model has ${counted(layers, 'layer')}`;
  }
  if (kind === 'wildcard' || inTower) return undefined;
  const strange = parts.find((word) => !/^\d+$/.test(word) && !words.has(word) && !commonWords.has(word));
  return strange === undefined
    ? undefined
    : `names “${written.slice(0, 120)}”, a module that does not exist (“${strange.slice(0, 60)}”)`;
}
