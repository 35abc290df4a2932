import { Precision } from '#shared/catalogue/entries';
import { EstimateCase, estimateLimits, EstimateMode } from '#shared/estimate/case';
import { failure, success, type Result } from '#shared/result';
import type { Invalid } from './resolved-case';

/** A case from outside, checked against its schema; the error names the field. */
export function readCase(raw: unknown): Result<EstimateCase, Invalid> {
  if (isComplete(raw)) return success(raw);
  const parsed = EstimateCase.safeParse(raw);
  if (parsed.success) return success(parsed.data);
  const issue = parsed.error.issues[0];
  return failure({
    code: 'invalid-case',
    message: issue?.message ?? 'not a case',
    path: issue?.path.join('.') ?? '',
    params: { reason: issue?.message ?? 'not a case' },
  });
}

const precisions: ReadonlySet<unknown> = new Set(Precision.options);
const modes: ReadonlySet<unknown> = new Set(EstimateMode.options);

/**
 * Whether a case needs neither defaults nor an error. Sweeps ask for a hundred thousand cases a second, ten times what
 * the schema can parse; whatever this does not recognise goes to the schema, which alone decides what is wrong.
 */
function isComplete(raw: unknown): raw is EstimateCase {
  if (typeof raw !== 'object' || raw === null) return false;
  const given = raw as Readonly<Record<keyof EstimateCase, unknown>>;
  return (
    typeof given.id === 'string' &&
    given.id.length <= MOST_ID_CHARACTERS &&
    typeof given.hardware === 'string' &&
    typeof given.model === 'string' &&
    (given.engine === undefined || typeof given.engine === 'string') &&
    modes.has(given.mode) &&
    (given.weights === undefined || precisions.has(given.weights)) &&
    (given.kv === undefined || precisions.has(given.kv)) &&
    isCount(given.devices, estimateLimits.devices) &&
    isCount(given.input, estimateLimits.tokens) &&
    isCount(given.output, estimateLimits.tokens) &&
    (given.batch === undefined || isCount(given.batch, estimateLimits.batch)) &&
    (given.tensorParallel === undefined || isCount(given.tensorParallel, estimateLimits.devices)) &&
    (given.pipelineParallel === undefined || isCount(given.pipelineParallel, estimateLimits.devices)) &&
    given.requestsPerSecond === undefined &&
    given.powerCapWatts === undefined &&
    given.lengths === undefined
  );
}

const MOST_ID_CHARACTERS = 500;

const isCount = (value: unknown, most: number): boolean =>
  typeof value === 'number' && Number.isInteger(value) && value >= 1 && value <= most;
