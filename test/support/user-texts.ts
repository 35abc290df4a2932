import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import ts from 'typescript';

/** A text that people read, with where it stands: a file and the key, path or line in it. */
export interface UserText {
  readonly place: string;
  readonly text: string;
}

const root = join(import.meta.dirname, '..', '..');
const read = (path: string): string => readFileSync(join(root, path), 'utf8');
const filesIn = (folder: string, pattern: RegExp): readonly string[] =>
  readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })
    .filter((name) => pattern.test(name))
    .sort()
    .map((name) => `${folder}/${name.replaceAll('\\', '/')}`);

/** Every text of a JSON value by its path, of an array's entries by their ids. */
function textsOfJson(value: unknown, path: string): readonly (readonly [string, string])[] {
  if (typeof value === 'string') return [[path, value]];
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, inner]: [string, unknown]) => {
    const id = typeof inner === 'object' && inner !== null && 'id' in inner ? String(inner.id) : key;
    return textsOfJson(inner, path === '' ? id : `${path}.${id}`);
  });
}

const textsOfFile = (path: string): readonly UserText[] =>
  textsOfJson(JSON.parse(read(path)), '').map(([key, text]) => ({ place: `${path} ${key}`, text }));

/** The messages of a language. */
export const messagesIn = (language: string): readonly UserText[] =>
  filesIn(`resources/locales/${language}`, /\.json$/).flatMap(textsOfFile);

/** Fields of data that hold identifiers, addresses or other people's titles. */
const NOT_PROSE = /(?:^|\.)(?:id|url|title|path|source|expression)$/;

/** Remarks, names and reasons in the data that ships: catalogue, examples, measured cases. */
export const textsOfData = (): readonly UserText[] =>
  ['resources/catalogue', 'resources/examples', 'resources/validation']
    .flatMap((folder) => filesIn(folder, /\.json$/))
    .flatMap(textsOfFile)
    .filter(({ place, text }) => text.includes(' ') && !NOT_PROSE.test(place));

/** A notation of the assembly language, and names of operations: no sentences. */
const NOTATION = /^(?:load \{\{\}\} \{\{\}\} row|\{\{\}\} lane sums$)/;

/** Words of the sources: help and messages of commands, refusals, descriptions of schemas. `{{}}` is what is filled in. */
export const textsOfSources = (): readonly UserText[] =>
  ['src/main', 'src/shared', 'src/renderer']
    .flatMap((folder) => filesIn(folder, /\.tsx?$/))
    .flatMap(textsOfSource)
    .filter(({ text }) => !NOTATION.test(text));

function textsOfSource(path: string): readonly UserText[] {
  const source = ts.createSourceFile(path, read(path), ts.ScriptTarget.Latest);
  const texts: UserText[] = [];
  const visit = (node: ts.Node): void => {
    if (ts.isImportDeclaration(node) || ts.isExportDeclaration(node)) return;
    const text = textOf(node);
    if (text !== undefined && /[A-Za-z},.] [A-Za-z({“]/.test(text)) {
      const { line } = source.getLineAndCharacterOfPosition(node.getStart(source));
      texts.push({ place: `${path}:${line + 1}`, text });
    }
    ts.forEachChild(node, visit);
  };
  visit(source);
  return texts;
}

function textOf(node: ts.Node): string | undefined {
  if (ts.isStringLiteral(node) || ts.isNoSubstitutionTemplateLiteral(node)) return node.text;
  if (!ts.isTemplateExpression(node)) return undefined;
  return node.head.text + node.templateSpans.map(({ literal }) => `{{}}${literal.text}`).join('');
}

/** The lines of documents, without what stands between code marks. */
export const linesOf = (paths: readonly string[]): readonly UserText[] =>
  paths.flatMap((path) =>
    read(path)
      .split('\n')
      .map((line, index) => ({ place: `${path}:${index + 1}`, text: line.replaceAll(/`[^`]*`/g, '``') })),
  );

/** The documents for users and for who works on Fleetwright. */
export const documents = (): readonly UserText[] =>
  linesOf([
    'README.md',
    'CONTRIBUTING.md',
    ...filesIn('docs/guide', /\.md$/),
    ...filesIn('docs/models', /\.md$/),
  ]);

/** The titles of decision records. */
export const titlesOfDecisions = (): readonly UserText[] =>
  filesIn('docs/decisions', /^\d{4}-.*\.md$/).map((path) => ({
    place: `${path}:1`,
    text: read(path).split('\n', 1)[0] ?? '',
  }));
