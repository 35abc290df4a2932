import texts from '../../../resources/locales/en/compare.json';
import type { ComparedCell, ComparedRow, Comparison } from '#shared/compare';
import { verdictSentences, type Speaking } from '#shared/compare-words';
import type { Say } from '#shared/estimate/verdict-words';
import { csvOf, type CsvCell } from '#shared/csv';
import { fillIn } from '#shared/fill-in';
import { rangeText } from './figure-text';
import { messageAt } from '#shared/message-at';
import { textTable } from './text-table';
import { figureWords, sayService } from './verdict-text';

const percent = new Intl.NumberFormat('en', {
  style: 'percent',
  signDisplay: 'exceptZero',
  maximumFractionDigits: 1,
});

const say: Say = (key, params = {}) => fillIn(messageAt(texts.verdict, key), params);
const speaking: Speaking = {
  say,
  service: sayService,
  words: figureWords,
};

const rowName = ({ name }: ComparedRow): string => messageAt(texts.rows, name);

function cellText(cell: ComparedCell, { unit }: ComparedRow): string {
  if (!cell.known) return texts.unknown;
  const share = cell.share === undefined || cell.share === 0 ? '' : `, ${percent.format(cell.share)}`;
  return `${rangeText(cell, unit)}${share}`;
}

const nameOf = (comparison: Comparison, index: number): string =>
  `${comparison.scenarios[index]?.name ?? ''}${index === comparison.baseline ? ' *' : ''}`;

/** The rows that tell fleets apart at a glance. */
const summary = [
  'hardware.accelerators',
  'power.typical',
  'cost.capital',
  'performance.outputTokensPerSecond',
  'performance.outputTokensPerSecondPerUser',
];

/** One line per fleet, then every figure with all fleets side by side, then what makes them hard to compare. */
export function comparisonText(comparison: Comparison): string {
  const chosen = summary.flatMap((name) => comparison.rows.filter((row) => row.name === name));
  const fleets = comparison.scenarios.map((_, index) => [
    nameOf(comparison, index),
    ...chosen.map((row) => withoutShare(row, index)),
  ]);
  const names = comparison.scenarios.map((_, index) => ({ head: nameOf(comparison, index) }));
  const rows = comparison.rows.map((row) => [
    `${messageAt(texts.groups, row.group)}: ${rowName(row)}`,
    ...row.cells.map((cell) => cellText(cell, row)),
  ]);
  return [
    textTable([{ head: 'Fleet' }, ...chosen.map((row) => ({ head: rowName(row) }))], fleets),
    verdictLines(comparison),
    textTable([{ head: texts.figure }, ...names], rows),
    `* the baseline, which differences are against\n${warningLines(comparison)}`,
  ].join('\n');
}

/** The verdicts, a paragraph a fleet; what forbids a plain comparison is marked. */
const verdictLines = (comparison: Comparison): string =>
  comparison.verdicts
    .map((verdict) =>
      verdictSentences(comparison, verdict, speaking)
        .map(({ text, tone }) => `${tone === 'alarm' ? '! ' : '  '}${text}\n`)
        .join(''),
    )
    .join('\n');

function withoutShare(row: ComparedRow, index: number): string {
  const cell = row.cells[index];
  return cell?.known === true ? rangeText(cell, row.unit) : texts.unknown;
}

const warningLines = ({ warnings }: Comparison): string =>
  warnings.map((warning) => `${messageAt(texts.warnings, warning)}\n`).join('');

/** The same table in Markdown. */
export function comparisonMarkdown(comparison: Comparison): string {
  const names = comparison.scenarios.map((_, index) => nameOf(comparison, index));
  const line = (cells: readonly string[]) => `| ${cells.map(escaped).join(' | ')} |\n`;
  const rows = comparison.rows.map((row) =>
    line([rowName(row), ...row.cells.map((cell) => cellText(cell, row))]),
  );
  const head = line([texts.figure, ...names]) + `|---|${names.map(() => '---:|').join('')}\n`;
  return `${head}${rows.join('')}\n\\* ${texts.baseline}\n\n${warningLines(comparison)}`;
}

const escaped = (text: string): string =>
  text.replaceAll(/[\\|*_<>[\]`]/g, (character) => `\\${character}`).replaceAll(/\s+/g, ' ');

/** The table as CSV for programs: low, typical and high of every scenario. */
export function comparisonCsv({ scenarios, rows }: Comparison): string {
  const head = scenarios.flatMap(({ name }) => [`${name}, low`, `${name}, typical`, `${name}, high`]);
  const values = (cell: ComparedCell): readonly CsvCell[] =>
    cell.known ? [cell.low, cell.typical, cell.high] : [undefined, undefined, undefined];
  return csvOf([
    ['name', 'unit', ...head],
    ...rows.map((row) => [row.name, row.unit, ...row.cells.flatMap(values)]),
  ]);
}
