import type { ComparedCell, ComparedRow } from '#shared/compare/comparison';
import type { ComparisonReport } from '#main/exchange/comparison/report';

/** A comparison as Markdown: verdict, figures group by group, front, cost by year, chance and notes. */
export function comparisonMarkdownReport(report: ComparisonReport): string {
  const { words, title, day, fleets, verdicts, warnings, groups, front, chances } = report;
  const { say } = words;
  const head = fleets.map(({ name, isBaseline }) => (isBaseline ? `${name} (${say('baseline')})` : name));
  const sections = [
    `# ${escaped(title)}\n\n${day}\n`,
    `## ${say('verdictTitle')}\n\n${verdicts
      .map((sentences) =>
        sentences
          .map(({ text, tone }) => (tone === 'alarm' ? `- **${escaped(text)}**\n` : `- ${escaped(text)}\n`))
          .join(''),
      )
      .join('\n')}`,
    list(say('warningsTitle'), warnings),
    ...groups.map(
      (group) =>
        `## ${escaped(group.title)}\n\n${table(
          [say('figure'), ...head],
          group.rows.map(({ name, row }) => [name, ...row.cells.map((cell) => cellText(cell, row, report))]),
        )}`,
    ),
    list(say('front.title'), front),
    months(report),
    list(say('views.chance'), chances),
    list(say('report.notes'), notesOf(report)),
  ];
  return sections.filter((section) => section !== '').join('\n');
}

/** Notes on fleets and figures, each with what it is about. */
export const notesOf = ({ fleets, groups }: ComparisonReport): readonly string[] =>
  [...fleets, ...groups.flatMap(({ rows }) => rows)].flatMap(({ name, note }) =>
    note === '' ? [] : [`${name}: ${note}`],
  );

/** A value with its range, and against the baseline its difference and share. */
export function cellText(cell: ComparedCell, { unit }: ComparedRow, { words }: ComparisonReport): string {
  if (!cell.known) return words.say('unknown');
  const { difference, share } = cell;
  const against =
    difference === undefined || difference === 0
      ? ''
      : `; ${words.difference(difference, unit)}${share === undefined ? '' : ` (${words.change(share)})`}`;
  return `${words.range(cell, unit)}${against}`;
}

const MONTHS = 12;

/** What has been paid by the end of each year, and of the last month. */
export function yearlyPaid({
  comparison: { months },
}: ComparisonReport): readonly { readonly month: number; readonly paid: readonly (number | undefined)[] }[] {
  const last = Math.max(0, ...months.map((each) => (each?.typical.length ?? 1) - 1));
  return Array.from({ length: last + 1 }, (_, month) => month)
    .filter((month) => month % MONTHS === 0 || month === last)
    .map((month) => ({ month, paid: months.map((each) => each?.typical[month]) }));
}

function months(report: ComparisonReport): string {
  const { words, comparison, fleets } = report;
  const money = (amount: number | undefined): string =>
    amount === undefined ? '–' : words.quantity(amount, comparison.currency);
  return `## ${words.say('months.table')}\n\n${table(
    [words.say('months.month'), ...fleets.map(({ name }) => name)],
    yearlyPaid(report).map(({ month, paid }) => [String(month), ...paid.map(money)]),
  )}`;
}

const list = (title: string, items: readonly string[]): string =>
  items.length === 0 ? '' : `## ${escaped(title)}\n\n${items.map((item) => `- ${escaped(item)}\n`).join('')}`;

const line = (cells: readonly string[]): string => `| ${cells.map(escaped).join(' | ')} |\n`;

const table = (head: readonly string[], rows: readonly (readonly string[])[]): string =>
  `${line(head)}|---|${head
    .slice(1)
    .map(() => '---:|')
    .join('')}\n${rows.map(line).join('')}`;

/** Text that no reader of Markdown takes for markup, a link or HTML. */
const escaped = (text: string): string =>
  text.replaceAll(/[\\|*_<>[\]`#]/g, (character) => `\\${character}`).replaceAll(/\s+/g, ' ');
