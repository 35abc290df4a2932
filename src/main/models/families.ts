import { mixedFamilies } from './families-mixed';
import { otherFamilies } from './families-other';
import { plainFamilies } from './families-plain';
import type { Family } from './family';

const families: readonly Family[] = [...plainFamilies, ...mixedFamilies, ...otherFamilies];

const byType = new Map(families.flatMap((family) => family.types.map((type) => [type, family] as const)));

/** The family of a configuration by its `model_type`, or else by the name of its class. */
export function familyOf(types: readonly string[], architectures: readonly string[]): Family | undefined {
  for (const type of types) {
    const family = byType.get(type);
    if (family !== undefined) return family;
  }
  const starts = families.flatMap((family) => (family.classes ?? []).map((start) => ({ family, start })));
  return starts
    .filter(({ start }) => architectures.some((name) => name.startsWith(start)))
    .sort((a, b) => b.start.length - a.start.length)[0]?.family;
}

/** Every `model_type` that is read. */
export const knownTypes: readonly string[] = [...byType.keys()];
