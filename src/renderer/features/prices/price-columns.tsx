import { castDraft } from 'immer';
import { Button } from '#renderer/components/button';
import { Menu } from '#renderer/components/menu';
import page from '#renderer/components/page.module.css';
import type { Column } from '#renderer/components/table';
import type { Command } from '#renderer/documents/command';
import { scenarioOf } from '#renderer/documents/documents';
import { useCatalogue, useCommands, useDocuments } from '#renderer/documents/hooks';
import { useWorkbench } from '#renderer/documents/workbench';
import { useFormats } from '#renderer/format/format';
import { useMessage } from '#renderer/i18n/use-language';
import type { Price } from '#shared/catalogue/entries';
import { isKnown } from '#shared/catalogue/figure';
import { moneyOf } from '#shared/money/money';
import { userCatalogueOf, type UserPrice } from '#shared/scenario/user-catalogue';
import { ageOf, type PricedItem, type Uses } from './price-items';
import styles from './prices.module.css';

/** Between what the sources of a published price say that it lies, in major units; undefined where none says. */
function publishedRange({ amount }: Pick<Price, 'amount'>) {
  if (!isKnown(amount)) return undefined;
  return {
    low: Math.min(...amount.readings.map(({ low }) => low)),
    high: Math.max(...amount.readings.map(({ high }) => high)),
  };
}

interface Preference {
  /** Whether a scenario is open that can prefer anything. */
  readonly possible: boolean;
  /** Whether the open scenario reckons with the published price of an item although there is an own one. */
  readonly isPublished: (item: string) => boolean;
  readonly turn: (item: string, name: string) => void;
}

/** Lets the published price of an item count in a scenario, or the user's own again. */
const preferring = (item: string, name: string, published: boolean): Command => ({
  name: { key: published ? 'commands:countPublished' : 'commands:countOwn', params: { item: name } },
  recipe: (draft) => {
    const own = structuredClone(userCatalogueOf({ userCatalogue: draft.userCatalogue }));
    const others = own.publishedPrices.filter((each) => each !== item);
    draft.userCatalogue = castDraft({
      ...own,
      publishedPrices: published ? [...others, item].sort() : others,
    });
  },
});

/** Which price of an item counts in the open scenario. */
function usePreference(): Preference {
  const scenario = useDocuments(scenarioOf);
  const dispatch = useCommands();
  const isPublished = (item: string) => scenario?.userCatalogue?.publishedPrices.includes(item) ?? false;
  return {
    possible: scenario !== undefined,
    isPublished,
    turn: (item, name) => dispatch(preferring(item, name, !isPublished(item))),
  };
}

interface PriceColumnsOptions {
  readonly nameOf: (item: string) => string;
  readonly items: readonly PricedItem[];
  readonly today: string;
  readonly uses: Uses;
  readonly onEdit: (price: UserPrice) => void;
}

