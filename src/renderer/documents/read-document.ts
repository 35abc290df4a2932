import type { Refusal } from '#shared/refusal';
import { failure, success, type Result } from '#shared/result';
import { Scenario } from '#shared/scenario/schema';

/** A scenario from a value that was stored or handed over, checked, or the place and reason of what is wrong. */
export function readDocument(value: unknown): Result<Scenario, Refusal> {
  const parsed = Scenario.safeParse(value);
  if (parsed.success) return success(parsed.data);
  const issue = parsed.error.issues[0];
  const path = issue?.path.join('/') ?? '';
  const reason = issue?.message ?? 'not a scenario';
  return failure({
    code: 'scenario-invalid',
    message: `This is not a readable scenario: ${path}: ${reason}`,
    path,
    params: { path, reason },
  });
}

/** A scenario from the text of a file. */
export function readText(text: string): Result<Scenario, Refusal> {
  try {
    return readDocument(JSON.parse(text));
  } catch (error) {
    const reason = error instanceof Error ? error.message : '';
    return failure({
      code: 'file-no-json',
      message: `This file is not JSON: ${reason}`,
      params: { reason },
    });
  }
}
