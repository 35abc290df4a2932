import { isMap, isScalar, Lexer, LineCounter, parseDocument, visit } from 'yaml';
import { failure, fileTooLarge, type Refusal, type Result, success } from '#shared/refusal/refusal';
import { counted } from '#shared/text/plural';

/**
 * Device types of the public library are a few kilobytes; a whole chassis with its ports some hundred. Time grows with the
 * marks and words of a document faster than with its bytes, so both have a limit. An export holds thousands of documents.
 */
export const yamlLimits = {
  fileBytes: 64 * 1024 * 1024,
  bytes: 256 * 1024,
  lexemes: 100_000,
  depth: 12,
} as const;

const notYaml = (message: string, line: number): Refusal => ({
  code: 'file-not-yaml',
  message: `The file is not YAML: line ${line}: ${message}`,
  params: { line, reason: message },
});

const tooDeep: Refusal = {
  code: 'file-too-deep',
  message: `The file nests deeper than ${counted(yamlLimits.depth, 'level')}.`,
  params: { found: yamlLimits.depth, line: 1, column: 1 },
};

const tooManyMarks: Refusal = notYaml(`it has more than ${counted(yamlLimits.lexemes, 'token')}`, 1);

/** One document of a file, with the line that it begins on. */
export interface YamlDocument {
  readonly line: number;
  readonly read: Result<unknown, Refusal>;
}

/**
 * The documents of a YAML text as plain data whose scalars are texts as they stand there, or null: NetBox writes YAML 1.1, in
 * which `08` is a text and `yes` a truth, and what a scalar means is for the field to say. Each document is read on its own, so
 * that a bad one refuses itself only. Aliases are refused, because a few lines of them can stand for more values than memory
 * holds, and so is what is large, deep, repeated or not YAML.
 */
export function readYamlDocuments(text: string): readonly YamlDocument[] {
  // No character takes fewer bytes than one.
  if (text.length > yamlLimits.fileBytes)
    return [{ line: 1, read: failure(fileTooLarge(text.length, yamlLimits.fileBytes)) }];
  const parts: { readonly line: number; readonly text: string }[] = [];
  let line = 1;
  // Three hyphens at the beginning of a line begin a document wherever they stand, in the text of a block as well.
  for (const part of text.replace(/^\uFEFF/, '').split(/^(?=---(?:\s|$))/m)) {
    const body = part.replace(/^---[^\S\n]*/, '').replace(/^\.\.\.[^\S\n]*$/m, '');
    if (/^[^\S\n]*[^\s#]/m.test(body)) parts.push({ line, text: body });
    line += part.split('\n').length - 1;
  }
  if (parts.length === 0) return [{ line: 1, read: failure(notYaml('the file is empty', 1)) }];
  return parts.map((part) => ({ line: part.line, read: readDocument(part.text, part.line - 1) }));
}

function readDocument(text: string, linesBefore: number): Result<unknown, Refusal> {
  if (text.length > yamlLimits.bytes) return failure(fileTooLarge(text.length, yamlLimits.bytes));
  const refused = refuseLexemes(text);
  if (refused !== undefined) return failure(refused);
  try {
    return parsed(text, linesBefore);
  } catch (error) {
    if (error instanceof ReferenceError) return failure(notYaml('aliases are not taken', linesBefore + 1));
    if (error instanceof RangeError) return failure(tooDeep);
    throw error;
  }
}

/** Why a text has more marks, or opens more brackets, than a parser should meet. */
function refuseLexemes(text: string): Refusal | undefined {
  let [count, open] = [0, 0];
  for (const lexeme of new Lexer().lex(text)) {
    if (lexeme === '[' || lexeme === '{') open += 1;
    if (lexeme === ']' || lexeme === '}') open -= 1;
    count += 1;
    if (open > yamlLimits.depth) return tooDeep;
    if (count > yamlLimits.lexemes) return tooManyMarks;
  }
  return undefined;
}

const NULL = /^(~|null|Null|NULL)?$/;

function parsed(text: string, linesBefore: number): Result<unknown, Refusal> {
  const lines = new LineCounter();
  const lineOf = (offset: number): number => linesBefore + (lines.linePos(offset).line || 1);
  // Each error quotes its line where it is made to read well, and compares each key with all where keys are to differ: a
  // line of quotation marks takes half a minute, a map of many keys as long.
  const document = parseDocument(text, {
    prettyErrors: false,
    uniqueKeys: false,
    logLevel: 'error',
    lineCounter: lines,
    schema: 'failsafe',
  });
  const [error] = document.errors;
  if (error !== undefined) {
    // The parser reports that it ran out of stack as a fault of the text.
    if (error.code === 'RESOURCE_EXHAUSTION' || /call stack/.test(error.message)) return failure(tooDeep);
    const [first = error.message] = error.message.split('\n');
    return failure(notYaml(first, lineOf(error.pos[0])));
  }
  const repeated = repeatedKeyAt(document);
  if (repeated !== undefined) return failure(notYaml('Map keys must be unique', lineOf(repeated)));
  visit(document, {
    Scalar: (_, scalar) => {
      if (scalar.type === 'PLAIN' && NULL.test(String(scalar.value))) scalar.value = null;
    },
  });
  const value: unknown = document.toJS({ maxAliasCount: 0 });
  return depthOf(value) > yamlLimits.depth ? failure(tooDeep) : success(value);
}

/** Where in the text the first key stands that its map has twice. */
function repeatedKeyAt(document: ReturnType<typeof parseDocument>): number | undefined {
  let found: number | undefined;
  visit(document, {
    Map: (_, map) => {
      const keys = new Set<unknown>();
      for (const { key } of isMap(map) ? map.items : []) {
        if (!isScalar(key)) continue;
        // As in the object that the map becomes, where every key is a text.
        const name = String(key.value);
        if (keys.has(name)) {
          found = key.range?.[0] ?? 0;
          return visit.BREAK;
        }
        keys.add(name);
      }
      return undefined;
    },
  });
  return found;
}

function depthOf(value: unknown, level = 0): number {
  if (typeof value !== 'object' || value === null || level > yamlLimits.depth) return level;
  return Object.values(value).reduce(
    (deepest: number, each) => Math.max(deepest, depthOf(each, level + 1)),
    level + 1,
  );
}
