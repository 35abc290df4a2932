import { useMemo } from 'react';
import type { Comparison } from '#shared/compare/comparison';
import { monthsSentences } from '#shared/compare/words';
import { majorUnitsOf, minorUnitsPerMajor } from '#shared/money/money';
import { LineChart } from '#renderer/charts/line-chart';
import type { LineSeries } from '#renderer/charts/line-chart-datasets';
import page from '#renderer/components/page.module.css';
import table from '#renderer/components/plain-table.module.css';
import { CsvButton } from '#renderer/components/save-table';
import { useFormats } from '#renderer/format/format';
import { useMessage } from '#renderer/i18n/use-language';
import styles from './compare.module.css';
import { useSpeaking } from './verdict-panel';

const TABLE_STEP = 12;
/** Bands of more fleets than this would lie over each other. */
const BANDS = 3;

/** What each fleet has cost by the end of every month: capital and running cost together, with who has cost less from when. */
export function MonthsView({ comparison }: { readonly comparison: Comparison }) {
  const message = useMessage();
  const formats = useFormats();
  const speaking = useSpeaking();
  const { currency, months, scenarios, verdicts } = comparison;
  const series = useMemo(() => seriesOf(comparison), [comparison]);
  const axes = useMemo(
    () => ({
      x: { title: message('compare:months.month'), format: (value: number) => formats.number(value, 0) },
      y: {
        title: currency,
        format: (value: number) => formats.quantity(value * minorUnitsPerMajor(currency), currency).value,
        min: 0,
      },
    }),
    [formats, message, currency],
  );
  const last = Math.max(0, ...months.map((each) => (each?.typical.length ?? 1) - 1));
  const shown = Array.from({ length: last + 1 }, (_, month) => month).filter(
    (month) => month % TABLE_STEP === 0 || month === last,
  );
  const unpriced = scenarios.filter((_, index) => months[index] === null);
  const paid = (index: number, month: number): number | undefined => months[index]?.typical[month];
  const title = message('compare:months.table');
  const csv = () => ({
    name: title,
    rows: [
      [message('compare:months.month'), ...scenarios.map(({ name }) => name)],
      ...Array.from({ length: last + 1 }, (_, month) => [
        month,
        ...scenarios.map((__, index) => {
          const amount = paid(index, month);
          return amount === undefined ? null : majorUnitsOf({ amount, currency });
        }),
      ]),
    ],
  });
  return (
    <section className={page.block}>
      <ul className={styles.chances}>
        {verdicts.flatMap((verdict) =>
          monthsSentences(comparison, verdict, speaking).map(({ text }) => (
            <li key={verdict.other}>{text}</li>
          )),
        )}
      </ul>
      <p className={page.intro}>{message('compare:months.intro')}</p>
      <LineChart
        title={message('compare:months.title')}
        summary={message('compare:months.summary', { count: series.length, months: last })}
        series={series}
        heightPixels={320}
        {...axes}
      />
      {unpriced.length > 0 && (
        <p className={page.note}>
          {message('compare:months.unpriced', { names: unpriced.map(({ name }) => name).join(', ') })}
        </p>
      )}
      <div className={page.bar}>
        <span className={page.subheading}>{title}</span>
        <span className={page.spring} />
        <CsvButton title={title} table={csv} />
      </div>
      <div className={page.scroller} tabIndex={0} role="region" aria-label={title}>
        <table className={table.table}>
          <thead>
            <tr>
              <th scope="col">{message('compare:months.month')}</th>
              {scenarios.map(({ id, name }) => (
                <th key={id} scope="col" className={table.number}>
                  {name}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {shown.map((month) => (
              <tr key={month}>
                <th scope="row">{formats.number(month)}</th>
                {scenarios.map(({ id }, index) => {
                  const amount = paid(index, month);
                  return (
                    <td key={id} className={table.number}>
                      {amount === undefined ? '–' : formats.money({ amount, currency })}
                    </td>
                  );
                })}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </section>
  );
}

function seriesOf({ months, scenarios, currency }: Comparison): readonly LineSeries[] {
  const major = (amount: number | undefined): number => majorUnitsOf({ amount: amount ?? 0, currency });
  return months.flatMap((each, index): LineSeries[] => {
    if (each === null) return [];
    const { low, typical, high } = each;
    return [
      {
        name: scenarios[index]?.name ?? '',
        series: index,
        look: 'plain',
        points: typical.map((amount, month) => ({ x: month, y: major(amount) })),
        ...(months.length <= BANDS && {
          band: typical.map((_, month) => ({ x: month, low: major(low[month]), high: major(high[month]) })),
        }),
      },
    ];
  });
}
