import { Select } from '#renderer/components/select';
import { useCommands, useScenario } from '#renderer/documents/hooks';
import { useShown } from '#renderer/format/format';
import { useMessage } from '#renderer/i18n/use-language';
import type { StripReport } from '#shared/power/report';
import { feedName } from '#shared/scenario/names';
import { DataSection } from './data-section';
import { Loaded } from './loaded';
import styles from './power.module.css';
import { hangStrip } from './strip-edits';

const ASSUMED = '';

/** The feed of a strip, to be chosen where it stands. */
function FeedOfStrip({ row }: { readonly row: StripReport }) {
  const message = useMessage();
  const dispatch = useCommands();
  const rack = useScenario(({ racks }) => racks[row.rack]);
  if (rack === undefined) return null;
  const assumed = message('power:strips.assumed', { feed: feedName(row.rackName, row.feed) });
  return (
    <Select<string>
      label={message('power:strips.feedOf', { name: row.name })}
      value={row.basis === 'given' ? row.feed : ASSUMED}
      options={[
        { value: ASSUMED, label: row.basis === 'given' ? message('power:strips.spread') : assumed },
        ...rack.feeds.map(({ id }) => ({ value: id, label: feedName(rack.name, id) })),
      ]}
      onChange={(id) => dispatch(hangStrip(row, rack.feeds.find((feed) => feed.id === id)?.id))}
    />
  );
}

const shareOf = ({ load, limit }: StripReport): number => (limit === undefined ? 0 : load / limit);

/** The power strips in the racks, the fullest first: where they hang, and what flows through them and their banks. */
export function StripsTable({ strips }: { readonly strips: readonly StripReport[] }) {
  const message = useMessage();
  const shown = useShown();
  const watts = (value: number) => shown(value, 'W');
  if (strips.length === 0) return null;
  return (
    <DataSection<StripReport>
      title={message('power:strips.title')}
      note={message('power:strips.note')}
      fileName={message('power:strips.file')}
      rows={strips.toSorted((a, b) => shareOf(b) - shareOf(a))}
      rowKey={({ rack, strip }) => `${rack} ${strip}`}
      columns={[
        {
          id: 'strip',
          title: message('power:strips.strip'),
          heads: true,
          value: ({ rackName, name }) => `${rackName} ${name}`,
        },
        {
          id: 'feed',
          title: message('power:columns.feed'),
          value: ({ rackName, feed }) => feedName(rackName, feed),
          shown: (row) => (
            <div className={styles.cellChoice}>
              <FeedOfStrip row={row} />
            </div>
          ),
        },
        { id: 'supplies', title: message('power:strips.supplies'), value: ({ supplies }) => supplies },
        {
          id: 'load',
          title: message('power:columns.load'),
          unit: 'W',
          value: ({ load }) => load,
          shown: ({ load, limit }) => <Loaded load={load} limit={limit ?? Infinity} text={watts(load)} />,
        },
        {
          id: 'limit',
          title: message('power:columns.limit'),
          unit: 'W',
          value: ({ limit }) => limit ?? null,
          shown: ({ limit }) => (limit === undefined ? '' : watts(limit)),
        },
        {
          id: 'banks',
          title: message('power:strips.banks'),
          value: ({ banks }) =>
            banks.map(({ load, limit }) => `${Math.round(load)} / ${Math.round(limit)} W`).join('; '),
        },
      ]}
    />
  );
}
