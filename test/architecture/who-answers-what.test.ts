import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';

/** The table "Who answers what" of docs/architecture.md: every function that it names must be there to be asked. */

const root = join(import.meta.dirname, '..', '..');

/** What a table row says of one question, as names of code and paths in the order of the row. */
interface Row {
  readonly question: string;
  readonly names: readonly string[];
  readonly paths: readonly string[];
}

const isPath = (text: string): boolean => text.includes('/');

function rowsIn(document: string): readonly Row[] {
  const [, section = ''] = document.split('\n## Who answers what\n');
  const [table = ''] = section.split('\n## ');
  return [...table.matchAll(/^\| (?!Question|-)(.+?) +\| (.+?) +\|$/gm)].map(
    ([, question = '', answer = '']) => {
      const quoted = [...answer.matchAll(/`([^`]+)`/g)].flatMap(([, text]) => text ?? []);
      return {
        question,
        names: quoted.filter((text) => !isPath(text)),
        paths: quoted.filter(isPath),
      };
    },
  );
}

/** Tests are named from the root of the project, code from the root of its sources. */
const inProject = (path: string): string => join(root, path.startsWith('test/') ? '' : 'src', path);

function sourcesBelow(path: string): readonly string[] {
  if (statSync(path).isFile()) return [readFileSync(path, 'utf8')];
  return readdirSync(path).flatMap((name) => sourcesBelow(join(path, name)));
}

const rows = rowsIn(readFileSync(join(root, 'docs', 'architecture.md'), 'utf8'));

describe('the table of who answers what', () => {
  it('is read', () => {
    expect(rows.length).toBeGreaterThan(10);
    expect(rows.flatMap(({ names }) => names).length).toBeGreaterThan(20);
  });

  it.each(rows)('names files that are there: $question', ({ paths }) => {
    expect(paths.filter((path) => !existsSync(inProject(path)))).toEqual([]);
  });

  it.each(rows)('names what those files export: $question', ({ names, paths }) => {
    const sources = paths
      .filter((path) => !path.startsWith('test/'))
      .flatMap((path) => sourcesBelow(inProject(path)));
    const exported = (name: string): boolean =>
      sources.some((source) =>
        new RegExp(`^export (?:const|function|async function|interface|type|class) ${name}\\b`, 'm').test(
          source,
        ),
      );
    expect(names.filter((name) => !exported(name))).toEqual([]);
  });
});
