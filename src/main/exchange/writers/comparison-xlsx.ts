import writeXlsxFile, { type Cell, type Row, type Sheet } from 'write-excel-file/universal';
import type { ComparedCell } from '#shared/compare/comparison';
import { currencyOfUnit, majorUnitsOf, minorUnitsPerMajor } from '#shared/money/money';
import { head, percentage, plainNumber, strong, text, title, wrapped } from '#main/quote/writers/xlsx-cells';
import type { ComparisonReport, ReportRow } from '#main/exchange/comparison/report';
import { notesOf, yearlyPaid } from './comparison-markdown';

/**
 * A comparison as a workbook: the verdict, the figures as numbers in base units with difference and share, the points of cost
 * against speed, and what has been paid by month. Texts are stored as texts, which no spreadsheet evaluates.
 */
export async function comparisonXlsx(report: ComparisonReport): Promise<Uint8Array> {
  const sheets = [verdictSheet(report), figureSheet(report), pointSheet(report), monthSheet(report)];
  const blob = await writeXlsxFile(sheets, { fontFamily: 'Noto Sans SC', fontSize: 10 }).toBlob();
  return new Uint8Array(await blob.arrayBuffer());
}

const ALARM = '#9C2F24';

const alarming = (value: string): Cell => ({
  value,
  type: String,
  wrap: true,
  alignVertical: 'top',
  fontWeight: 'bold',
  textColor: ALARM,
});

function verdictSheet(report: ComparisonReport): Sheet<Blob> {
  const { words, verdicts, warnings, front, chances } = report;
  const { say } = words;
  const part = (label: string, texts: readonly string[]): Row[] =>
    texts.length === 0 ? [] : [[strong(label)], ...texts.map((each) => [wrapped(each)]), []];
  return {
    sheet: say('verdictTitle'),
    columns: [{ width: 130 }],
    data: [
      [title(report.title)],
      [text(report.day)],
      [],
      ...verdicts.flatMap((sentences): Row[] => [
        ...sentences.map(({ text: said, tone }): Row => [tone === 'alarm' ? alarming(said) : wrapped(said)]),
        [],
      ]),
      ...part(say('warningsTitle'), warnings),
      ...part(say('front.title'), front),
      ...part(say('views.chance'), chances),
      ...part(say('report.notes'), notesOf(report)),
    ],
  };
}

const valueIn = (value: number, unit: string): number => {
  const currency = currencyOfUnit(unit);
  return currency === undefined ? value : value / minorUnitsPerMajor(currency);
};

function figureSheet(report: ComparisonReport): Sheet<Blob> {
  const { words, fleets, groups } = report;
  const { say } = words;
  const heads = fleets.flatMap(({ name, isBaseline }): Cell[] =>
    isBaseline
      ? [head(`${name} (${say('baseline')})`, 'right')]
      : [head(name, 'right'), head('Δ', 'right'), head('%', 'right')],
  );
  return {
    sheet: say('views.figures'),
    stickyRowsCount: 1,
    stickyColumnsCount: 3,
    columns: [{ width: 24 }, { width: 40 }, { width: 9 }, ...heads.map(() => ({ width: 18 }))],
    data: [
      [
        head(say('report.group')),
        head(say('figure')),
        head(say('report.unit')),
        ...heads,
        head(say('report.notes')),
      ],
      ...groups.flatMap((group) => group.rows.map((row) => figureRow(group.title, row, report))),
    ],
  };
}

function figureRow(group: string, { name, note, row }: ReportRow, { fleets, words }: ComparisonReport): Row {
  const cells = row.cells.flatMap((cell, index): Row =>
    fleets[index]?.isBaseline
      ? [valueCell(cell, row.unit, words.say('unknown'))]
      : [valueCell(cell, row.unit, words.say('unknown')), ...differenceCells(cell, row.unit)],
  );
  return [text(group), text(name), text(row.unit === '1' ? '' : row.unit), ...cells, text(note)];
}

const valueCell = (cell: ComparedCell, unit: string, unknown: string): Cell =>
  cell.known ? plainNumber(valueIn(cell.typical, unit)) : { value: unknown, type: String, align: 'right' };

function differenceCells(cell: ComparedCell, unit: string): Row {
  if (!cell.known) return [null, null];
  const { difference, share } = cell;
  return [
    difference === undefined ? null : plainNumber(valueIn(difference, unit)),
    share === undefined ? null : percentage(share),
  ];
}

function pointSheet({ words, comparison }: ComparisonReport): Sheet<Blob> {
  const { say } = words;
  const { points, scenarios, currency } = comparison;
  const major = (value: number): number => value / minorUnitsPerMajor(currency);
  return {
    sheet: say('views.front'),
    stickyRowsCount: 1,
    columns: [
      { width: 36 },
      { width: 36 },
      { width: 14 },
      { width: 10 },
      ...Array.from({ length: 5 }, () => ({ width: 16 })),
    ],
    data: [
      [
        head(say('front.fleet')),
        head(say('front.deployment')),
        head(say('front.kind')),
        head(say('front.batchColumn'), 'right'),
        head(say('front.pace'), 'right'),
        head(say('front.cost', { currency }), 'right'),
        head(say('front.low'), 'right'),
        head(say('front.high'), 'right'),
        head(say('front.front')),
      ],
      ...points.map((point): Row => [
        text(scenarios[point.scenario]?.name ?? ''),
        text(point.deployment),
        text(say(`front.${point.evidence}`)),
        point.batch === undefined ? null : plainNumber(point.batch),
        plainNumber(point.tokensPerSecondPerUser),
        plainNumber(major(point.perMillionTokens.typical)),
        plainNumber(major(point.perMillionTokens.low)),
        plainNumber(major(point.perMillionTokens.high)),
        text(point.onFront ? '✓' : ''),
      ]),
    ],
  };
}

function monthSheet(report: ComparisonReport): Sheet<Blob> {
  const { words, comparison, fleets } = report;
  const { currency } = comparison;
  return {
    sheet: words.say('views.months'),
    stickyRowsCount: 1,
    columns: [{ width: 10 }, ...fleets.map(() => ({ width: 20 }))],
    data: [
      [head(words.say('months.month')), ...fleets.map(({ name }) => head(`${name} (${currency})`, 'right'))],
      ...yearlyPaid(report).map(({ month, paid }): Row => [
        plainNumber(month),
        ...paid.map((amount) =>
          amount === undefined ? null : plainNumber(majorUnitsOf({ amount, currency })),
        ),
      ]),
    ],
  };
}
