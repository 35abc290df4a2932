import { Button } from '#renderer/components/button';
import { Select } from '#renderer/components/select';
import { useCatalogue, useCommands, useScenario } from '#renderer/documents/hooks';
import { plugDevices } from '#renderer/features/layout/edits/bulk';
import {
  hangDevices,
  hungBetween,
  inTurn,
  pluggedInto,
  plugSupply,
} from '#renderer/features/layout/edits/cords';
import { type Cord, cordsOf, outletsOf, type Plugs } from '#renderer/features/layout/hall/cords';
import { useMessage } from '#renderer/i18n/use-language';
import type { Catalogue } from '#shared/catalogue/catalogue';
import { supplyCountsOf } from '#shared/power/supplies';
import type { OutletLine } from '#shared/scenario/electrical';
import type { Device, Feed, Rack, Scenario } from '#shared/scenario/schema';
import { FeedId } from '#shared/schema/ids';
import styles from './inspector.module.css';
import { MixedSelect } from './mixed-fields';

/** How a device's supplies are plugged in: spread over the sides, all on one side, all into one feed, or otherwise. */
type Plugging = 'spread' | 'A' | 'B' | 'own' | `feed:${string}`;

export function pluggingOf({ supplyFeeds }: Device, feeds: readonly Feed[]): Plugging {
  if (supplyFeeds === undefined || supplyFeeds.length === 0) return 'spread';
  const ids = new Set(supplyFeeds);
  const [only] = ids;
  const sides = new Set(supplyFeeds.map((id) => feeds.find((feed) => feed.id === id)?.side));
  const [side] = sides;
  const ofSide = feeds.filter((feed) => feed.side === side);
  if (ids.size === 1 && typeof only === 'string' && ofSide.length > 1) return `feed:${only}`;
  return sides.size === 1 && side !== undefined ? side : 'own';
}

/** The feeds that a choice means for one device, in the order of its supplies; undefined spreads them as usual. */
export function feedsFor(
  choice: Plugging,
  device: Device,
  { scenario, catalogue }: { readonly scenario: Scenario; readonly catalogue: Catalogue },
): Device['supplyFeeds'] | undefined {
  if (choice === 'spread') return undefined;
  if (choice === 'own') return device.supplyFeeds;
  const { feeds = [] } = scenario.racks[device.rack] ?? {};
  const wanted =
    choice === 'A' || choice === 'B'
      ? feeds.filter(({ side }) => side === choice)
      : feeds.filter(({ id }) => id === choice.slice('feed:'.length));
  if (wanted.length === 0) return device.supplyFeeds;
  const { count } = supplyCountsOf(
    catalogue.deviceTypes[device.type] ?? { id: device.type },
    scenario.electrical,
  );
  return Array.from({ length: Math.max(1, count) }, (_, index) =>
    FeedId.parse(wanted[index % wanted.length]?.id),
  );
}

/** The ids of the feeds that all of these racks have. */
function sharedFeeds(racks: readonly Rack[]): readonly Feed[] {
  const [first, ...others] = racks;
  return (first?.feeds ?? []).filter(({ id }) =>
    others.every(({ feeds }) => feeds.some((feed) => feed.id === id)),
  );
}

/** Which feeds the power supplies of the selected devices are plugged into. */
function SupplySelect({ devices }: { readonly devices: readonly Device[] }) {
  const message = useMessage();
  const dispatch = useCommands();
  const catalogue = useCatalogue();
  const scenario = useScenario((current) => current);
  const racks = [...new Set(devices.map(({ rack }) => rack))].flatMap((id) => scenario.racks[id] ?? []);
  const feeds = sharedFeeds(racks);
  if (feeds.length === 0) return null;
  const values = devices.map((device) => pluggingOf(device, scenario.racks[device.rack]?.feeds ?? []));
  const sides = (['A', 'B'] as const).filter((side) => feeds.some((feed) => feed.side === side));
  const several = (side: string) => feeds.filter((feed) => feed.side === side).length > 1;
  const options: readonly { readonly value: Plugging; readonly label: string }[] = [
    { value: 'spread', label: message('bulk:supply.spread') },
    ...sides.map((side) => ({ value: side, label: message('bulk:supply.side', { side }) })),
    ...feeds
      .filter(({ side }) => several(side))
      .map(({ id }) => ({
        value: `feed:${id}` as const,
        label: message('bulk:supply.feed', { feed: id.toUpperCase() }),
      })),
    ...(values.includes('own') ? [{ value: 'own' as const, label: message('bulk:supply.own') }] : []),
  ];
  return (
    <MixedSelect
      label={message('bulk:supply.label')}
      values={values}
      options={options}
      onChange={(choice) => {
        const into = devices.map((device) => feedsFor(choice, device, { scenario, catalogue }));
        dispatch(plugDevices(devices, into));
      }}
    />
  );
}

