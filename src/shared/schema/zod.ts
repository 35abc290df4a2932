import { z } from 'zod';
import { counted, written } from '#shared/text/plural';
import { nearestId } from './nearest-id';

type ParsingIssue = z.core.$ZodRawIssue;

/** What a schema misses in a value, in words that follow its place: “racks.b07.feeds[0].volts: must be at least 1”. */
function schemaWords(issue: ParsingIssue): string | undefined {
  switch (issue.code) {
    case 'invalid_type':
      return issue.input === undefined
        ? 'is missing'
        : `must be ${withArticle(issue.expected)}, not ${kindOf(issue.input)}`;
    case 'too_small':
      return sized(issue.origin, Number(issue.minimum), issue.inclusive === false ? 'more than' : 'at least');
    case 'too_big':
      return sized(issue.origin, Number(issue.maximum), issue.inclusive === false ? 'less than' : 'at most');
    case 'invalid_value':
      return `must be ${oneOf(issue.values)}${issue.input === undefined ? '; it is missing' : ''}`;
    case 'not_multiple_of':
      return `must be a multiple of ${issue.divisor}`;
    case 'unrecognized_keys':
      return unreadKeyWords(issue.keys, issue.inst);
    case 'invalid_format':
      return issue.format === 'date' ? 'must be a day such as 2026-11-25' : undefined;
    case 'custom':
    case 'invalid_element':
    case 'invalid_key':
    case 'invalid_union':
      return undefined;
  }
}

/** Every key that nothing reads, with the one that comes nearest among those that are read in its place. */
function unreadKeyWords(keys: readonly string[], schema: unknown): string {
  const read = schema instanceof z.ZodObject ? Object.keys(schema.shape) : [];
  const words = keys.slice(0, MOST_NAMED).map((key) => {
    const nearest = nearestId(key, read);
    const shown = JSON.stringify(key.slice(0, 80));
    return nearest === undefined ? shown : `${shown} (did you mean ${JSON.stringify(nearest)}?)`;
  });
  const others = keys.length - words.length;
  const more = others > 0 ? ` and ${others} more` : '';
  return `has unknown keys: ${words.join(', ')}${more}`;
}

const MOST_NAMED = 10;

const withArticle = (type: string): string => {
  const name =
    type === 'int' ? 'whole number' : type === 'array' ? 'list' : type === 'record' ? 'object' : type;
  return `${/^[aeiou]/.test(name) ? 'an' : 'a'} ${name}`;
};

function kindOf(input: unknown): string {
  if (input === null) return 'null';
  if (Array.isArray(input)) return 'a list';
  if (typeof input === 'number' && !Number.isSafeInteger(input)) return String(input);
  return withArticle(typeof input);
}

function sized(origin: string, limit: number, bound: string): string {
  if (origin === 'string' && limit === 1 && bound === 'at least') return 'must not be empty';
  const unit =
    origin === 'string' ? 'character' : origin === 'array' || origin === 'set' ? 'item' : undefined;
  if (unit === undefined) return `must be ${bound} ${written(limit)}`;
  return `must have ${bound} ${counted(limit, unit)}`;
}

function oneOf(values: readonly unknown[]): string {
  const written = values.map((value) => JSON.stringify(value));
  return written.length === 1 ? written.join('') : `one of ${written.join(', ')}`;
}

// The compiled parsers of zod call `new Function`, which the renderer's content security policy forbids.
z.config({ jitless: true, customError: schemaWords });

export { z };

type Unchanging<T> = T extends string | number | boolean
  ? T
  : T extends object
    ? { readonly [Key in keyof T]: Unchanging<T[Key]> }
    : T;

/** The value that a schema describes, which nobody changes. */
export type Inferred<Schema extends z.ZodType> = Unchanging<z.output<Schema>>;

type Issue = z.core.$ZodIssue;

interface SchemaIssue {
  /** Where it is, such as `racks.b07.feeds[0].volts`; empty for the whole document. */
  readonly path: string;
  readonly reason: string;
}

/** The issues of a refused document, each with its own place; a union speaks through the branch that fits best. */
export const schemaIssues = (error: Pick<z.core.$ZodError, 'issues'>): readonly SchemaIssue[] =>
  error.issues.flatMap((issue) => flatten(issue, []));

function flatten(issue: Issue, above: readonly PropertyKey[]): readonly SchemaIssue[] {
  const path = [...above, ...issue.path];
  if (issue.code === 'invalid_union') {
    const branch = closestBranch(issue.errors);
    if (branch !== undefined) return branch.flatMap((inner) => flatten(inner, path));
  }
  if (issue.code === 'invalid_key') {
    return issue.issues.map(({ message }) => ({ path: formatPath(path), reason: message }));
  }
  return [{ path: formatPath(path), reason: issue.message }];
}

interface UnreadKey {
  readonly path: readonly PropertyKey[];
  /** What is wrong with the object that has it. */
  readonly reason: string;
}

/** The keys that nothing reads. */
export const unreadKeys = (error: Pick<z.core.$ZodError, 'issues'>): readonly UnreadKey[] =>
  error.issues.flatMap((issue) => unreadIn(issue, []));

function unreadIn(issue: Issue, above: readonly PropertyKey[]): readonly UnreadKey[] {
  const path = [...above, ...issue.path];
  if (issue.code === 'unrecognized_keys') {
    return issue.keys.map((key) => ({ path: [...path, key], reason: issue.message }));
  }
  if (issue.code !== 'invalid_union') return [];
  return (closestBranch(issue.errors) ?? []).flatMap((inner) => unreadIn(inner, path));
}

/** The branch that read furthest before it failed; where all failed at once, the one with the fewest complaints. */
function closestBranch(branches: readonly (readonly Issue[])[]): readonly Issue[] | undefined {
  const reach = (branch: readonly Issue[]): number =>
    Math.max(...branch.map((issue) => (issue.code === 'unrecognized_keys' ? -1 : issue.path.length)));
  return [...branches].sort((a, b) => reach(b) - reach(a) || a.length - b.length)[0];
}

/** A path as people write it: dots between names, brackets around indices. */
export const formatPath = (path: readonly PropertyKey[]): string =>
  path
    .map((part, index) =>
      typeof part === 'number' ? `[${part}]` : `${index === 0 ? '' : '.'}${String(part)}`,
    )
    .join('');

/** The arguments of a refinement that lets a record hold so many entries at most. */
export const atMost = (limit: number) =>
  [
    (entries: Readonly<Record<string, unknown>>) => Object.keys(entries).length <= limit,
    { message: `at most ${counted(limit, 'entry', 'entries')}` },
  ] as const;

/** An object without keys, such as the input of a call that asks for all there is. */
export const Nothing = z.strictObject({});
