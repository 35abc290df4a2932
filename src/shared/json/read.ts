import { failure, type Result, success } from '#shared/refusal/refusal';
import { counted, written } from '#shared/text/plural';

/** Where a JSON text breaks, nests too deep, or has a key that repeats or touches prototypes. */
export interface JsonFault {
  readonly because: 'syntax' | 'too-deep' | 'repeated-key' | 'reserved-key';
  /** Both counted from 1. */
  readonly line: number;
  readonly column: number;
  /** What stands there: the character met, the key, or the depth allowed. */
  readonly found: string;
}

interface Container {
  readonly kind: 'object' | 'array';
  readonly keys: Set<string>;
}

type Expected = 'value' | 'value-or-end' | 'key' | 'key-or-end' | 'comma-or-end' | 'nothing';

interface Scan {
  readonly text: string;
  readonly maximumDepth: number;
  readonly stack: Container[];
  at: number;
  expected: Expected;
}

type Trouble = Pick<JsonFault, 'because' | 'found'>;

const NUMBER = /-?(0|[1-9][0-9]*)(\.[0-9]+)?([eE][+-]?[0-9]+)?/y;
const ESCAPE = /\\(["\\/bfnrt]|u[0-9a-fA-F]{4})/y;
const SPACE = /[ \t\r\n]*/y;

/**
 * The first fault of a JSON text (RFC 8259), or undefined when it can be parsed safely. Nothing is built from the text, and
 * its own stack keeps what is open, so that no nesting can exhaust the engine's.
 */
export function findJsonFault(text: string, maximumDepth: number): JsonFault | undefined {
  const scan: Scan = { text, maximumDepth, stack: [], at: 0, expected: 'value' };
  for (;;) {
    scan.at = endOfMatch(SPACE, scan) ?? scan.at;
    if (scan.at >= text.length) {
      return scan.expected === 'nothing' ? undefined : faultAt(scan, { because: 'syntax', found: '' });
    }
    const trouble = step(scan, text.charAt(scan.at));
    if (trouble !== undefined) return faultAt(scan, trouble);
  }
}

function step(scan: Scan, character: string): Trouble | undefined {
  switch (scan.expected) {
    case 'nothing':
      return unexpected(character);
    case 'comma-or-end':
      return commaOrEnd(scan, character);
    case 'key':
    case 'key-or-end':
      return character === '}' && scan.expected === 'key-or-end' ? close(scan) : readKey(scan, character);
    case 'value':
    case 'value-or-end':
      return character === ']' && scan.expected === 'value-or-end' ? close(scan) : readValue(scan, character);
  }
}

const unexpected = (character: string): Trouble => ({ because: 'syntax', found: character });

function commaOrEnd(scan: Scan, character: string): Trouble | undefined {
  const kind = scan.stack.at(-1)?.kind;
  if (character === ',') {
    scan.at += 1;
    scan.expected = kind === 'object' ? 'key' : 'value';
    return undefined;
  }
  return character === (kind === 'object' ? '}' : ']') ? close(scan) : unexpected(character);
}

function close(scan: Scan): Trouble | undefined {
  scan.stack.pop();
  scan.at += 1;
  valueDone(scan);
  return undefined;
}

function valueDone(scan: Scan): void {
  scan.expected = scan.stack.length === 0 ? 'nothing' : 'comma-or-end';
}

function readKey(scan: Scan, character: string): Trouble | undefined {
  if (character !== '"') return unexpected(character);
  const start = scan.at;
  const trouble = skipString(scan);
  if (trouble !== undefined) return trouble;
  const key = JSON.parse(scan.text.slice(start, scan.at)) as string;
  const keys = scan.stack.at(-1)?.keys;
  if (key === '__proto__') return { because: 'reserved-key', found: key };
  if (keys?.has(key) === true) return { because: 'repeated-key', found: key };
  keys?.add(key);
  scan.at = endOfMatch(SPACE, scan) ?? scan.at;
  if (scan.text.charAt(scan.at) !== ':') return unexpected(scan.text.charAt(scan.at));
  scan.at += 1;
  scan.expected = 'value';
  return undefined;
}

function readValue(scan: Scan, character: string): Trouble | undefined {
  if (character === '{' || character === '[') return open(scan, character);
  const trouble = character === '"' ? skipString(scan) : skipScalar(scan, character);
  if (trouble === undefined) valueDone(scan);
  return trouble;
}

function open(scan: Scan, bracket: '{' | '['): Trouble | undefined {
  if (scan.stack.length >= scan.maximumDepth) {
    return { because: 'too-deep', found: String(scan.maximumDepth) };
  }
  scan.stack.push({ kind: bracket === '{' ? 'object' : 'array', keys: new Set() });
  scan.expected = bracket === '{' ? 'key-or-end' : 'value-or-end';
  scan.at += 1;
  return undefined;
}

function skipString(scan: Scan): Trouble | undefined {
  for (scan.at += 1; scan.at < scan.text.length;) {
    const character = scan.text.charAt(scan.at);
    if (character === '"') {
      scan.at += 1;
      return undefined;
    }
    if (character < ' ') return unexpected(character);
    const next = character === '\\' ? endOfMatch(ESCAPE, scan) : scan.at + 1;
    if (next === undefined) return unexpected(character);
    scan.at = next;
  }
  return unexpected('');
}

function skipScalar(scan: Scan, character: string): Trouble | undefined {
  const word = ['true', 'false', 'null'].find((literal) => scan.text.startsWith(literal, scan.at));
  const next = word === undefined ? endOfMatch(NUMBER, scan) : scan.at + word.length;
  if (next === undefined) return unexpected(character);
  scan.at = next;
  return undefined;
}

/** Where a sticky pattern ends when it matches at the scan's place. */
function endOfMatch(pattern: RegExp, scan: Scan): number | undefined {
  pattern.lastIndex = scan.at;
  return pattern.test(scan.text) ? pattern.lastIndex : undefined;
}

function faultAt(scan: Scan, trouble: Trouble): JsonFault {
  const before = scan.text.slice(0, scan.at);
  const line = before.split('\n').length;
  return { ...trouble, line, column: scan.at - before.lastIndexOf('\n') };
}

export interface JsonLimits {
  readonly bytes: number;
  readonly depth: number;
}

export type JsonProblem =
  JsonFault | { readonly because: 'too-large'; readonly bytes: number; readonly limit: number };

/**
 * The value of a JSON text, checked for its size, its nesting, repeated keys and `__proto__`; size and nesting before
 * anything is built. A byte order mark at the start is let pass, as some editors write one.
 */
export function readJson(text: string, limits: JsonLimits): Result<unknown, JsonProblem> {
  const bytes = utf8Length(text, limits.bytes);
  if (bytes > limits.bytes) return failure({ because: 'too-large', bytes, limit: limits.bytes });
  const body = text.startsWith('\uFEFF') ? text.slice(1) : text;
  const plain = plainValue(body, limits.depth);
  if (plain !== undefined) return success(plain.value);
  const fault = findJsonFault(body, limits.depth);
  return fault === undefined ? success(JSON.parse(body) as unknown) : failure(fault);
}

/**
 * The value of a text that is quickly seen to have no fault; undefined where a closer look must say what it is. A key that
 * repeats shows where the text writes more keys than its value has.
 */
function plainValue(text: string, maximumDepth: number): { readonly value: unknown } | undefined {
  const outline = outlineOf(text);
  if (outline.depth > maximumDepth) return undefined;
  try {
    const value = JSON.parse(text) as unknown;
    return keysIn(value) === outline.keys ? { value } : undefined;
  } catch {
    return undefined;
  }
}

const QUOTE = 34;
const COLON = 58;
const OPENINGS = { array: 91, object: 123 } as const;
const CLOSINGS = { array: 93, object: 125 } as const;

/** How deep a text nests and how many keys it writes, should it be JSON: outside of strings, each key has a colon. */
function outlineOf(text: string): { readonly depth: number; readonly keys: number } {
  let [depth, deepest, keys] = [0, 0, 0];
  for (let at = 0; at < text.length; at += 1) {
    const code = text.charCodeAt(at);
    if (code === QUOTE) at = endOfString(text, at);
    else if (code === COLON) keys += 1;
    else if (code === OPENINGS.array || code === OPENINGS.object) deepest = Math.max(deepest, (depth += 1));
    else if (code === CLOSINGS.array || code === CLOSINGS.object) depth -= 1;
  }
  return { depth: deepest, keys };
}

/** Where the string that begins at a quotation mark ends; the end of the text where it does not. */
function endOfString(text: string, start: number): number {
  for (let end = text.indexOf('"', start + 1); end !== -1; end = text.indexOf('"', end + 1)) {
    let backslashes = 0;
    while (text.charAt(end - 1 - backslashes) === '\\') backslashes += 1;
    if (backslashes % 2 === 0) return end;
  }
  return text.length;
}

/** The number of keys of all objects in a JSON value; not a number where one of them is `__proto__`. */
function keysIn(value: unknown): number {
  if (typeof value !== 'object' || value === null) return 0;
  if (Array.isArray(value)) return value.reduce<number>((sum, each) => sum + keysIn(each), 0);
  let keys = 0;
  for (const [key, below] of Object.entries(value)) keys += key === '__proto__' ? NaN : 1 + keysIn(below);
  return keys;
}

/** What is wrong with a JSON text, as a sentence in English. */
export function describeJsonProblem(problem: JsonProblem): string {
  if (problem.because === 'too-large') {
    return `has ${counted(problem.bytes, 'byte')} or more; at most ${written(problem.limit)} can be read`;
  }
  const place = `line ${problem.line}, column ${problem.column}`;
  switch (problem.because) {
    case 'syntax':
      return problem.found === ''
        ? `is not JSON: it ends early at ${place}`
        : `is not JSON: unexpected ${JSON.stringify(problem.found)} at ${place}`;
    case 'too-deep':
      return `nests deeper than ${counted(Number(problem.found), 'level')} at ${place}`;
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
