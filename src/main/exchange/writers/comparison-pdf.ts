import type { Content, CustomTableLayout, TableCell, TDocumentDefinitions } from 'pdfmake/interfaces';
import type { ComparedCell, ComparedRow } from '#shared/compare/comparison';
import { majorUnitsOf, minorUnitsPerMajor } from '#shared/money/money';
import type { QuoteFonts } from '#main/quote/writers/fonts';
import { heading, ink, quoteTableLayouts } from '#main/quote/writers/pdf-layouts';
import { pdfOf } from '#main/quote/writers/pdf-engine';
import { CHART_TEXT, drawChart, type ChartLine, type DrawnChart } from '#main/exchange/comparison/chart';
import type { ComparisonReport, ReportGroup } from '#main/exchange/comparison/report';
import { notesOf, yearlyPaid } from './comparison-markdown';

const MARGIN = 40;
const PAGE_WIDTH = 841.89;
const CHART = { width: 372, height: 230 } as const;
/** Columns of fleets that one table holds beside the names of the figures; more go into tables below. */
const COLUMNS = 5;

/** Inks of the fleets on paper, told apart in grey as well by their names in the key. */
const inks = [
  '#c2571a',
  '#1f7a5c',
  '#3d56b0',
  '#a8357f',
  '#2b8297',
  '#77761d',
  '#6d3030',
  '#66707a',
] as const;
const inkOf = (index: number): string => inks[index % inks.length] ?? ink.text;

const layouts: Record<string, CustomTableLayout> = {
  ...quoteTableLayouts,
  figures: {
    vLineWidth: () => 0,
    hLineWidth: (row) => (row === 0 ? 0 : row === 1 ? 0.9 : 0.4),
    hLineColor: (row) => (row === 1 ? ink.strong : ink.rule),
    paddingLeft: (column) => (column === 0 ? 2 : 6),
    paddingRight: () => 2,
    paddingTop: () => 2,
    paddingBottom: () => 2,
  },
};

/** A comparison on A4 across: verdict, charts, figures, cost by year, chance, notes. Equal reports give equal bytes. */
export const comparisonPdf = (report: ComparisonReport, fonts: QuoteFonts): Promise<Uint8Array> =>
  pdfOf(documentOf(report), layouts, fonts);

function documentOf(report: ComparisonReport): TDocumentDefinitions {
  const { words, title, day } = report;
  const { say } = words;
  return {
    pageSize: 'A4',
    pageOrientation: 'landscape',
    pageMargins: [MARGIN, 44, MARGIN, 44],
    language: words.language,
    version: '1.7',
    displayTitle: true,
    info: {
      title,
      creator: 'Fleetwright',
      producer: 'Fleetwright',
      creationDate: new Date(`${day}T00:00:00Z`),
    },
    defaultStyle: { font: 'NotoSansSC', fontSize: 8.5, color: ink.text, lineHeight: 1.15 },
    styles: {
      title: { fontSize: 17, bold: true, lineHeight: 1 },
      heading: { fontSize: 10.5, bold: true, margin: [0, 12, 0, 4] },
      quiet: { color: ink.quiet, fontSize: 8 },
    },
    footer: (current, pages) => ({
      columns: [
        { text: `${title} · ${day}`, style: 'quiet' },
        {
          text: say('report.page', { page: current, pages }),
          style: 'quiet',
          alignment: 'right',
          width: 'auto',
        },
      ],
      margin: [MARGIN, 16, MARGIN, 0],
    }),
    content: [
      { text: title, style: 'title' },
      { text: day, style: 'quiet', margin: [0, 3, 0, 6] },
      key(report),
      heading(say('verdictTitle')),
      ...verdicts(report),
      charts(report),
      ...bullets('', report.front),
      ...bullets(say('views.chance'), report.chances),
      ...bullets(say('warningsTitle'), report.warnings),
      ...report.groups.flatMap((group) => figureTables(group, report)),
      ...paidTables(report),
      ...bullets(say('report.notes'), notesOf(report)),
    ],
  };
}

/** The fleets with their inks. */
const key = ({ fleets, words }: ComparisonReport): Content => ({
  text: fleets.flatMap(({ name, isBaseline }, index) => [
    { text: '■ ', color: inkOf(index) },
    { text: `${name}${isBaseline ? ` (${words.say('baseline')})` : ''}     ` },
  ]),
});

const verdicts = ({ verdicts: all }: ComparisonReport): Content[] =>
  all.map((sentences): Content => ({
    unbreakable: true,
    margin: [0, 0, 0, 6],
    stack: sentences.map(({ text, tone }, index): Content => ({
      text,
      bold: index === 0 || tone === 'alarm',
      ...(tone === 'alarm' ? { color: ink.alert } : {}),
    })),
  }));

/** A heading stays with its list as long as the list is not as long as a page. */
const LONG_LIST = 20;

const bullets = (title: string, texts: readonly string[]): Content[] =>
  texts.length === 0
    ? []
    : [
        {
          unbreakable: texts.length < LONG_LIST,
          stack: [
            ...(title === '' ? [] : [heading(title)]),
            { ul: texts.map((text) => ({ text })), fontSize: 8 },
          ],
        },
      ];

/** Cost against speed, and cost over months, side by side. */
function charts(report: ComparisonReport): Content {
  const { say } = report.words;
  const pictures = [
    { title: say('front.title'), chart: frontChart(report) },
    { title: say('months.title'), chart: monthsChart(report) },
  ].flatMap(({ title, chart }): Content[] =>
    chart === undefined ? [] : [{ stack: [heading(title), ...picture(chart)] }],
  );
  return { columns: pictures, columnGap: 16, unbreakable: true };
}

