import page from '#renderer/components/page.module.css';
import plain from '#renderer/components/plain-table.module.css';
import { RangeValue } from '#renderer/components/range-value';
import { CsvButton } from '#renderer/components/save-table';
import { Trace } from '#renderer/components/trace';
import styles from '#renderer/features/cost/cost.module.css';
import { useFormats } from '#renderer/format/format';
import { messageFor } from '#renderer/i18n/i18n';
import { useMessage } from '#renderer/i18n/use-language';
import { majorUnitsOf, type MoneyRange } from '#shared/money/money';
import { inMinorUnits, type MoneyRateRange } from '#shared/money/money-rate';
import type { WirePlan } from '#shared/plan/plan';

interface MoneyCellProps {
  readonly label: string;
  /** Its place in the plan. */
  readonly path: string;
  readonly range: MoneyRange | MoneyRateRange;
}

/** An amount with its range that opens where it comes from. */
export const MoneyCell = ({ label, path, range }: MoneyCellProps) => (
  <Trace label={label} path={path}>
    <RangeValue range={inMinorUnits(range)} unit={range.typical.currency} />
  </Trace>
);

/** What is bought, line by line, with what has no price named; every amount opens to its source. */
export function CapitalTable({ cost }: { readonly cost: WirePlan['cost'] }) {
  const message = useMessage();
  const formats = useFormats();
  const { lines, additions, unpriced, capital, currency } = cost;
  const goods = unpriced.filter(({ item }) => item !== 'energy' && item !== 'hosting');
  return (
    <section className={page.block}>
      <div className={styles.bar}>
        <h2 className={`${page.heading} ${styles.grow}`}>{message('cost:capital')}</h2>
        <SaveLines cost={cost} />
      </div>
      <table className={plain.table} aria-label={message('cost:capital')}>
        <thead>
          <tr>
            <th scope="col">{message('cost:item')}</th>
            <th scope="col" className={plain.number}>
              {message('cost:quantity')}
            </th>
            <th scope="col" className={plain.number}>
              {message('cost:unitPrice')}
            </th>
            <th scope="col" className={plain.number}>
              {message('cost:amount')}
            </th>
          </tr>
        </thead>
        <tbody>
          {lines.map(({ item, name, quantity, unitPrice, total }) => (
            <tr key={item}>
              <th scope="row">{name}</th>
              <td className={plain.number}>{formats.number(quantity)}</td>
              <td className={plain.number}>
                <MoneyCell label={name} path={`cost/lines/${item}/unitPrice`} range={unitPrice} />
              </td>
              <td className={plain.number}>
                <MoneyCell label={name} path={`cost/lines/${item}/total`} range={total} />
              </td>
            </tr>
          ))}
          {additions.map(({ item, total }) => (
            <tr key={item}>
              <th scope="row">{message(`cost:additions.${item}`)}</th>
              <td />
              <td />
              <td className={plain.number}>
                <MoneyCell
                  label={message(`cost:additions.${item}`)}
                  path={`cost/additions/${item}/total`}
                  range={total}
                />
              </td>
            </tr>
          ))}
          {goods.map(({ item, name, quantity, from }) => (
            <tr key={item}>
              <th scope="row">{messageFor(`cost:additions.${item}`) ?? name}</th>
              <td className={plain.number}>{formats.number(quantity)}</td>
              <td colSpan={2} className={`${plain.number} ${page.missing}`}>
                {from === undefined
                  ? message('cost:unpriced')
                  : message('cost:unconverted', { from, to: currency })}
              </td>
            </tr>
          ))}
          <tr className={plain.sum}>
            <th scope="row">{message('cost:capital')}</th>
            <td />
            <td />
            <td className={plain.number}>
              <MoneyCell label={message('cost:capital')} path="cost/capital" range={capital} />
            </td>
          </tr>
        </tbody>
      </table>
    </section>
  );
}

const amounts = ({ low, typical, high }: MoneyRange) => [low, typical, high].map(majorUnitsOf);

function SaveLines({ cost }: { readonly cost: WirePlan['cost'] }) {
  const message = useMessage();
  const rows = () => [
    ['', '', `low ${cost.currency}`, `typical ${cost.currency}`, `high ${cost.currency}`],
    ...cost.lines.map(({ name, quantity, total }) => [name, quantity, ...amounts(total)]),
    ...cost.additions.map(({ item, total }) => [message(`cost:additions.${item}`), 1, ...amounts(total)]),
    ...cost.unpriced.map(({ name, quantity }) => [name, quantity, null, null, null]),
    [message('cost:capital'), null, ...amounts(cost.capital)],
    [message('cost:running'), null, ...amounts(cost.runningPerYear)],
    [message('cost:totals.totalPerYear'), null, ...amounts(cost.totalPerYear)],
  ];
  return (
    <CsvButton
      title={message('cost:capital')}
      table={() => ({ name: message('cost:title'), rows: rows() })}
    />
  );
}
