import { deratingOf } from '#shared/power/derating';
import type { Electrical } from '#shared/scenario/electrical';
import type { Feed, Rack } from '#shared/scenario/schema';
import { Button, IconButton } from '#renderer/components/button';
import { QuantityField } from '#renderer/components/quantity-field';
import { Select } from '#renderer/components/select';
import { useCatalogue, useCommands, useScenario } from '#renderer/documents/hooks';
import { useMessage } from '#renderer/i18n/use-language';
import { feedPresets, feedsOf, presetOf } from '#shared/power/usual-feeds';
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
  const site = useScenario((scenario) => scenario.site);
  const utilities = useScenario(({ electrical }) => electrical.utilities);
  const { share } = deratingOf(site, useCatalogue().sites[site.preset]);
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
            utilities={utilities}
            share={share}
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
  readonly utilities: Electrical['utilities'];
  /** Share of a breaker that continuous loads may take. */
  readonly share: number;
  readonly onChange: (feed: Feed) => void;
  readonly onRemove: () => void;
}

const NO_UTILITY = '';

/** A feed with its optional fields set anew; what is undefined is taken out. */
function feedWith(feed: Feed, change: Pick<Feed, 'utility'> | Pick<Feed, 'continuousAmperes'>): Feed {
  const changed = { ...feed, ...change };
  for (const field of ['utility', 'continuousAmperes'] as const)
    if (changed[field] === undefined) Reflect.deleteProperty(changed, field);
  return changed;
}

/** What a feed comes from where no PDU leads there, and what its breaker carries continuously. */
function FeedSource({ feed, utilities, share, onChange }: Omit<FeedLineProps, 'onRemove'>) {
  const message = useMessage();
  const known = Object.values(utilities);
  const usual = Number((feed.amperes * share).toFixed(2));
  return (
    <>
      <QuantityField
        label={message('layout:inspector.continuous')}
        unit="A"
        value={feed.continuousAmperes ?? usual}
        minimum={0.1}
        maximum={feed.amperes}
        onCommit={(amperes) =>
          onChange(feedWith(feed, { continuousAmperes: amperes === usual ? undefined : amperes }))
        }
      />
      {feed.pdu === undefined && known.length > 0 && (
        <Select<string>
          label={message('layout:inspector.utility')}
          value={feed.utility ?? NO_UTILITY}
          options={[
            { value: NO_UTILITY, label: message('layout:inspector.noUtility') },
            ...known.map(({ id, name }) => ({ value: id, label: name })),
          ]}
          onChange={(id) =>
            onChange(feedWith(feed, { utility: known.find((utility) => utility.id === id)?.id }))
          }
        />
      )}
    </>
  );
}

function FeedLine({ feed, utilities, share, onChange, onRemove }: FeedLineProps) {
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
      <FeedSource feed={feed} utilities={utilities} share={share} onChange={onChange} />
      <IconButton
        icon="close"
        label={message('layout:inspector.removeFeed', { feed: feed.id })}
        onClick={onRemove}
      />
    </div>
  );
}
