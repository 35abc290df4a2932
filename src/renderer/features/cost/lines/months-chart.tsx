import { useMemo } from 'react';
import { majorUnitsOf } from '#shared/money/money';
import { costByMonths } from '#shared/plan/cost';
import type { WirePlan } from '#shared/plan/plan';
import page from '#renderer/components/page.module.css';
import plain from '#renderer/components/plain-table.module.css';
import { LineChart } from '#renderer/charts/line-chart';
import { useScenario } from '#renderer/documents/hooks';
import { useFormats } from '#renderer/format/format';
import { useMessage } from '#renderer/i18n/use-language';

const TABLE_STEP = 12;

/** What has been paid by the end of every month, as a line within its range, and by the year as a table. */
export function MonthsChart({ cost }: { readonly cost: WirePlan['cost'] }) {
  const message = useMessage();
  const formats = useFormats();
  const finance = useScenario((scenario) => scenario.finance);
  const months = useMemo(() => costByMonths(cost, finance), [cost, finance]);
  const { currency } = cost;
  const series = useMemo(() => {
    const named = (name: string, of: 'paid' | 'capital', index: number) => ({
      name,
      series: index,
      look: 'plain' as const,
      points: months.map((each) => ({ x: each.month, y: majorUnitsOf(each[of].typical) })),
      ...(of === 'paid' && {
        band: months.map(({ month, paid }) => ({
          x: month,
          low: majorUnitsOf(paid.low),
          high: majorUnitsOf(paid.high),
        })),
      }),
    });
    return [
      named(message('cost:months.paid'), 'paid', 2),
      named(message('cost:months.capital'), 'capital', 4),
    ];
  }, [months, message]);
  const axes = useMemo(() => {
    const short = (value: number) => formats.quantity(value * 10 ** digitsOf(cost), currency).value;
    return {
      x: { title: message('cost:months.month'), format: (value: number) => formats.number(value, 0) },
      y: { title: currency, format: short, min: 0 },
    };
  }, [formats, message, currency, cost]);
  const last = months.at(-1);
  const money = formats.moneyShort;
  const summary =
    last === undefined
      ? ''
      : message('cost:months.summary', {
          months: last.month,
          total: money(last.paid.typical),
          capital: money(last.capital.typical),
        });
  const shown = months.filter(({ month }) => month % TABLE_STEP === 0 || month === last?.month);
  return (
    <section className={page.block}>
      <LineChart
        title={message('cost:months.title')}
        summary={summary}
        series={series}
        heightPixels={220}
        {...axes}
      />
      <details>
        <summary>{message('cost:months.table')}</summary>
        <table className={plain.table} aria-label={message('cost:months.table')}>
          <thead>
            <tr>
              <th scope="col">{message('cost:months.month')}</th>
              {(['capital', 'running', 'paid'] as const).map((column) => (
                <th key={column} scope="col" className={plain.number}>
                  {message(`cost:months.${column}`)}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {shown.map(({ month, capital, running, paid }) => (
              <tr key={month}>
                <th scope="row">{formats.number(month)}</th>
                <td className={plain.number}>{formats.money(capital.typical)}</td>
                <td className={plain.number}>{formats.money(running.typical)}</td>
                <td className={plain.number}>{formats.money(paid.typical)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </details>
    </section>
  );
}

/** Decimals of the currency: what minor units are to major ones. */
const digitsOf = ({ total }: WirePlan['cost']): number =>
  total.typical.amount === 0 ? 2 : Math.round(Math.log10(total.typical.amount / majorUnitsOf(total.typical)));
