import type { MeasuredCase } from './validation';

/** The pace of one user's tokens, where it was measured while they came and not over a whole request. */
export function paceOf({ measured }: MeasuredCase): number | undefined {
  if (measured.outputTokensPerSecondPerUser !== undefined) return measured.outputTokensPerSecondPerUser;
  return measured.interTokenLatencySeconds === undefined ? undefined : 1 / measured.interTokenLatencySeconds;
}

/** A number that a measured case states under a key. */
export function numberIn(record: Readonly<Record<string, unknown>>, key: string): number | undefined {
  const value = record[key];
  return typeof value === 'number' ? value : undefined;
}
