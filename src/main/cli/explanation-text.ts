import texts from '../../../resources/locales/en/trace.json';
import type { Catalogue } from '#shared/catalogue/catalogue';
import type { ExplainedTrace, Explanation } from '#shared/plan/derived';
import { rangeText } from './figure-text';

/** A trace as an indented tree: each value, how it follows from those below it, and the sources at the ends. */
export const explanationText = (explanation: Explanation, catalogue: Catalogue): string =>
  lines(explanation, catalogue, 0)
    .map((line) => `${line}\n`)
    .join('');

function lines(explanation: Explanation, catalogue: Catalogue, depth: number): readonly string[] {
  const { name, of, count, value, unit, trace } = explanation;
  const times = count === undefined || count === 1 ? '' : `${count} × `;
  const owner = of === undefined ? '' : ` of ${of}`;
  const own = `${'  '.repeat(depth)}${times}${nameOf(name)}${owner}: ${rangeText(value, unit)}  [${originOf(trace, catalogue)}]`;
  const inputs = trace.kind === 'formula' ? trace.inputs : [];
  return [own, ...inputs.flatMap((input) => lines(input, catalogue, depth + 1))];
}

function textAt(tree: unknown, path: readonly string[]): string | undefined {
  const found = path.reduce<unknown>(
    (node, key) =>
      typeof node === 'object' && node !== null && Object.hasOwn(node, key)
        ? (node as Readonly<Record<string, unknown>>)[key]
        : undefined,
    tree,
  );
  return typeof found === 'string' ? found : undefined;
}

const nameOf = (name: string): string => textAt(texts.names, name.split('.')) ?? name;

function originOf(trace: ExplainedTrace, catalogue: Catalogue): string {
  switch (trace.kind) {
    case 'figure':
      return `${catalogue.sources[trace.source]?.title ?? trace.source}, ${trace.date}, ${trace.confidence}; ${trace.path}`;
    case 'given':
      return `given in the scenario: ${trace.path}`;
    case 'override':
      return `your own figure for ${trace.path}`;
    case 'formula':
      return [textAt(texts.formulas, [trace.formula]) ?? trace.formula, trace.reference]
        .filter((part) => part !== undefined)
        .join('; ');
  }
}
