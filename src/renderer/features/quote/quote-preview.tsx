import type { Quote, QuoteSection } from '#shared/quote/quote';
import { Button } from '../../components/button';
import { useFormats } from '../../format/use-formats';
import { useMessage } from '../../i18n/use-language';
import styles from './quote.module.css';

export interface QuotePreviewProps {
  readonly quote: Quote;
  /** Takes back that items without a price are left out. */
  readonly onIncludeAgain: () => void;
}

/** The quote as it would be sent: sections with their lines, then the sums. */
export function QuotePreview({ quote, onIncludeAgain }: QuotePreviewProps) {
  const message = useMessage();
  const formats = useFormats();
  return (
    <article className={styles.preview} aria-label={message('quote:preview')}>
      <header className={styles.head}>
        <h2>{message('quote:heading', { number: quote.number })}</h2>
        <p>{message('quote:priceBook', { date: quote.internal.priceBookDate })}</p>
      </header>
      <table className={styles.lines}>
        <caption className={styles.hidden}>{message('quote:lines')}</caption>
        <thead>
          <tr>
            <th scope="col">{message('quote:description')}</th>
            <th scope="col">{message('quote:source')}</th>
            <th scope="col" className={styles.number}>
              {message('quote:quantity')}
            </th>
            <th scope="col" className={styles.number}>
              {message('quote:unitPrice')}
            </th>
            <th scope="col" className={styles.number}>
              {message('quote:extended')}
            </th>
          </tr>
        </thead>
        {quote.sections.map((section) => (
          <Section key={section.title} section={section} />
        ))}
      </table>
      <Totals quote={quote} />
      {quote.notIncluded.length > 0 && <NotIncluded quote={quote} onIncludeAgain={onIncludeAgain} />}
      <section className={styles.assumptions} aria-label={message('quote:assumptions')}>
        <h3>{message('quote:assumptions')}</h3>
        <ul>
          {quote.assumptions.map((assumption) => (
            <li key={assumption}>{assumption}</li>
          ))}
        </ul>
        {quote.internal.goodsRange.low.amount !== quote.internal.goodsRange.high.amount && (
          <p>
            {message('quote:range', {
              low: formats.money(quote.internal.goodsRange.low),
              high: formats.money(quote.internal.goodsRange.high),
            })}
          </p>
        )}
      </section>
    </article>
  );
}

function NotIncluded({ quote: { notIncluded }, onIncludeAgain }: QuotePreviewProps) {
  const message = useMessage();
  const formats = useFormats();
  return (
    <section className={styles.assumptions} aria-label={message('quote:notIncluded')}>
      <h3>{message('quote:notIncluded')}</h3>
      <ul>
        {notIncluded.map(({ item, description, quantity }) => (
          <li key={item}>{`${formats.number(quantity, 0)} × ${description}`}</li>
        ))}
      </ul>
      <Button kind="quiet" onClick={onIncludeAgain}>
        {message('quote:includeAgain')}
      </Button>
    </section>
  );
}

function Section({ section }: { readonly section: QuoteSection }) {
  const formats = useFormats();
  return (
    <tbody>
      <tr className={styles.section}>
        <th scope="rowgroup" colSpan={4}>
          {section.title}
        </th>
        <td className={styles.number}>{formats.money(section.total)}</td>
      </tr>
      {section.lines.map((line) => (
        <tr key={line.item}>
          <td>{line.description}</td>
          <td className={styles.source}>{line.priceSource}</td>
          <td className={styles.number}>{formats.number(line.quantity, 0)}</td>
          <td className={styles.number}>{formats.money(line.unitPrice)}</td>
          <td className={styles.number}>{formats.money(line.extended)}</td>
        </tr>
      ))}
    </tbody>
  );
}

function Totals({ quote }: { readonly quote: Quote }) {
  const message = useMessage();
  const formats = useFormats();
  const rows = [
    { name: message('quote:subtotal'), money: quote.subtotal },
    ...(quote.discount.amount === 0
      ? []
      : [
          {
            name: message('quote:discount'),
            money: { ...quote.discount, amount: -quote.discount.amount },
          },
        ]),
    ...quote.taxes.map(({ name, amount }) => ({ name, money: amount })),
  ];
  return (
    <dl className={styles.totals}>
      {rows.map(({ name, money }) => (
        <div key={name}>
          <dt>{name}</dt>
          <dd>{formats.money(money)}</dd>
        </div>
      ))}
      <div className={styles.total}>
        <dt>{message('quote:total')}</dt>
        <dd>{formats.money(quote.total)}</dd>
      </div>
    </dl>
  );
}
