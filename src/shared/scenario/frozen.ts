import { z } from '../zod';
import { readScenarioValue } from './read';
import { Scenario, SCENARIO_FORMAT, SCENARIO_VERSION } from './schema';

const earlierVersions = Array.from({ length: SCENARIO_VERSION - 1 }, (_, index) => index + 1);

/** A scenario of an earlier version that is never edited again: kept to the letter, since a checksum is taken of it. */
const EarlierScenario = z
  .looseObject({ format: z.literal(SCENARIO_FORMAT), schemaVersion: z.literal(earlierVersions) })
  .superRefine((value, context) => {
    const read = readScenarioValue(value);
    if (!read.ok) context.addIssue({ code: 'custom', message: read.error.message });
  });

/** The scenario that a quote was made from. It stays in the version that it was frozen in. */
export const FrozenScenario = z.discriminatedUnion('schemaVersion', [Scenario, EarlierScenario]);
export type FrozenScenario = Readonly<z.infer<typeof FrozenScenario>>;

/** The scenario that was frozen, in the present version. */
export function thawed(frozen: FrozenScenario): Scenario {
  const read = readScenarioValue(frozen);
  if (!read.ok) throw new TypeError(read.error.message);
  return read.value;
}
