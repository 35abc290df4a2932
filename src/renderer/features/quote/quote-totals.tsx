import type { Money } from '#shared/money';
import type { Quote } from '#shared/quote/quote';
import { useFormats } from '../../format/use-formats';
import { useMessage } from '../../i18n/use-language';
import styles from './quote.module.css';

interface Row {
  readonly name: string;
  readonly money: Money;
}

/** Sums, discounts, taxes and the total; below it what recurs and what it is in another currency. */
export function Totals({ quote }: { readonly quote: Quote }) {
  const message = useMessage();
  const formats = useFormats();
  const { discountGiven, discount, lineDiscounts } = quote;
  const minus = (money: Money): Money => ({ ...money, amount: 0 - money.amount });
  const rows: readonly Row[] = [
    ...(lineDiscounts.amount === 0
      ? []
      : [
          { name: message('quote:gross'), money: quote.gross },
          { name: message('quote:lineDiscounts'), money: minus(lineDiscounts) },
        ]),
    { name: message('quote:subtotal'), money: quote.subtotal },
    ...(discount.amount === 0
      ? []
      : [
          {
            name:
              discountGiven?.kind === 'share'
                ? message('quote:discountOf', { rate: formats.percent(discountGiven.share, 2) })
                : message('quote:discount'),
            money: minus(discount),
          },
        ]),
    ...quote.taxes.map(({ name, rate, base, amount }) => ({
      name: message('quote:taxOf', { name, rate: formats.percent(rate, 2), base: formats.money(base) }),
      money: amount,
    })),
  ];
  const beside: readonly Row[] = [
    ...(quote.recurring.length === 0 ? [] : [{ name: message('quote:paidOnce'), money: quote.once }]),
    ...quote.recurring.map(({ charge, periods, total }) => ({
      name: message(`quote:paid.${charge}`, { periods }),
      money: total,
    })),
    ...(quote.alsoIn === undefined
      ? []
      : [
          {
            name: message('quote:totalIn', { currency: quote.alsoIn.total.currency }),
            money: quote.alsoIn.total,
          },
        ]),
  ];
  const shown = ({ name, money }: Row) => (
    <div key={name}>
      <dt>{name}</dt>
      <dd>{formats.money(money)}</dd>
    </div>
  );
  return (
    <dl className={styles.totals}>
      {rows.map(shown)}
      <div className={styles.total}>
        <dt>{message('quote:total')}</dt>
        <dd>{formats.money(quote.total)}</dd>
      </div>
      {beside.map(shown)}
    </dl>
  );
}
