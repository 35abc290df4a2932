import type { Facts } from './facts';
import type { Tower } from './layout';
import { counted } from '#shared/text/plural';

/** What a kind of vision tower is made of; sizes come from its configuration. */
interface TowerForm {
  readonly gated: boolean;
  readonly bias: boolean;
  readonly norms: number;
  readonly normBias: boolean;
  readonly patchBias: boolean;
  /** Norms before and after all layers. */
  readonly outerNorms: number;
  readonly classToken: boolean;
  readonly positions: 'from-image' | 'stated' | 'grid' | 'none';
  readonly queryKeyNorm: boolean;
  /** The way from the tower to the text model. */
  readonly projector: 'merger' | 'two-layers' | 'one-layer' | 'pixtral' | 'llama-4' | 'internvl';
  readonly usual?: Readonly<Record<string, number>>;
}

const clip: TowerForm = {
  gated: false,
  bias: true,
  norms: 2,
  normBias: true,
  patchBias: false,
  outerNorms: 2,
  classToken: true,
  positions: 'from-image',
  queryKeyNorm: false,
  projector: 'two-layers',
};
const siglip: TowerForm = {
  ...clip,
  patchBias: true,
  outerNorms: 1,
  classToken: false,
  projector: 'one-layer',
  usual: {
    hidden_size: 1152,
    intermediate_size: 4304,
    num_hidden_layers: 27,
    num_attention_heads: 16,
    image_size: 896,
    patch_size: 14,
  },
};
const qwen3: TowerForm = {
  ...clip,
  patchBias: true,
  outerNorms: 0,
  classToken: false,
  positions: 'stated',
  projector: 'merger',
};
const qwen2: TowerForm = {
  ...clip,
  outerNorms: 0,
  classToken: false,
  positions: 'none',
  projector: 'merger',
};
const pixtral: TowerForm = {
  ...clip,
  gated: true,
  bias: false,
  normBias: false,
  outerNorms: 1,
  classToken: false,
  positions: 'none',
  projector: 'pixtral',
  usual: {
    hidden_size: 1024,
    intermediate_size: 4096,
    num_hidden_layers: 24,
    patch_size: 16,
    head_dim: 64,
    num_attention_heads: 16,
  },
};

/** Kinds of vision towers by their `model_type`. */
const forms: Readonly<Record<string, TowerForm>> = {
  clip_vision_model: clip,
  clip: clip,
  siglip_vision_model: siglip,
  siglip2_vision_model: siglip,
  gemma4_vision: {
    ...pixtral,
    norms: 4,
    outerNorms: 0,
    positions: 'stated',
    queryKeyNorm: true,
    projector: 'one-layer',
  },
  qwen2_vl: qwen2,
  qwen2_5_vl: { ...qwen2, gated: true, normBias: false },
  qwen3_vl: qwen3,
  qwen3_vl_moe: qwen3,
  qwen3_5: qwen3,
  qwen3_5_moe: qwen3,
  pixtral,
  llama4_vision_model: {
    ...clip,
    projector: 'llama-4',
    usual: {
      hidden_size: 1408,
      intermediate_size: 5632,
      num_hidden_layers: 34,
      num_attention_heads: 16,
      image_size: 336,
      patch_size: 14,
    },
  },
  intern_vit_6b: { ...clip, patchBias: true, outerNorms: 0, projector: 'internvl' },
  internvl_vision: { ...clip, patchBias: true, outerNorms: 0, projector: 'internvl' },
  kimi_k25: {
    ...clip,
    patchBias: true,
    outerNorms: 1,
    classToken: false,
    positions: 'grid',
    projector: 'merger',
  },
  kimi_k3: {
    ...clip,
    bias: false,
    normBias: false,
    outerNorms: 1,
    classToken: false,
    positions: 'grid',
    projector: 'merger',
  },
  moonvit: {
    ...clip,
    patchBias: true,
    outerNorms: 1,
    classToken: false,
    positions: 'grid',
    projector: 'merger',
  },
};

/** What can be said of towers beside their parameters. */
export interface TowersRead {
  readonly towers: readonly Tower[];
  readonly remarks: readonly string[];
}

/** The towers that a configuration names, counted; `hidden` is the size of the text model. */
export function towersOf(top: Facts, hidden: number): TowersRead {
  const towers: Tower[] = [];
  const remarks: string[] = [];
  const vision = top.object(['vision_config', 'vision_tower_config', 'visual', 'vit_config']);
  if (vision !== undefined && Object.keys(vision.raw).length > 0) {
    const type = vision.text('model_type') ?? top.text('model_type') ?? '';
    const form = forms[type] ?? forms[top.text('model_type') ?? ''];
    if (form === undefined) {
      remarks.push(
        `The vision tower “${type}” is counted as an ordinary vision transformer; its weights may differ by a few per cent.`,
      );
    }
    towers.push(...visionTower(vision, { form: form ?? qwen3, hidden, top }));
    const tokens = top.maybeCount([
      'vision_soft_tokens_per_image',
      'mm_tokens_per_image',
      'image_seq_length',
      'image_seq_len',
    ]);
    remarks.push(
      tokens === undefined
        ? 'Pictures add prompt tokens according to their size; count them in the input of a request.'
        : `Each picture adds ${counted(tokens, 'prompt token')}; count them in the input of a request.`,
    );
  }
  if (top.object(['audio_config', 'audio_encoder_config']) !== undefined) {
    remarks.push('The audio tower cannot be modelled: its weights are not counted.');
  }
  return { towers, remarks };
}

