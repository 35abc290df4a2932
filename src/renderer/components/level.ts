export type Level = 'fine' | 'near' | 'over';

/** From here on a value counts as near its limit. */
export const NEAR_SHARE = 0.9;

/** How a value stands to its limit; exactly at the limit still fits. */
export function levelOf(value: number, limit: number): Level {
  if (value > limit) return 'over';
  return value > limit * NEAR_SHARE ? 'near' : 'fine';
}