/** The columns of the price book, and what can be done with one price. */
export function usePriceColumns(options: PriceColumnsOptions): readonly Column<UserPrice>[] {
  const { nameOf, items, today, uses, onEdit } = options;
  const message = useMessage();
  const formats = useFormats();
  const { prices: book } = useWorkbench();
  const preference = usePreference();
  const publishedOf = (item: string) => items.find(({ id }) => id === item)?.published;
  const remove = (price: UserPrice) =>
    book.change({
      name: { key: 'commands:removePrice', params: { item: nameOf(price.item) } },
      remove: [price.id],
    });
  return [
    {
      id: 'item',
      title: message('prices:item'),
      heads: true,
      sortBy: ({ item }) => nameOf(item),
      cell: (price) => (
        <Button
          kind="quiet"
          aria-label={message('prices:edit', { item: nameOf(price.item) })}
          onClick={() => onEdit(price)}
        >
          {nameOf(price.item)}
        </Button>
      ),
    },
    {
      id: 'price',
      title: message('prices:price'),
      numeric: true,
      sortBy: ({ typical }) => typical,
      cell: ({ low, typical, high, currency, tiers }) => (
        <>
          {formats.money(moneyOf(typical, currency))}
          {low !== high && (
            <span className={styles.below}>
              {`${formats.money(moneyOf(low, currency))} – ${formats.money(moneyOf(high, currency))}`}
            </span>
          )}
          {tiers.map((tier) => (
            <span key={tier.fromQuantity} className={styles.below}>
              {`≥ ${formats.number(tier.fromQuantity, 0)}: ${formats.money(moneyOf(tier.typical, currency))}`}
            </span>
          ))}
        </>
      ),
    },
    {
      id: 'published',
      title: message('prices:publishedPrice'),
      numeric: true,
      cell: ({ item }) => <PublishedPrice price={publishedOf(item)} counts={preference.isPublished(item)} />,
    },
    {
      id: 'supplier',
      title: message('prices:supplier'),
      sortBy: ({ supplier }) => supplier,
      cell: ({ supplier, source }) => [supplier, source].filter(Boolean).join(', '),
    },
    {
      id: 'observed',
      title: message('prices:observedOn'),
      sortBy: ({ observedOn }) => observedOn,
      cell: ({ observedOn }) => <span className={styles.whole}>{observedOn}</span>,
    },
    {
      id: 'holds',
      title: message('prices:holds'),
      sortBy: ({ validUntil }) => validUntil ?? '',
      cell: ({ validFrom, validUntil }) =>
        validFrom === undefined && validUntil === undefined ? (
          '–'
        ) : (
          <>
            <span className={styles.whole}>{`${validFrom ?? ''} –`}</span>{' '}
            <span className={styles.whole}>{validUntil ?? ''}</span>
          </>
        ),
    },
    {
      id: 'age',
      title: message('prices:age'),
      cell: (price) => <Age price={price} today={today} />,
    },
    {
      id: 'uses',
      title: <span className={styles.whole}>{message('prices:usedBy')}</span>,
      cell: ({ item }) => <span className={styles.whole}>{uses.describe(item)}</span>,
    },
    {
      id: 'more',
      title: <span className={page.hidden}>{message('prices:actions')}</span>,
      cell: (price) => (
        <Menu
          label={`${message('prices:actions')} ${nameOf(price.item)}`}
          items={[
            ...(publishedOf(price.item) === undefined || !preference.possible
              ? []
              : [
                  {
                    id: 'prefer',
                    label: message(
                      preference.isPublished(price.item) ? 'prices:countOwn' : 'prices:countPublished',
                    ),
                    onSelect: () => preference.turn(price.item, nameOf(price.item)),
                  },
                ]),
            { id: 'remove', label: message('prices:remove'), onSelect: () => remove(price) },
          ]}
        />
      ),
    },
  ];
}

function Age({ price, today }: { readonly price: UserPrice; readonly today: string }) {
  const message = useMessage();
  const age = ageOf(price, today);
  return (
    <span className={styles.age} data-age={age.kind}>
      {age.kind === 'stale' ? message('prices:stale', { days: age.days }) : message(`prices:${age.kind}`)}
    </span>
  );
}

interface PublishedPriceProps {
  /** The id of the published price, where there is one. */
  readonly price: string | undefined;
  /** Whether it counts in the open scenario in place of the user's. */
  readonly counts: boolean;
}

/** What sources say that the item costs, so that the user's price can be judged by it. */
function PublishedPrice({ price: id, counts }: PublishedPriceProps) {
  const message = useMessage();
  const formats = useFormats();
  const price = useCatalogue().prices[id ?? ''];
  const range = price && publishedRange(price);
  if (price === undefined || range === undefined) return '–';
  const [low, high] = [range.low, range.high].map((amount) => formats.money(moneyOf(amount, price.currency)));
  return (
    <span className={counts ? styles.counts : styles.quiet}>
      {low === high ? low : `${low} – ${high}`}
      {counts && ` ${message('prices:countsHere')}`}
    </span>
  );
}
