import type { Precision } from '#shared/catalogue/entries';
import { bytesPerElement } from '#shared/catalogue/model-arithmetic';
import { isDraft, type ModelDescription, type PartWeights } from '#shared/model/description';
import type { ModelShape } from './resolved-case';

/** Bytes of a model's weights at the precision of a case: what lies in layers, and tables and towers outside of them. */
export interface StoredWeights {
  readonly inLayers: number;
  /** Of these, what all devices of a stage divide however they attend: routed experts and dense feed-forward layers. */
  readonly divided: number;
  /** Of these, the routed experts. */
  readonly experts: number;
  readonly outside: number;
}

const outside: ReadonlySet<string> = new Set(['embedding', 'head', 'vision', 'projector']);

const kept = new WeakMap<ModelShape, Map<Precision, StoredWeights>>();

/**
 * The weights of a model as one account for time, fit and every report. At the width in which its files hold it, it weighs what they do;
 * at another, matrices of layers are stored at that width with their scales, and everything else stays at 16 bits.
 */
export function storedWeights(model: ModelShape, weights: Precision): StoredWeights {
  const known = kept.get(model) ?? new Map<Precision, StoredWeights>();
  kept.set(model, known);
  const before = known.get(weights);
  if (before !== undefined) return before;
  const counted = count(model.description, weights);
  known.set(weights, counted);
  return counted;
}

function count(description: ModelDescription, weights: Precision): StoredWeights {
  const width = bytesPerElement(weights);
  const asPublished = bytesPerElement(description.precision) === width;
  const latent = description.kinds.some(({ kind }) => kind === 'latent');
  let [inLayers, beside, experts, feedForward] = [0, 0, 0, 0];
  for (const each of description.weights) {
    if (isDraft(each)) continue;
    const bytes = asPublished ? each.bytes : each.parameters * widthOf(each, { width, latent });
    if (outside.has(each.part)) beside += bytes;
    else inLayers += bytes;
    if (each.part === 'experts') experts += bytes;
    if (each.part === 'feedForward') feedForward += bytes;
  }
  return { inLayers, outside: beside, divided: experts + feedForward, experts };
}

interface At {
  readonly width: number;
  readonly latent: boolean;
}

// Files in four bits leave latent attention at 16 (NVIDIA's GLM-5 in NVFP4, Moonshot's Kimi K2.5 in INT4).
function widthOf({ part, matrices }: PartWeights, { width, latent }: At): number {
  const quantised = matrices && !outside.has(part) && !(latent && part === 'attention' && width < 1);
  return quantised ? width : Math.max(width, 2);
}
