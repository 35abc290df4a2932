import { Button } from '#renderer/components/button';
import { EmptyState } from '#renderer/components/empty-state';
import { Icon } from '#renderer/components/icon';
import page from '#renderer/components/page.module.css';
import { useSelection } from '#renderer/documents/hooks';
import { useWorkbench } from '#renderer/documents/workbench';
import { useFormats, useShown } from '#renderer/format/format';
import type { message as Message } from '#renderer/i18n/i18n';
import { useMessage } from '#renderer/i18n/use-language';
import type { Failure, FailureCause, FailureReport } from '#shared/power/report';
import { feedName } from '#shared/scenario/names';
import { DataSection } from './data-section';
import styles from './power.module.css';

/** What was lost, in words. */
function causeText(cause: FailureCause, message: typeof Message): string {
  switch (cause.kind) {
    case 'nothing':
      return message('power:causes.nothing');
    case 'side':
      return message('power:causes.side', { side: cause.side });
    case 'ups-module':
      return message('power:causes.upsModule', { name: cause.name });
    case 'feed':
      return message('power:causes.feed', {
        feed: feedName(cause.rackName, cause.feed),
        rack: cause.rackName,
      });
    case 'strip':
      return message('power:causes.strip', { strip: cause.name, rack: cause.rackName });
    case 'supply':
      return message('power:causes.supply');
    case 'utility':
    case 'ups':
    case 'pdu':
    case 'cooling-unit':
      return cause.name;
  }
}

const TRIPS_TOLD = 3;

/** What follows, step by step, in sentences. */
function consequenceText(
  failure: Failure,
  {
    message,
    watts,
    amperes,
  }: {
    readonly message: typeof Message;
    readonly watts: (value: number) => string;
    readonly amperes: (value: number) => string;
  },
): string {
  const { cause, trips, tripCount, darkDevices, darkRackCount, uncooled } = failure;
  const sentences = trips.slice(0, TRIPS_TOLD).map(({ name, rackName, load, limit, line }) => {
    const place = rackName === undefined ? name : `${rackName} ${name}`;
    return line === undefined
      ? message('power:then.trips', { name: place, load: watts(load), limit: watts(limit) })
      : message('power:then.tripsLine', {
          name: place,
          line: line.name,
          load: amperes(line.current),
          limit: amperes(line.limit),
        });
  });
  if (tripCount > sentences.length)
    sentences.push(message('power:then.more', { count: tripCount - sentences.length }));
  if (uncooled !== undefined) sentences.push(message('power:then.uncooled', { heat: watts(uncooled) }));
  if (darkDevices > 0) {
    const why = tripCount === 0 && uncooled === undefined && cause.kind !== 'nothing';
    const params = { count: darkDevices, racks: darkRackCount };
    sentences.push(message(why ? 'power:then.short' : 'power:then.dark', params));
  }
  return sentences.join(' ');
}

/** All single failures with a consequence, worst first, each with what follows and what is still served. */
export function FailuresView({ report }: { readonly report: FailureReport }) {
  const message = useMessage();
  const shown = useShown();
  const formats = useFormats();
  const watts = (value: number) => shown(value, 'W');
  const { failures, harmful, examined } = report;
  if (examined <= 1 && failures.length === 0)
    return <EmptyState title={message('power:failures.none')} text={message('power:failures.noFeeds')} />;
  if (failures.length === 0)
    return (
      <EmptyState
        title={message('power:failures.safe')}
        text={message('power:failures.safeText', { count: examined })}
      />
    );
  const amperes = (value: number) => `${formats.number(value, 1)} A`;
  const words = (failure: Failure) => consequenceText(failure, { message, watts, amperes });
  return (
    <div className={styles.view}>
      <DataSection<Failure>
        title={message('power:failures.title')}
        note={message('power:failures.note', { harmful, examined })}
        fileName={message('power:failures.file')}
        rows={failures}
        rowKey={({ cause }) => JSON.stringify(cause)}
        columns={[
          {
            id: 'cause',
            title: message('power:columns.lostPart'),
            heads: true,
            value: ({ cause }) => causeText(cause, message),
            shown: ({ cause, lostShare, darkDevices }) => (
              <span className={styles.cause}>
                <Icon name={lostShare > 0 || darkDevices > 0 ? 'error' : 'warning'} />
                {causeText(cause, message)}
              </span>
            ),
          },
          {
            id: 'then',
            title: message('power:columns.then'),
            value: words,
            shown: (failure) => <span className={styles.sentence}>{words(failure)}</span>,
          },
          { id: 'trips', title: message('power:columns.trips'), value: ({ tripCount }) => tripCount },
          { id: 'dark', title: message('power:columns.dark'), value: ({ darkDevices }) => darkDevices },
          {
            id: 'served',
            title: message('power:columns.served'),
            value: ({ lostShare }) => Number((100 * (1 - lostShare)).toFixed(3)),
            shown: (failure) => <Served failure={failure} percent={formats.percent} />,
          },
          {
            id: 'show',
            title: message('power:columns.place'),
            value: ({ darkRacks }) => darkRacks.map(({ name }) => name).join(' '),
            shown: (failure) => <ShowButton failure={failure} />,
          },
        ]}
      />
    </div>
  );
}

function Served({
  failure,
  percent,
}: {
  readonly failure: Failure;
  readonly percent: (share: number) => string;
}) {
  const message = useMessage();
  if (failure.throughput.length === 0)
    return <span className={page.quiet}>{message('power:failures.noDeployment')}</span>;
  const sum = (of: 'before' | 'after' | 'restarted') =>
    failure.throughput.reduce((total, each) => total + each[of], 0);
  const before = sum('before');
  const share = (value: number) => (before === 0 ? 0 : value / before);
  return (
    <span
      title={failure.throughput
        .map(({ name, before: was, after }) => `${name}: ${percent(was === 0 ? 0 : after / was)}`)
        .join('\n')}
    >
      {percent(share(sum('after')))}
      {sum('restarted') > sum('after') && (
        <span className={page.quiet}>
          {' '}
          {message('power:failures.restarted', { share: percent(share(sum('restarted'))) })}
        </span>
      )}
    </span>
  );
}

/** Selects the racks that go dark or trip, and goes to the layout. */
function ShowButton({ failure }: { readonly failure: Failure }) {
  const message = useMessage();
  const { select } = useSelection();
  const { actions } = useWorkbench();
  const racks = [
    ...new Set([
      ...failure.darkRacks.map(({ rack }) => rack),
      ...failure.trips.flatMap(({ rack }) => rack ?? []),
    ]),
  ];
  if (racks.length === 0) return null;
  const show = () => {
    select({ racks });
    actions.store
      .getState()
      .find(({ id }) => id === 'screen-layout')
      ?.run();
  };
  return (
    <Button
      kind="quiet"
      aria-label={message('power:failures.showOf', { cause: causeText(failure.cause, message) })}
      onClick={show}
    >
      {message('power:failures.show')}
    </Button>
  );
}
