import { Button } from '#renderer/components/button';
import page from '#renderer/components/page.module.css';
import { useFormats } from '#renderer/format/format';
import { useMessage } from '#renderer/i18n/use-language';
import type { Money } from '#shared/money/money';
import type { Quote, QuoteLine, QuoteSection } from '#shared/quote/quote';
import type { QuoteDraft } from '#shared/quote/record';
import { LineEditor, withLineEdit } from './line-editor';
import styles from './quote.module.css';

interface Row {
  readonly name: string;
  readonly money: Money;
}

/** Sums, discounts, taxes and the total; below it what recurs and what it is in another currency. */
function Totals({ quote }: { readonly quote: Quote }) {
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

interface QuotePreviewProps {
  readonly quote: Quote;
  readonly draft: QuoteDraft;
  /** Absent for a quote that stands. */
  readonly onChange: ((draft: QuoteDraft) => void) | undefined;
  /** Takes back that items without a price are left out. */
  readonly onIncludeAgain: () => void;
}

/** The quote as it would be sent: sections with their lines, the sums, and what it rests on. */
export function QuotePreview({ quote, draft, onChange, onIncludeAgain }: QuotePreviewProps) {
  const message = useMessage();
  const row = (line: QuoteLine) => (
    <Line key={line.key} line={line} quote={quote} draft={draft} onChange={onChange} />
  );
  return (
    <article className={styles.preview} aria-label={message('quote:preview')}>
      <header className={styles.head}>
        <h2>{message('quote:heading', { number: quote.number })}</h2>
        <p>{quote.title}</p>
      </header>
      <table className={styles.lines}>
        <caption className={page.hidden}>{message('quote:lines')}</caption>
        <LineHead />
        {quote.sections.map((section) => (
          <Section key={section.title} section={section} row={row} />
        ))}
        {(['options', 'alternates'] as const).map(
          (kind) =>
            quote[kind].length > 0 && (
              <tbody key={kind}>
                <tr className={styles.section}>
                  <th scope="rowgroup" colSpan={7}>
                    {message(`quote:${kind}`)}
                  </th>
                </tr>
                {quote[kind].map(row)}
              </tbody>
            ),
        )}
      </table>
      <Totals quote={quote} />
      {quote.notIncluded.length > 0 && (
        <NotIncluded quote={quote} draft={draft} onChange={onChange} onIncludeAgain={onIncludeAgain} />
      )}
      <section className={styles.assumptions} aria-label={message('quote:assumptions')}>
        <h3>{message('quote:assumptions')}</h3>
        <ul>
          {quote.assumptions.map((assumption) => (
            <li key={assumption}>{assumption}</li>
          ))}
        </ul>
      </section>
    </article>
  );
}

function LineHead() {
  const message = useMessage();
  return (
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
          {message('quote:discount')}
        </th>
        <th scope="col" className={styles.number}>
          {message('quote:extended')}
        </th>
        <td />
      </tr>
    </thead>
  );
}

function Section({
  section,
  row,
}: {
  readonly section: QuoteSection;
  readonly row: (line: QuoteLine) => React.ReactNode;
}) {
  const formats = useFormats();
  return (
    <tbody>
      <tr className={styles.section}>
        <th scope="rowgroup" colSpan={5}>
          {section.title}
        </th>
        <td className={styles.number}>{formats.money(section.total)}</td>
        <td />
      </tr>
      {section.lines.map(row)}
    </tbody>
  );
}

interface LineProps extends Omit<QuotePreviewProps, 'onIncludeAgain'> {
  readonly line: QuoteLine;
}

function Line({ line, quote, draft, onChange }: LineProps) {
  const message = useMessage();
  const formats = useFormats();
  const fromRacks = !line.key.startsWith('custom/') && !line.key.startsWith('service/');
  const count = formats.number(line.quantity, 0);
  const quantity =
    line.charge === 'once'
      ? count
      : message(`quote:per.${line.charge}`, { quantity: count, periods: line.periods });
  return (
    <tr>
      <td>{line.description}</td>
      <td className={styles.source}>{line.priceSource}</td>
      <td className={styles.number}>{quantity}</td>
      <td className={styles.number}>{formats.money(line.unitPrice)}</td>
      <td className={styles.number}>
        {line.discount.amount !== 0 && formats.money({ ...line.discount, amount: -line.discount.amount })}
      </td>
      <td className={styles.number}>{formats.money(line.extended)}</td>
      <td>
        {fromRacks && onChange && (
          <LineEditor
            lineKey={line.key}
            name={line.description}
            currency={quote.currency}
            draft={draft}
            onChange={onChange}
          />
        )}
      </td>
    </tr>
  );
}

/** What the amounts leave out: an item may be given a price right here, or be taken in again. */
function NotIncluded({ quote, draft, onChange, onIncludeAgain }: QuotePreviewProps) {
  const message = useMessage();
  const formats = useFormats();
  const excludedKeys = (item: string) =>
    Object.keys(draft.edits).filter((key) => key.endsWith(`/${item}`) && draft.edits[key]?.excluded);
  return (
    <section className={styles.assumptions} aria-label={message('quote:notIncluded')}>
      <h3>{message('quote:notIncluded')}</h3>
      <ul>
        {quote.notIncluded.map(({ item, description, quantity, because }) => (
          <li key={`${because}/${item}`}>
            {`${formats.number(quantity, 0)} × ${description}`}
            {onChange &&
              (because === 'no-price' ? (
                <LineEditor
                  lineKey={`all/${item}`}
                  name={description}
                  currency={quote.currency}
                  draft={draft}
                  onChange={onChange}
                />
              ) : (
                <Button
                  kind="quiet"
                  onClick={() =>
                    onChange(
                      excludedKeys(item).reduce(
                        (changed, key) => withLineEdit(changed, key, { excluded: false }),
                        draft,
                      ),
                    )
                  }
                >
                  {message('quote:line.include')}
                </Button>
              ))}
          </li>
        ))}
      </ul>
      {onChange && (
        <Button kind="quiet" onClick={onIncludeAgain}>
          {message('quote:includeAgain')}
        </Button>
      )}
    </section>
  );
}
