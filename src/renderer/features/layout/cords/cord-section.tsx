import type { FeedId } from '#shared/ids';
import type { OutletLine } from '#shared/scenario/electrical';
import { supplyCountsOf } from '#shared/power/supplies';
import type { Device, Feed } from '#shared/scenario/schema';
import { Button } from '../../../components/button';
import { Select } from '../../../components/select';
import { useCatalogue, useCommands, useScenario } from '../../../documents/hooks';
import { useMessage } from '../../../i18n/use-language';
import { SupplySelect } from '../bulk/supply-select';
import { hangDevices, plugSupply } from '../edits/cords';
import styles from '../inspector/inspector.module.css';
import { cordsOf, outletsOf, type Cord, type Plugs } from './cords';
import { hungBetween, inTurn, pluggedInto } from './plug-in';

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
