import { failure, success, type Result } from '../result';
import { findJsonFault, type JsonFault } from './scan';

export interface JsonLimits {
  readonly bytes: number;
  readonly depth: number;
}

export type JsonProblem =
  JsonFault | { readonly because: 'too-large'; readonly bytes: number; readonly limit: number };

/**
 * The value of a JSON text, checked before anything is built: its size, its nesting, repeated keys and `__proto__`.
 * A byte order mark at the start is let pass, as some editors write one.
 */
export function readJson(text: string, limits: JsonLimits): Result<unknown, JsonProblem> {
  const bytes = utf8Length(text, limits.bytes);
  if (bytes > limits.bytes) return failure({ because: 'too-large', bytes, limit: limits.bytes });
  const body = text.startsWith('\uFEFF') ? text.slice(1) : text;
  const fault = findJsonFault(body, limits.depth);
  return fault === undefined ? success(JSON.parse(body) as unknown) : failure(fault);
}

/** What is wrong with a JSON text, as a sentence in English. */
export function describeJsonProblem(problem: JsonProblem): string {
  if (problem.because === 'too-large') {
    return `is ${problem.bytes} bytes or more; at most ${problem.limit} can be read`;
  }
  const place = `line ${problem.line}, column ${problem.column}`;
  switch (problem.because) {
    case 'syntax':
      return problem.found === ''
        ? `is not JSON: it ends too early at ${place}`
        : `is not JSON: unexpected ${JSON.stringify(problem.found)} at ${place}`;
    case 'too-deep':
      return `nests deeper than ${problem.found} levels at ${place}`;
    case 'repeated-key':
      return `has the key ${JSON.stringify(problem.found)} twice in one object, at ${place}`;
    case 'reserved-key':
      return `has the reserved key ${JSON.stringify(problem.found)} at ${place}`;
  }
}

/** Length in bytes as UTF-8; counting stops beyond the limit, where the answer no longer matters. */
function utf8Length(text: string, limit: number): number {
  if (text.length > limit) return text.length;
  let bytes = 0;
  for (let index = 0; index < text.length && bytes <= limit; index += 1) {
    const unit = text.charCodeAt(index);
    // A surrogate is half of a four-byte character.
    bytes += unit < 0x80 ? 1 : unit < 0x800 || (unit >= 0xd800 && unit < 0xe000) ? 2 : 3;
  }
  return bytes;
}
