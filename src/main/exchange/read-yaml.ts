import { isMap, isScalar, Lexer, LineCounter, parseDocument, visit } from 'yaml';
import { failure, fileTooLarge, type Refusal, type Result, success } from '#shared/refusal/refusal';
import { counted } from '#shared/text/plural';

/**
 * Device types of the public library are a few kilobytes; a whole chassis with its ports some hundred. Time grows with the
 * marks and words of a file faster than with its bytes, so both have a limit.
 */
export const yamlLimits = { bytes: 256 * 1024, lexemes: 100_000, depth: 12 } as const;

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

/**
 * The one document of a YAML text as plain data. Aliases are refused, because a few lines of them can stand for more
 * values than memory holds, and so is what is large, deep, repeated or not YAML.
 */
export function readYaml(text: string): Result<unknown, Refusal> {
  // No character takes fewer bytes than one.
  if (text.length > yamlLimits.bytes) return failure(fileTooLarge(text.length, yamlLimits.bytes));
  const refused = refuseLexemes(text);
  if (refused !== undefined) return failure(refused);
  try {
    return parsed(text);
  } catch (error) {
    if (error instanceof ReferenceError) return failure(notYaml('aliases are not taken', 1));
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

function parsed(text: string): Result<unknown, Refusal> {
  const lines = new LineCounter();
  // Each error quotes its line where it is made to read well, and compares each key with all where keys are to differ: a
  // line of quotation marks takes half a minute, a map of many keys as long.
  const document = parseDocument(text, {
    prettyErrors: false,
    uniqueKeys: false,
    logLevel: 'error',
    lineCounter: lines,
  });
  const [error] = document.errors;
  if (error !== undefined) {
    // The parser reports that it ran out of stack as a fault of the text.
    if (error.code === 'RESOURCE_EXHAUSTION' || /call stack/.test(error.message)) return failure(tooDeep);
    const [first = error.message] = error.message.split('\n');
    return failure(notYaml(first, lines.linePos(error.pos[0]).line || 1));
  }
  const repeated = repeatedKeyAt(document);
  if (repeated !== undefined)
    return failure(notYaml('Map keys must be unique', lines.linePos(repeated).line));
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
