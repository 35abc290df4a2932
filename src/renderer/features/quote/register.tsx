import { useState } from 'react';
import { useFormats } from '#renderer/format/format';
import { useMessage } from '#renderer/i18n/use-language';
import { localDayOf } from '#shared/time/calendar-day';
import type { QuoteRecord } from '#shared/quote/record';
import { Button } from '#renderer/components/button';
import { EmptyState } from '#renderer/components/empty-state';
import { Menu, type MenuItem } from '#renderer/components/menu';
import page from '#renderer/components/page.module.css';
import { Select } from '#renderer/components/select';
import { Table, type Column } from '#renderer/components/table';
import { TextField } from '#renderer/components/text-field';
import { useRemembered } from '#renderer/documents/hooks';
import { seriesKey } from './draft';
import styles from './quote.module.css';
import type { QuoteDesk } from './use-records';

const states = ['all', 'draft', 'sent', 'superseded', 'accepted', 'lost'] as const;
type Shown = (typeof states)[number];

/** A quote that was sent and whose last day is over, while nobody said what became of it. */
export const isExpired = ({ state, draft }: QuoteRecord): boolean =>
  state === 'sent' && draft.validUntil < localDayOf(Date.now());

/** Every quote of every scenario: searched, filtered, opened and worked on from here. */
export function Register({ desk, onOpen }: { readonly desk: QuoteDesk; readonly onOpen: () => void }) {
  const message = useMessage();
  const formats = useFormats();
  const [words, setWords] = useState('');
  const [shown, setShown] = useState<Shown>('all');
  const [series, setSeries] = useRemembered(seriesKey);
  const unread = desk.newer > 0 && (
    <p role="status">{message('quote:register.newer', { count: desk.newer })}</p>
  );
  if (desk.records.length === 0) {
    return (
      <>
        {unread}
        <EmptyState title={message('quote:register.empty')} text={message('quote:register.emptyHint')}>
          <Button kind="primary" onClick={onOpen}>
            {message('quote:register.begin')}
          </Button>
        </EmptyState>
      </>
    );
  }
  const rows = desk.records.filter(
    (record) => (shown === 'all' || record.state === shown) && matches(record, words),
  );
  const open = (record: QuoteRecord) => {
    desk.open(record.id);
    onOpen();
  };
  const columns: readonly Column<QuoteRecord>[] = [
    {
      id: 'number',
      title: message('quote:number'),
      heads: true,
      sortBy: ({ draft }) => `${draft.number} ${String(draft.revision).padStart(3, '0')}`,
      cell: (record) => (
        <Button kind="quiet" onClick={() => open(record)}>
          {titleOf(record)}
        </Button>
      ),
    },
    {
      id: 'state',
      title: message('quote:register.state'),
      sortBy: ({ state }) => state,
      cell: (record) => (
        <span className={styles.chip} data-state={record.state}>
          {message(`quote:states.${isExpired(record) ? 'expired' : record.state}`)}
        </span>
      ),
    },
    {
      id: 'buyer',
      title: message('quote:buyer'),
      sortBy: ({ draft }) => draft.buyer.name,
      cell: ({ draft }) => draft.buyer.name,
    },
    {
      id: 'scenario',
      title: message('quote:register.scenario'),
      sortBy: (record) => record.scenarioName,
      cell: (record) => record.scenarioName,
    },
    {
      id: 'until',
      title: message('quote:validUntil'),
      sortBy: ({ draft }) => draft.validUntil,
      cell: ({ draft }) => draft.validUntil,
    },
    {
      id: 'total',
      title: message('quote:total'),
      numeric: true,
      sortBy: ({ sent }) => sent?.quote.total.amount ?? 0,
      cell: ({ sent }) => (sent === undefined ? '–' : formats.money(sent.quote.total)),
    },
    {
      id: 'more',
      title: <span className={page.hidden}>{message('quote:register.actions')}</span>,
      cell: (record) => (
        <Menu
          label={message('quote:register.actionsOn', { number: titleOf(record) })}
          items={itemsFor(record)}
        />
      ),
    },
  ];
  const itemsFor = (record: QuoteRecord): readonly MenuItem[] => [
    { id: 'open', label: message('quote:register.open'), onSelect: () => open(record) },
    {
      id: 'revise',
      label: message('quote:revise'),
      disabled: record.state === 'draft',
      onSelect: () => {
        desk.revise(record);
        onOpen();
      },
    },
    {
      id: 'duplicate',
      label: message('quote:duplicate'),
      onSelect: () => {
        desk.duplicate(record);
        onOpen();
      },
    },
    {
      id: 'remove',
      label: message('quote:remove'),
      disabled: record.state !== 'draft',
      separated: true,
      onSelect: () => desk.remove(record),
    },
  ];
  return (
    <div className={styles.register}>
      {unread}
      <div className={styles.filters}>
        <TextField label={message('quote:register.search')} value={words} onCommit={setWords} />
        <Select
          label={message('quote:register.state')}
          value={shown}
          options={states.map((value) => ({ value, label: message(`quote:states.${value}`) }))}
          onChange={setShown}
        />
        <TextField
          label={message('quote:register.series')}
          hint={message('quote:register.seriesHint')}
          value={series}
          maxLength={60}
          refuse={(value) => (/\{N+\}/.test(value) ? undefined : message('quote:register.seriesNeedsCount'))}
          onCommit={setSeries}
        />
      </div>
      <Table
        caption={message('quote:register.title')}
        columns={columns}
        rows={rows}
        rowKey={({ id }) => id}
      />
    </div>
  );
}

export const titleOf = ({ draft }: QuoteRecord): string =>
  draft.revision === 1 ? draft.number : `${draft.number} / ${draft.revision}`;

const matches = ({ draft, scenarioName, sent }: QuoteRecord, words: string): boolean => {
  const text = [draft.number, draft.buyer.name, draft.reference, scenarioName, sent?.quote.title ?? '']
    .join(' ')
    .toLocaleLowerCase();
  return words
    .toLocaleLowerCase()
    .split(/\s+/)
    .every((word) => text.includes(word));
};
