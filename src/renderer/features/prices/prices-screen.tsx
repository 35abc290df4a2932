import { useState } from 'react';
import { useStore } from 'zustand';
import { moneyOf } from '#shared/money';
import { priceCells, priceColumns } from '#shared/price-table';
import { UserPrice } from '#shared/scenario/user-catalogue';
import { Button } from '../../components/button';
import { EmptyState } from '../../components/empty-state';
import { Menu } from '../../components/menu';
import page from '../../components/page.module.css';
import { Table, type Column } from '../../components/table';
import { useCatalogue, useDocuments } from '../../documents/hooks';
import { useWorkbench } from '../../documents/workbench';
import { useFormats } from '../../format/use-formats';
import { refusalText } from '../../i18n/refusal-text';
import { useMessage } from '../../i18n/use-language';
import { PriceForm } from './price-form';
import { ageOf, itemsOf } from './price-items';
import styles from './prices.module.css';
import { useUses } from './use-uses';

const dayOf = (milliseconds: number): string => new Date(milliseconds).toISOString().slice(0, 10);

/** The user's own price book: what suppliers ask, from when and until when, and who reckons with it. */
export function PricesScreen() {
  const message = useMessage();
  const formats = useFormats();
  const catalogue = useCatalogue();
  const { prices: book } = useWorkbench();
  const byId = useStore(book.store, ({ records }) => records);
  const currency = useDocuments(({ opened, current }) => (current && opened[current]?.currency) ?? 'USD');
  const [edited, setEdited] = useState<UserPrice>();
  const items = itemsOf(catalogue);
  const uses = useUses();
  const prices = Object.values(byId);
  const [today] = useState(() => dayOf(Date.now()));
  const nameOf = (id: string): string => items.find((item) => item.id === id)?.name ?? id;
  const begin = (item = items[0]?.id ?? '') =>
    setEdited(
      UserPrice.parse({
        id: `price-${crypto.randomUUID()}`,
        item,
        currency,
        low: 0,
        typical: 0,
        high: 0,
        observedOn: today,
      }),
    );
  const missing = uses.items.filter(
    ({ id }) =>
      !prices.some(({ item }) => item === id) && items.some((item) => item.id === id && !item.published),
  );
  const columns: readonly Column<UserPrice>[] = [
    {
      id: 'item',
      title: message('prices:item'),
      heads: true,
      sortBy: ({ item }) => nameOf(item),
      cell: (price) => (
        <Button
          kind="quiet"
          aria-label={message('prices:edit', { item: nameOf(price.item) })}
          onClick={() => setEdited(price)}
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
      cell: ({ low, typical, high, currency: own, tiers }) => (
        <>
          {formats.money(moneyOf(typical, own))}
          {low !== high && (
            <span className={styles.quiet}>
              {` ${formats.money(moneyOf(low, own))} – ${formats.money(moneyOf(high, own))}`}
            </span>
          )}
          {tiers.map((tier) => (
            <span key={tier.fromQuantity} className={styles.quiet}>
              {` ≥ ${formats.number(tier.fromQuantity, 0)}: ${formats.money(moneyOf(tier.typical, own))}`}
            </span>
          ))}
        </>
      ),
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
      cell: ({ observedOn }) => observedOn,
    },
    {
      id: 'until',
      title: message('prices:validUntil'),
      sortBy: ({ validUntil }) => validUntil ?? '',
      cell: ({ validUntil }) => validUntil ?? '–',
    },
    {
      id: 'age',
      title: message('prices:age'),
      cell: (price) => {
        const age = ageOf(price, today);
        const text =
          age.kind === 'stale' ? message('prices:stale', { days: age.days }) : message(`prices:${age.kind}`);
        return (
          <span className={styles.age} data-age={age.kind}>
            {text}
          </span>
        );
      },
    },
    { id: 'uses', title: message('prices:usedBy'), cell: ({ item }) => uses.describe(item) },
    {
      id: 'more',
      title: <span className={page.hidden}>{message('prices:actions')}</span>,
      cell: (price) => (
        <Menu
          label={`${message('prices:actions')} ${nameOf(price.item)}`}
          items={[
            {
              id: 'remove',
              label: message('prices:remove'),
              onSelect: () =>
                book.change({
                  name: { key: 'commands:removePrice', params: { item: nameOf(price.item) } },
                  remove: [price.id],
                }),
            },
          ]}
        />
      ),
    },
  ];
  return (
    <div className={styles.screen}>
      <div className={styles.bar}>
        <Button kind="primary" icon="plus" onClick={() => begin()}>
          {message('prices:add')}
        </Button>
        <ImportExport prices={prices} />
        <span className={styles.quiet}>{message('prices:published')}</span>
      </div>
      {prices.length === 0 ? (
        <EmptyState title={message('prices:empty')} text={message('prices:emptyHint')} />
      ) : (
        <Table caption={message('prices:title')} columns={columns} rows={prices} rowKey={({ id }) => id} />
      )}
      {missing.length > 0 && (
        <section aria-label={message('prices:missing')}>
          <h3 className={styles.heading}>{message('prices:missing')}</h3>
          <ul className={styles.missing}>
            {missing.map(({ id }) => (
              <li key={id}>
                <Button kind="quiet" icon="plus" onClick={() => begin(id)}>
                  {message('prices:enterFor', { item: nameOf(id) })}
                </Button>
                <span className={styles.quiet}>{uses.describe(id)}</span>
              </li>
            ))}
          </ul>
        </section>
      )}
      {edited && (
        <PriceForm
          price={edited}
          items={items}
          onClose={() => setEdited(undefined)}
          onSave={(price) => {
            book.change({
              name: { key: 'commands:enterPrice', params: { item: nameOf(price.item) } },
              put: [price],
            });
            setEdited(undefined);
          }}
        />
      )}
    </div>
  );
}

const LARGEST_FILE = 8 * 1024 * 1024;

/** The price book as CSV, out and in; rows that are no prices are told with line and reason. */
function ImportExport({ prices }: { readonly prices: readonly UserPrice[] }) {
  const message = useMessage();
  const { api, notices, prices: book } = useWorkbench();
  const [faults, setFaults] = useState<readonly string[]>([]);
  const take = async (file: File): Promise<void> => {
    if (file.size > LARGEST_FILE) return;
    const answer = await api.readPriceTable({ text: await file.text() });
    if (!answer.ok) {
      setFaults([refusalText(answer.error)]);
      return;
    }
    const { prices: read, faults: refused } = answer.value;
    setFaults(refused.map(refusalText));
    if (read.length === 0) return;
    book.change({ name: { key: 'commands:importPrices', params: { count: read.length } }, put: read });
    notices.notify({ kind: 'done', text: message('prices:imported', { count: read.length }) });
  };
  const save = () =>
    void api
      .saveTable({
        suggestedName: `${message('prices:fileName')}.csv`,
        rows: [
          [...priceColumns],
          ...prices.map((price) => {
            const cells = priceCells(price);
            return priceColumns.map((column) => cells[column]);
          }),
        ],
      })
      .then((saved) => {
        if (!saved.ok) notices.notify({ kind: 'problem', text: refusalText(saved.error) });
      });
  return (
    <>
      <label className={styles.file}>
        <span>{message('prices:import')}</span>
        <input
          type="file"
          accept=".csv,text/csv"
          onChange={({ target }) => {
            const [file] = target.files ?? [];
            if (file) void take(file);
            target.value = '';
          }}
        />
      </label>
      <Button icon="export" disabled={prices.length === 0} onClick={save}>
        {message('prices:export')}
      </Button>
      {faults.length > 0 && (
        <div role="alert" className={styles.faults}>
          {message('prices:leftOut', { count: faults.length })}
          <ul>
            {faults.slice(0, 20).map((fault) => (
              <li key={fault}>{fault}</li>
            ))}
          </ul>
        </div>
      )}
    </>
  );
}
