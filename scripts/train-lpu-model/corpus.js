import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** The text that the model is trained on: the prose of this repository's own documents, in one fixed order. */

const folders = ['docs', 'docs/guide', 'docs/models', 'docs/decisions'];
const files = ['README.md', 'CONTRIBUTING.md', 'CHANGELOG.md'];

const inFolder = (root, folder) =>
  readdirSync(join(root, folder))
    .filter((name) => name.endsWith('.md'))
    .sort()
    .map((name) => `${folder}/${name}`);

/** Paragraphs of prose: without code, tables, addresses and marks, each on one line. */
export function proseOf(markdown) {
  return markdown
    .replace(/```[\s\S]*?```/g, '')
    .split(/\n\s*\n/)
    .map((paragraph) =>
      paragraph
        .split('\n')
        .filter((line) => !/^\s*(\||#|<|!\[)/.test(line))
        .join(' ')
        .replace(/\[([^\]]*)\]\([^)]*\)/g, '$1')
        .replace(/[*_`]/g, '')
        .replace(/[^\x20-\x7e]/g, ' ')
        .replace(/\s+/g, ' ')
        .trim(),
    )
    .filter((paragraph) => paragraph.length > 40 && /[a-z] [a-z]/.test(paragraph));
}

export const corpusOf = (root) =>
  [...files, ...folders.flatMap((folder) => inFolder(root, folder))]
    .flatMap((name) => proseOf(readFileSync(join(root, name), 'utf8')))
    .join('\n');
