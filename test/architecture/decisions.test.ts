import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';

const folder = join(import.meta.dirname, '..', '..', 'docs', 'decisions');
const files = readdirSync(folder)
  .filter((file) => file !== 'README.md')
  .sort();

const link = String.raw`\[\d{4}\]\(\d{4}-[a-z0-9-]+\.md\)`;
const links = `${link}(?:, ${link})*`;
const statusForm = new RegExp(
  `^Status: (?:accepted|accepted, superseded in part by ${links}|superseded by ${links})$`,
);
const supersedesForm = new RegExp(`^Supersedes(?: in part)?: ${links}$`);

const linkedFiles = (line: string): readonly string[] =>
  [...line.matchAll(/\]\((\d{4}-[a-z0-9-]+\.md)\)/g)].flatMap(([, file]) => file ?? []);

interface DecisionRecord {
  readonly file: string;
  readonly number: string;
  readonly title: string;
  readonly status: string;
  readonly supersedes: readonly string[];
  readonly problems: readonly string[];
}

/** What is wrong with the form of a record, as instructions to its author. */
const formProblems = (file: string, lines: readonly string[]): readonly string[] => {
  const problems: string[] = [];
  const number = file.slice(0, 4);
  if (!/^\d{4}-[a-z0-9-]+\.md$/.test(file)) problems.push('name the file NNNN-short-title.md');
  if (!new RegExp(`^# ${number} \\S`).test(lines[0] ?? '')) {
    problems.push(`line 1 must be "# ${number} Title" (no colon, four digits): "${lines[0] ?? ''}"`);
  }
  if (!statusForm.test(lines[2] ?? '')) {
    problems.push(
      `line 3 must be "Status: accepted" or "Status: superseded by [NNNN](file.md)": "${lines[2] ?? ''}"`,
    );
  }
  const supersedes = lines.filter((line) => line.startsWith('Supersedes'));
  if (supersedes.some((line) => !supersedesForm.test(line))) {
    problems.push('write "Supersedes: [NNNN](file.md)" or "Supersedes in part: [NNNN](file.md)"');
  }
  const headings = lines.filter((line) => line.startsWith('## '));
  if (headings.join() !== '## Context,## Decision,## Consequences') {
    problems.push(
      `the headings must be Context, Decision, Consequences, each once and in this order: ${headings.join(', ') || 'none'}`,
    );
  }
  headings.forEach((heading) => {
    const next = lines.slice(lines.indexOf(heading) + 1).find((line) => line.trim() !== '');
    if (next === undefined || next.startsWith('## ')) problems.push(`"${heading}" is empty`);
  });
  return problems.map((problem) => `${file}: ${problem}`);
};

const readRecord = (file: string, text: string): DecisionRecord => {
  const lines = text.split('\n');
  return {
    file,
    number: file.slice(0, 4),
    title: (lines[0] ?? '').replace(/^# \d{4} /, ''),
    status: (lines[2] ?? '').replace(/^Status: /, ''),
    supersedes: lines.filter((line) => line.startsWith('Supersedes')).flatMap(linkedFiles),
    problems: formProblems(file, lines),
  };
};

/** Records of which one names the other as its successor or predecessor, and the other does not. */
const oneWayLinks = (records: readonly DecisionRecord[]): readonly string[] =>
  records.flatMap((record) => [
    ...linkedFiles(record.status)
      .filter((file) => !records.find((other) => other.file === file)?.supersedes.includes(record.file))
      .map((file) => `${file} must say "Supersedes: [${record.number}](${record.file})"`),
    ...record.supersedes
      .filter((file) => {
        const other = records.find((candidate) => candidate.file === file);
        return !linkedFiles(other?.status ?? '').includes(record.file);
      })
      .map((file) => `${file} must have a status with "superseded by [${record.number}](${record.file})"`),
  ]);

const records = files.map((file) => readRecord(file, readFileSync(join(folder, file), 'utf8')));

describe('decision records', () => {
  it.each(records)('$file is in the form that docs/decisions/README.md describes', ({ problems }) => {
    expect(problems).toEqual([]);
  });

  it('have numbers of their own', () => {
    const numbers = records.map(({ number }) => number);
    expect(numbers.filter((number, place) => numbers.indexOf(number) !== place)).toEqual([]);
  });

  it('are all in the index, in order, with their titles and statuses', () => {
    const index = readFileSync(join(folder, 'README.md'), 'utf8');
    const listed = index.split('\n').filter((line) => /^- \[\d{4}\]/.test(line));
    const expected = records.map(
      ({ number, file, title, status }) =>
        `- [${number}](${file}) ${title} (${status.replace(/\[(\d{4})\]\([^)]*\)/g, '$1')})`,
    );
    expect(listed).toEqual(expected);
  });

  it('name their successors and predecessors in both directions', () => {
    expect(oneWayLinks(records)).toEqual([]);
  });

  it('are told clearly what is missing', () => {
    expect(
      readRecord('0999-an-example.md', '# 999: An example\n\n**Decided** today.\n\n## Why\n').problems,
    ).toEqual([
      '0999-an-example.md: line 1 must be "# 0999 Title" (no colon, four digits): "# 999: An example"',
      '0999-an-example.md: line 3 must be "Status: accepted" or "Status: superseded by [NNNN](file.md)": "**Decided** today."',
      '0999-an-example.md: the headings must be Context, Decision, Consequences, each once and in this order: ## Why',
      '0999-an-example.md: "## Why" is empty',
    ]);
    expect(
      oneWayLinks([
        readRecord('0998-old.md', '# 0998 Old\n\nStatus: accepted\n'),
        readRecord('0999-new.md', '# 0999 New\n\nStatus: accepted\n\nSupersedes: [0998](0998-old.md)\n'),
      ]),
    ).toEqual(['0998-old.md must have a status with "superseded by [0999](0999-new.md)"']);
  });
});
