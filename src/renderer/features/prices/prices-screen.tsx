import { useState } from 'react';
import { useStore } from 'zustand';
import { localDayOf } from '#shared/time/calendar-day';
import { UserPrice } from '#shared/scenario/user-catalogue';
import { Button } from '#renderer/components/button';
import { EmptyState } from '#renderer/components/empty-state';
import { Table } from '#renderer/components/table';
import { useCatalogue, useDocuments } from '#renderer/documents/hooks';
import { useWorkbench } from '#renderer/documents/workbench';
import { useMessage } from '#renderer/i18n/use-language';
import { PriceForm } from './price-form';
import { usePriceColumns } from './price-columns';
import { PriceFiles } from './price-files';
import { itemsOf, useUses } from './price-items';
import styles from './prices.module.css';

/** The user's own price book: what suppliers ask, from when and until when, and who reckons with it. */
export function PricesScreen() {
  const message = useMessage();
  const catalogue = useCatalogue();
  const { prices: book } = useWorkbench();
  const byId = useStore(book.store, ({ records }) => records);
  const currency = useDocuments(({ opened, current }) => (current && opened[current]?.currency) ?? 'USD');
  const [edited, setEdited] = useState<UserPrice>();
  const items = itemsOf(catalogue);
  const uses = useUses();
  const prices = Object.values(byId);
  const [today] = useState(() => localDayOf(Date.now()));
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
      !prices.some(({ item }) => item === id) &&
      items.some((item) => item.id === id && item.published === undefined),
  );
  const columns = usePriceColumns({ nameOf, today, uses, items, onEdit: setEdited });
  return (
    <div className={styles.screen}>
      <div className={styles.bar}>
        <Button kind="primary" icon="plus" onClick={() => begin()}>
          {message('prices:add')}
        </Button>
        <PriceFiles prices={prices} />
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
