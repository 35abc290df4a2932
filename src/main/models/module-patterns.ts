import { counted } from '#shared/text/plural';
/** Patterns by which quantisations name modules: whole names, parts of names, wildcards, and regular expressions after `re:`. */

export interface ModulePattern {
  readonly written: string;
  readonly kind: 'name' | 'wildcard' | 'expression';
  readonly matches: (name: string) => boolean;
}

const MOST_CHARACTERS = 300;
const MOST_REPEATS = 6;

/** The pattern that a text writes, or why it cannot be one. */
export function patternOf(text: string): ModulePattern | string {
  if (text === '' || text.length > MOST_CHARACTERS)
    return `must have 1 to ${counted(MOST_CHARACTERS, 'character')}`;
  if (text.startsWith('re:')) return expressionOf(text, text.slice(3));
  if (/[()|\\^$[\]]/.test(text)) return expressionOf(text, text);
  if (text.includes('*')) return wildcardOf(text);
  const inside = `.${text}.`;
  return { written: text, kind: 'name', matches: (name) => `.${name}.`.includes(inside) };
}

/** What begins the name of a whole model's module; other patterns may begin at any word of it. */
const ROOTS = /^(\*|model\.|language_model\.|backbone\.|transformer\.)/;

function wildcardOf(written: string): ModulePattern {
  const patterns = [written, `${written}.*`];
  const rooted = ROOTS.test(written);
  const matches = (name: string): boolean => {
    for (let start = 0; start >= 0;) {
      const rest = name.slice(start);
      if (patterns.some((pattern) => fits(rest, pattern))) return true;
      const next = name.indexOf('.', start);
      start = rooted || next < 0 ? -1 : next + 1;
    }
    return false;
  };
  return { written, kind: 'wildcard', matches };
}

/** Whether a whole name fits a pattern in which `*` stands for anything; in time linear in both for each star. */
function fits(name: string, pattern: string): boolean {
  let [at, from, star, mark] = [0, 0, -1, 0];
  while (at < name.length) {
    if (pattern[from] === '*') {
      star = from;
      mark = at;
      from += 1;
    } else if (pattern[from] === name[at]) {
      at += 1;
      from += 1;
    } else if (star >= 0) {
      mark += 1;
      at = mark;
      from = star + 1;
    } else return false;
  }
  while (pattern[from] === '*') from += 1;
  return from === pattern.length;
}

/** A regular expression that can be tried safely: without look-behind, references and repeats within repeats. */
function expressionOf(written: string, source: string): ModulePattern | string {
  const repeats = source.match(/(?<!\\)[*+]|\{\d+,\d*\}/g)?.length ?? 0;
  const nested = /\([^()]*[*+}][^()]*\)[*+{]/.test(source) || /\(\?<|\\[1-9k]/.test(source);
  if (nested || repeats > MOST_REPEATS) {
    return 'is a regular expression that is too intricate to be tried safely';
  }
  try {
    const expression = new RegExp(source);
    return { written, kind: 'expression', matches: (name) => expression.test(name) };
  } catch {
    return 'is not a regular expression';
  }
}
