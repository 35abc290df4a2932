import type { Refusal, Result } from '#shared/refusal/refusal';
import { readScenarioValue } from '#shared/scenario/read';
import type { Scenario } from '#shared/scenario/schema';

/** A scenario from a value that the database held, checked, or the place and reason of what is wrong. */
export function readDocument(value: unknown): Result<Scenario, Refusal> {
  try {
    return readScenarioValue(value);
  } catch (error) {
    // A row that nests thousands of levels deep overflows the checks; it is as unreadable as any other.
    const reason = error instanceof Error ? error.message : String(error);
    const params = { path: '', reason };
    return {
      ok: false,
      error: { code: 'scenario-invalid', message: `This is not a readable scenario: ${reason}`, params },
    };
  }
}
