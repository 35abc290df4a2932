import { parse, YAMLParseError } from 'yaml';
import { fileTooLarge } from '#shared/file-too-large';
import type { Refusal } from '#shared/refusal';
import { failure, success, type Result } from '#shared/result';

/** Device types of the public library are a few kilobytes; a whole chassis with its ports some hundred. */
export const yamlLimits = { bytes: 1024 * 1024, depth: 12 } as const;

const notYaml = (message: string, line: number): Refusal => ({
  code: 'file-not-yaml',
  message: `The file is not YAML: line ${line}: ${message}`,
  params: { line, reason: message },
});

const tooDeep: Refusal = {
  code: 'file-too-deep',
  message: `The file nests deeper than ${yamlLimits.depth} levels.`,
  params: { found: yamlLimits.depth, line: 1, column: 1 },
};

/**
 * The one document of a YAML text as plain data. Aliases are refused, because a few lines of them can stand for more
 * values than memory holds, and so is what is large, deep, repeated or not YAML.
 */
export function readYaml(text: string): Result<unknown, Refusal> {
  if (text.length > yamlLimits.bytes) return failure(fileTooLarge(text.length, yamlLimits.bytes));
  try {
    const value: unknown = parse(text, { maxAliasCount: 0, uniqueKeys: true, logLevel: 'error' });
    return depthOf(value) > yamlLimits.depth ? failure(tooDeep) : success(value);
  } catch (error) {
    if (error instanceof YAMLParseError) {
      // The parser reports that it ran out of stack as a fault of the text.
      if (error.code === 'RESOURCE_EXHAUSTION' || /call stack/.test(error.message)) return failure(tooDeep);
      const [first = error.message] = error.message.split('\n');
      return failure(notYaml(first.replace(/ at line \d+, column \d+:?$/, ''), error.linePos?.[0].line ?? 1));
    }
    if (error instanceof ReferenceError) return failure(notYaml('aliases are not taken', 1));
    if (error instanceof RangeError) return failure(tooDeep);
    throw error;
  }
}

function depthOf(value: unknown, level = 0): number {
  if (typeof value !== 'object' || value === null || level > yamlLimits.depth) return level;
  return Math.max(level + 1, ...Object.values(value).map((each) => depthOf(each, level + 1)));
}