interface TowerGiven {
  readonly form: TowerForm;
  readonly hidden: number;
  readonly top: Facts;
}

function visionTower(given: Facts, { form, hidden, top }: TowerGiven): readonly Tower[] {
  const size = (names: readonly string[], otherwise?: number): number => {
    const usual = names.map((name) => form.usual?.[name]).find((value) => value !== undefined) ?? otherwise;
    const pair = given.list(names);
    // Height and width of a patch are alike in every model whose picture is cut into squares.
    if (pair !== undefined && typeof pair[0] === 'number' && pair.every((side) => side === pair[0]))
      return pair[0];
    return given.count(names, usual === undefined ? {} : { otherwise: usual });
  };
  // Qwen2-VL calls the tower's own size `embed_dim`, and `hidden_size` that of the text model.
  const width = size(['embed_dim', 'vt_hidden_size', 'width', 'hidden_size']);
  const depth = size(['depth', 'num_hidden_layers', 'vt_num_hidden_layers', 'layers']);
  const ratio = given.value('mlp_ratio');
  const inner = size(
    ['intermediate_size', 'vt_intermediate_size', 'mlp_dim'],
    typeof ratio === 'number' ? Math.round(ratio * width) : 4 * width,
  );
  const heads = given.maybeCount(['num_heads', 'num_attention_heads', 'vt_num_attention_heads']) ?? 1;
  const headDimension = given.maybeCount('head_dim') ?? Math.floor(width / heads);
  const attention = given.maybeCount('qkv_hidden_size') ?? heads * headDimension;
  const patch = size(['patch_size'], 14);
  const frames = given.maybeCount('temporal_patch_size') ?? 1;
  const matrices = depth * (4 * width * attention + (form.gated ? 3 : 2) * width * inner);
  const vectors =
    depth *
      (form.norms * width * (form.normBias ? 2 : 1) +
        (form.bias ? 3 * attention + width + (form.gated ? 2 * inner : inner) + width : 0) +
        (form.queryKeyNorm ? 2 * headDimension : 0)) +
    frames * 3 * patch * patch * width +
    (form.patchBias ? width : 0) +
    form.outerNorms * width * (form.normBias ? 2 : 1) +
    positionsOf(given, { form, width, patch }) +
    (form.classToken ? width : 0);
  const tower: Tower = { part: 'vision', name: 'visual', matrices, vectors };
  return [tower, projectorOf(given, { form, hidden, width, top })];
}

function positionsOf(
  given: Facts,
  { form, width, patch }: { readonly form: TowerForm; readonly width: number; readonly patch: number },
): number {
  switch (form.positions) {
    case 'none':
      return 0;
    case 'stated':
      return (
        (given.maybeCount('num_position_embeddings') ??
          2 * (given.maybeCount('position_embedding_size') ?? 0)) * width
      );
    case 'grid':
      return (
        (given.maybeCount('init_pos_emb_height') ?? 64) *
        (given.maybeCount('init_pos_emb_width') ?? 64) *
        width
      );
    case 'from-image': {
      const image = given.value('image_size');
      const pixels =
        typeof image === 'number'
          ? image
          : Array.isArray(image)
            ? Number(image[0])
            : (form.usual?.['image_size'] ?? 0);
      return (Math.floor(pixels / patch) ** 2 + (form.classToken ? 1 : 0)) * width;
    }
  }
}

interface ProjectorGiven extends TowerGiven {
  readonly width: number;
}

function projectorOf(given: Facts, { form, hidden, width, top }: ProjectorGiven): Tower {
  const projector = (matrices: number, vectors: number): Tower => ({
    part: 'projector',
    name: 'multi_modal_projector',
    matrices,
    vectors,
  });
  switch (form.projector) {
    case 'merger': {
      const kernel = given.list('merge_kernel_size');
      const side = kernel === undefined ? (given.maybeCount('spatial_merge_size') ?? 2) : Number(kernel[0]);
      const joined = side * side * width;
      const out = given.maybeCount(['out_hidden_size', 'text_hidden_size']) ?? hidden;
      const further = given.list('deepstack_visual_indexes')?.length ?? 0;
      const one = joined * joined + joined * out;
      return projector(
        (1 + further) * one,
        (1 + further) * (joined + out) + 2 * width + further * 2 * joined,
      );
    }
    case 'two-layers':
      return projector(width * hidden + hidden * hidden, 2 * hidden);
    case 'one-layer':
      return projector(width * hidden, width);
    case 'pixtral':
      return projector(
        (top.maybeCount('spatial_merge_size') === undefined ? 0 : 4 * width * width) +
          width * hidden +
          hidden * hidden,
        width,
      );
    case 'llama-4': {
      const [wide, out] = [
        given.maybeCount('projector_input_dim') ?? 4096,
        given.maybeCount('vision_output_dim') ?? 4096,
      ];
      return projector((given.maybeCount('intermediate_size') ?? 5632) * wide + wide * out + out * hidden, 0);
    }
    case 'internvl':
      return projector(4 * width * hidden + hidden * hidden, 8 * width + 2 * hidden);
  }
}
