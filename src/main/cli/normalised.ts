import type { Scenario } from '#shared/scenario/schema';

/** The document with its keys sorted, so that two files of one scenario are equal byte by byte. */
export const normalised = (scenario: Scenario): string => `${JSON.stringify(scenario, sortedKeys, 2)}\n`;

function sortedKeys(_key: string, value: unknown): unknown {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return value;
  return Object.fromEntries(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1)));
}
