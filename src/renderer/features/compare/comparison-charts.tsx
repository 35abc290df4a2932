import { useMemo } from 'react';
import type { ComparedRow, Comparison } from '#shared/compare/comparison';
import { RangeBars, type RangeBar } from '#renderer/charts/range-bars';
import { type Formats, useFormats } from '#renderer/format/format';
import { useMessage } from '#renderer/i18n/use-language';
import styles from './compare.module.css';
import { nameOf } from './comparison-table';

/** What decides most comparisons; each is drawn when some scenario has a value for it. Their table is the one below. */
const chartedRows = [
  'cost.capital',
  'power.typical',
  'performance.outputTokensPerSecondPerUser',
  'performance.outputTokensPerSecond',
  'cost.perMillionOutputTokens',
] as const;

/** The deciding figures as bars, each scenario in its own colour, with whiskers for the ranges. */
export function ComparisonCharts({ comparison }: { readonly comparison: Comparison }) {
  const rows = chartedRows.flatMap((name) => {
    const row = comparison.rows.find((candidate) => candidate.name === name);
    return row?.cells.some(({ known }) => known) ? [row] : [];
  });
  return (
    <div className={styles.charts}>
      {rows.map((row) => (
        <ComparedBars key={row.name} row={row} comparison={comparison} />
      ))}
    </div>
  );
}

interface ComparedBarsProps {
  readonly row: ComparedRow;
  readonly comparison: Comparison;
}

function ComparedBars({ row, comparison }: ComparedBarsProps) {
  const formats = useFormats();
  const message = useMessage();
  const bars = useMemo(() => barsOf(row, comparison), [row, comparison]);
  const format = useMemo(() => formatIn(row.unit, formats), [row.unit, formats]);
  const spoken = bars
    .map(({ name, value }) => `${name}: ${value ? format(value.typical) : message('compare:unknown')}`)
    .join('; ');
  return <RangeBars title={nameOf(row)} summary={`${nameOf(row)}. ${spoken}`} bars={bars} format={format} />;
}

const barsOf = (row: ComparedRow, { scenarios }: Comparison): readonly RangeBar[] =>
  scenarios.map(({ name }, index) => {
    const cell = row.cells[index];
    return { name, series: index, value: cell?.known ? cell : undefined };
  });

const formatIn =
  (unit: string, formats: Formats) =>
  (value: number): string =>
    formats.shown(value, unit);