/** Into which feeds and at which outlets the power supplies of the selected devices hang; each by itself where it is one. */
export function CordSection({ devices }: { readonly devices: readonly Device[] }) {
  const message = useMessage();
  const wired = useWired(devices);
  const [only] = wired;
  if (only === undefined) return null;
  return (
    <section className={styles.section} aria-label={message('cords:title')}>
      <SupplySelect devices={wired} />
      {wired.length === 1 && <EachCord device={only} />}
      <OutletButtons devices={wired} />
    </section>
  );
}

type Wired = Device & { readonly supplies: number; readonly feeds: readonly Feed[] };

/** The devices that draw power and stand in racks with feeds. */
function useWired(devices: readonly Device[]): readonly Wired[] {
  const catalogue = useCatalogue();
  const scenario = useScenario((current) => current);
  return devices.flatMap((device): readonly Wired[] => {
    const { feeds = [] } = scenario.racks[device.rack] ?? {};
    const type = catalogue.deviceTypes[device.type];
    if (feeds.length === 0 || type === undefined || unpowered.has(type.kind)) return [];
    return [{ ...device, feeds, supplies: supplyCountsOf(type, scenario.electrical).count }];
  });
}

const unpowered: ReadonlySet<string> = new Set(['blank', 'shelf', 'pdu']);

function EachCord({ device }: { readonly device: Wired }) {
  const message = useMessage();
  const dispatch = useCommands();
  const { feeds, supplies } = device;
  const cords = cordsOf(device, feeds, supplies);
  const said = device.supplyFeeds !== undefined || device.supplyLines !== undefined;
  const put = (supply: number, plugs: Plugs) => dispatch(plugSupply(device, supply + 1, plugs));
  return (
    <details open={said}>
      <summary className={styles.summary}>{message('cords:each')}</summary>
      <div className={styles.cords}>
        <p className={styles.quiet}>{message('cords:hint')}</p>
        {cords.map((cord, supply) => (
          <CordLine
            key={supply}
            supply={supply + 1}
            cord={cord}
            feeds={feeds}
            onFeed={(feed) => put(supply, pluggedInto(device, supply, feed, feeds))}
            onLine={(line) => put(supply, hungBetween(device, supply, line))}
          />
        ))}
      </div>
    </details>
  );
}

interface CordLineProps {
  readonly supply: number;
  readonly cord: Cord;
  readonly feeds: readonly Feed[];
  readonly onFeed: (feed: FeedId | undefined) => void;
  readonly onLine: (line: OutletLine) => void;
}

const SPREAD = '';

function CordLine({ supply, cord, feeds, onFeed, onLine }: CordLineProps) {
  const message = useMessage();
  const outlets = outletsOf(cord.feed, feeds);
  // What the document says is shown even where the feed has no such outlet any more, so that it can be mended.
  const known = cord.line === 'unknown' || outlets.includes(cord.line) ? outlets : [...outlets, cord.line];
  return (
    <div className={styles.pair} role="group" aria-label={message('cords:supply', { supply })}>
      <Select<string>
        label={message('cords:supply', { supply })}
        value={cord.feed ?? SPREAD}
        options={[
          { value: SPREAD, label: message('cords:spread') },
          ...feeds.map(({ id }) => ({ value: id, label: id.toUpperCase() })),
        ]}
        onChange={(id) => onFeed(feeds.find((feed) => feed.id === id)?.id)}
      />
      <Select<OutletLine>
        label={message('cords:outlet')}
        value={cord.line}
        disabled={known.length === 0}
        options={[
          {
            value: 'unknown',
            label: message(known.length === 0 ? 'cords:onePhase' : 'cords:unknown'),
          },
          ...known.map((line) => ({ value: line, label: line.replace('-', '–') })),
        ]}
        onChange={onLine}
      />
    </div>
  );
}

/** Hangs the cords of all of them over the lines in turn, or says that nobody knows. */
function OutletButtons({ devices }: { readonly devices: readonly Wired[] }) {
  const message = useMessage();
  const dispatch = useCommands();
  const hangable = devices.some(({ feeds }) => feeds.some(({ phases }) => phases === 3));
  const said = devices.some(({ supplyLines }) => supplyLines !== undefined);
  if (!hangable && !said) return null;
  return (
    <div className={styles.actions}>
      {hangable && (devices.length > 1 || said) && (
        <Button
          title={message('cords:inTurnHint')}
          onClick={() => dispatch(hangDevices(devices, inTurn(devices)))}
        >
          {message('cords:inTurn')}
        </Button>
      )}
      {said && (
        <Button
          onClick={() =>
            dispatch(
              hangDevices(
                devices,
                devices.map(({ supplyFeeds }) => ({ supplyFeeds, supplyLines: undefined })),
              ),
            )
          }
        >
          {message('cords:forget')}
        </Button>
      )}
    </div>
  );
}
