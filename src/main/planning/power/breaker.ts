import type { Feed } from '#shared/scenario/schema';
import { watts, type Watts } from '#shared/units';

const SQUARE_ROOT_OF_THREE = Math.sqrt(3);

export type FeedSupply = Pick<Feed, 'volts' | 'amperes' | 'phases'>;

/**
 * What a feed may carry continuously, at unity power factor: √3 · V · I of a line-to-line voltage for three phases,
 * V · I for one, times the share of the breaker that continuous loads may take (NEC 210.20, 215.3; facts A1.9).
 */
export const usableWatts = ({ volts, amperes, phases }: FeedSupply, continuousLoadFraction: number): Watts =>
  watts((phases === 3 ? SQUARE_ROOT_OF_THREE : 1) * volts * amperes * continuousLoadFraction);