/** The drawing, and its texts laid over it from where it ends. */
const picture = ({ svg, labels }: DrawnChart): Content[] => [
  { svg, width: CHART.width },
  ...labels.map(({ text, x, y }): Content => ({
    text,
    relativePosition: { x, y: y - CHART.height },
    fontSize: CHART_TEXT,
    lineHeight: 1,
    color: ink.quiet,
    noWrap: true,
  })),
];

function frontChart({ comparison, words }: ComparisonReport): DrawnChart | undefined {
  const { points, scenarios, currency } = comparison;
  const major = minorUnitsPerMajor(currency);
  const estimated = points.filter(({ evidence }) => evidence === 'estimated');
  const lines = scenarios.flatMap((_, index): ChartLine[] => {
    const mine = estimated
      .filter(({ scenario }) => scenario === index)
      .toSorted((a, b) => a.tokensPerSecondPerUser - b.tokensPerSecondPerUser);
    const placed = (onFront: boolean) =>
      mine
        .filter((point) => point.onFront === onFront)
        .map((point) => ({
          x: point.tokensPerSecondPerUser,
          y: point.perMillionTokens.typical / major,
        }));
    return [
      { ink: inkOf(index), points: placed(false), look: 'faint' },
      { ink: inkOf(index), points: placed(true), look: 'points' },
    ];
  });
  return drawChart({
    ...CHART,
    lines,
    x: { title: words.say('front.pace'), logarithmic: true, format: (value) => words.quantity(value, '1') },
    y: {
      title: words.say('front.cost', { currency }),
      logarithmic: true,
      format: (value) => words.quantity(value * major, currency),
    },
  });
}

function monthsChart({ comparison, words }: ComparisonReport): DrawnChart | undefined {
  const { months, currency } = comparison;
  const lines = months.flatMap((each, index): ChartLine[] =>
    each === null
      ? []
      : [
          {
            ink: inkOf(index),
            look: 'line',
            points: each.typical.map((amount, month) => ({
              x: month,
              y: majorUnitsOf({ amount, currency }),
            })),
          },
        ],
  );
  return drawChart({
    ...CHART,
    lines,
    x: {
      title: words.say('months.month'),
      logarithmic: false,
      format: (value) => words.quantity(value, '1'),
    },
    y: {
      title: currency,
      logarithmic: false,
      format: (value) => words.quantity(value * minorUnitsPerMajor(currency), currency),
    },
  });
}

/** Which fleets stand in each table: so many at once, the baseline in every one. */
function slices({ fleets }: ComparisonReport): readonly (readonly number[])[] {
  const baseline = fleets.findIndex(({ isBaseline }) => isBaseline);
  if (fleets.length <= COLUMNS) return [fleets.map((_, index) => index)];
  const others = fleets.flatMap((_, index) => (index === baseline ? [] : [index]));
  const width = COLUMNS - 1;
  return Array.from({ length: Math.ceil(others.length / width) }, (_, part) => [
    baseline,
    ...others.slice(part * width, (part + 1) * width),
  ]);
}

const FIRST_COLUMN = 170;
const widthsFor = (columns: number): number[] => {
  const rest = PAGE_WIDTH - 2 * MARGIN - FIRST_COLUMN - 10 * (columns + 1);
  return [FIRST_COLUMN, ...Array.from({ length: columns }, () => rest / columns)];
};

const headCells = (first: string, columns: readonly number[], { fleets }: ComparisonReport): TableCell[] => [
  { text: first, bold: true },
  ...columns.map((index): TableCell => ({
    text: fleets[index]?.name ?? '',
    bold: true,
    alignment: 'right',
    color: inkOf(index),
  })),
];

const figureTables = (group: ReportGroup, report: ComparisonReport): Content[] =>
  slices(report).map((columns): Content => ({
    margin: [0, 10, 0, 0],
    layout: 'figures',
    table: {
      headerRows: 1,
      dontBreakRows: true,
      keepWithHeaderRows: 1,
      widths: widthsFor(columns.length),
      body: [
        headCells(group.title, columns, report),
        ...group.rows.map(({ name, row }): TableCell[] => [
          name,
          ...columns.map((index) => valueCell(row.cells[index], row, report)),
        ]),
      ],
    },
  }));

/** A value over its difference from the baseline. */
function valueCell(cell: ComparedCell | undefined, row: ComparedRow, { words }: ComparisonReport): TableCell {
  if (cell?.known !== true) return { text: words.say('unknown'), color: ink.quiet, alignment: 'right' };
  const { difference, share } = cell;
  const against =
    difference === undefined || difference === 0
      ? []
      : [
          {
            text: `\n${words.difference(difference, row.unit)}${share === undefined ? '' : ` (${words.change(share)})`}`,
            color: ink.quiet,
            fontSize: 7.5,
          },
        ];
  return { alignment: 'right', text: [{ text: words.range(cell, row.unit) }, ...against] };
}

function paidTables(report: ComparisonReport): Content[] {
  const { words, comparison } = report;
  return slices(report).map((columns): Content => ({
    margin: [0, 10, 0, 0],
    layout: 'figures',
    table: {
      headerRows: 1,
      dontBreakRows: true,
      widths: widthsFor(columns.length),
      body: [
        headCells(words.say('months.table'), columns, report),
        ...yearlyPaid(report).map(({ month, paid }): TableCell[] => [
          words.say('months.after', { month }),
          ...columns.map((index): TableCell => {
            const amount = paid[index];
            return {
              text: amount === undefined ? '–' : words.quantity(amount, comparison.currency),
              alignment: 'right',
            };
          }),
        ]),
      ],
    },
  }));
}
