import type { Feed, Rack } from '#shared/scenario/schema';
import { Button, IconButton } from '#renderer/components/button';
import { QuantityField } from '#renderer/components/quantity-field';
import { Select } from '#renderer/components/select';
import { useCommands } from '#renderer/documents/hooks';
import { useMessage } from '#renderer/i18n/use-language';
import { feedPresets, feedsOf, presetOf } from '#renderer/features/layout/edits/feeds';
import { freeFeedId } from '#shared/scenario/names';
import { changeRack } from '#renderer/features/layout/edits/racks';
import { useFeedWords } from './feed-words';
import styles from './inspector.module.css';

const MOST_FEEDS = 8;

/** The feeds of a rack: a usual set in one choice, or each by itself. */
export function FeedFields({ rack }: { readonly rack: Rack }) {
  const message = useMessage();
  const feedWords = useFeedWords();
  const dispatch = useCommands();
  const { feeds } = rack;
  const put = (next: readonly Feed[]) => dispatch(changeRack(rack, { feeds: [...next] }));
  const preset = presetOf(feeds)?.id ?? (feeds.length === 0 ? 'none' : 'own');
  const add = () => {
    const last = feeds.at(-1);
    const side = last?.side === 'A' ? 'B' : 'A';
    const id = freeFeedId(side, new Set<string>(feeds.map((feed) => feed.id)));
    put([...feeds, { volts: 208, amperes: 60, phases: 3, ...last, side, id }]);
  };
  return (
    <section className={styles.section}>
      <Select
        label={message('layout:inspector.feeds')}
        value={preset}
        options={[
          ...feedPresets.map((known) => ({ value: known.id, label: feedWords(known) })),
          { value: 'none', label: message('layout:feeds.none') },
          ...(preset === 'own' ? [{ value: 'own', label: message('layout:feeds.own') }] : []),
        ]}
        onChange={(id) => {
          const chosen = feedPresets.find((known) => known.id === id);
          if (chosen) put(feedsOf(chosen));
          else if (id === 'none') put([]);
        }}
      />
      <details open={preset === 'own'}>
        <summary className={styles.summary}>{message('layout:inspector.eachFeed')}</summary>
        {feeds.map((feed) => (
          <FeedLine
            key={feed.id}
            feed={feed}
            onChange={(next) => put(feeds.map((other) => (other.id === feed.id ? next : other)))}
            onRemove={() => put(feeds.filter((other) => other.id !== feed.id))}
          />
        ))}
        <div className={styles.actions}>
          <Button disabled={feeds.length >= MOST_FEEDS} onClick={add}>
            {message('layout:inspector.addFeed')}
          </Button>
        </div>
      </details>
    </section>
  );
}

interface FeedLineProps {
  readonly feed: Feed;
  readonly onChange: (feed: Feed) => void;
  readonly onRemove: () => void;
}

function FeedLine({ feed, onChange, onRemove }: FeedLineProps) {
  const message = useMessage();
  return (
    <div className={styles.feed} role="group" aria-label={feed.id.toUpperCase()}>
      <Select
        label={message('layout:inspector.side')}
        value={feed.side}
        options={(['A', 'B'] as const).map((side) => ({ value: side, label: side }))}
        onChange={(side) => onChange({ ...feed, side })}
      />
      <QuantityField
        label={message('layout:inspector.volts')}
        unit="V"
        value={feed.volts}
        minimum={1}
        maximum={1_000}
        onCommit={(volts) => onChange({ ...feed, volts })}
      />
      <QuantityField
        label={message('layout:inspector.amperes')}
        unit="A"
        value={feed.amperes}
        minimum={1}
        maximum={5_000}
        onCommit={(amperes) => onChange({ ...feed, amperes })}
      />
      <Select
        label={message('layout:inspector.phases')}
        value={feed.phases === 3 ? '3' : '1'}
        options={(['1', '3'] as const).map((phases) => ({ value: phases, label: phases }))}
        onChange={(phases) => onChange({ ...feed, phases: phases === '3' ? 3 : 1 })}
      />
      <IconButton
        icon="close"
        label={message('layout:inspector.removeFeed', { feed: feed.id })}
        onClick={onRemove}
      />
    </div>
  );
}
