import type { Family } from './family';
import type { FeedForward, LayerLayout, Mixer } from './layout';

const normElements = (family: Family): number =>
  family.norm === 'none' ? 0 : family.norm === 'layer' ? 2 : 1;

/** Numbers in the norms of a layer. */
export const layerNorms = (family: Family, hidden: number, perLayer = family.normsPerLayer ?? 2): number =>
  perLayer * normElements(family) * hidden;

export const oneNorm = (family: Family, hidden: number): number => normElements(family) * hidden;

export const layerOf = (
  mixers: readonly Mixer[],
  feedForwards: readonly FeedForward[],
  norms: number,
): LayerLayout => ({ mixers, feedForwards, norms });
