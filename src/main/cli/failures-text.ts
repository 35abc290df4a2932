import type { Failure, FailureCause, FeedReport, PowerReport } from '#shared/power/report';
import { assertNever } from '#shared/result';
import { feedName } from '#shared/scenario/names';
import { textTable } from './text-table';

const FEEDS_SHOWN = 40;
const FAILURES_SHOWN = 40;
const TRIPS_SHOWN = 3;

const kilowatts = (watts: number): string => `${(watts / 1_000).toFixed(1)} kW`;
const percent = (share: number): string => `${Math.round(share * 100)} %`;

/** A failure's cause in words. */
function causeText(cause: FailureCause): string {
  switch (cause.kind) {
    case 'nothing':
      return 'nothing lost';
    case 'side':
      return `side ${cause.side}`;
    case 'utility':
    case 'ups':
    case 'pdu':
    case 'cooling-unit':
      return cause.name;
    case 'ups-module':
      return `a module of ${cause.name}`;
    case 'feed':
      return `feed ${feedName(cause.rackName, cause.feed)} of ${cause.rackName}`;
    case 'supply':
      return 'one power supply of every device';
    default:
      return assertNever(cause);
  }
}

/** What follows from a failure, in the order in which it happens. */
function consequenceText({ trips, tripCount, uncooled }: Failure): string {
  const parts = trips.slice(0, TRIPS_SHOWN).map(({ name, rackName, load, limit, line }) => {
    const place = rackName === undefined ? name : `${rackName} ${name}`;
    return line === undefined
      ? `${place} trips (${kilowatts(load)} on ${kilowatts(limit)})`
      : `${line.name} of ${place} trips (${line.current.toFixed(1)} A on ${line.limit.toFixed(1)} A)`;
  });
  if (tripCount > parts.length) parts.push(`${tripCount - parts.length} more trip`);
  if (uncooled !== undefined) parts.push(`${kilowatts(uncooled)} of heat stay`);
  return parts.length === 0 ? 'too few supplies live' : parts.join(', ');
}

const served = ({ throughput }: Failure): string =>
  throughput
    .map(({ name, before, after }) => `${name} ${before === 0 ? '-' : percent(after / before)}`)
    .join(', ');

const loadShare = ({ loadOnLostSide, limit }: FeedReport): number => loadOnLostSide / limit;

function feedsTable(feeds: readonly FeedReport[]): string {
  if (feeds.length === 0) return 'No feeds\n';
  const worst = feeds.toSorted((a, b) => loadShare(b) - loadShare(a)).slice(0, FEEDS_SHOWN);
  const rows = worst.map((feed) => [
    `  ${feed.rackName} ${feedName(feed.rackName, feed.feed)}`,
    feed.pdu ?? '-',
    kilowatts(feed.load),
    kilowatts(feed.loadOnLostSide),
    kilowatts(feed.limit),
    feed.lines === undefined ? '-' : percent(feed.lines.imbalance),
  ]);
  const heads = ['Feed', 'PDU', 'Load', 'Other side lost', 'Limit', 'Imbalance'];
  const rest = feeds.length - worst.length;
  return (
    textTable(
      heads.map((head) => ({ head })),
      rows,
    ) + (rest > 0 ? `  and ${rest} more feeds, loaded less (see --json)\n` : '')
  );
}

/** Feeds by their load when the other side is lost, and all single failures with a consequence, worst first. */
export function failuresText({ level, feeds, failures }: PowerReport): string {
  const shown = failures.failures.slice(0, FAILURES_SHOWN);
  const rows = shown.map((failure) => [
    `  ${causeText(failure.cause)}`,
    consequenceText(failure),
    String(failure.darkDevices),
    served(failure),
  ]);
  const heads = ['Lost', 'Then', 'Dark', 'Still served'];
  const rest = failures.harmful - shown.length;
  const table =
    rows.length === 0
      ? ''
      : textTable(
          heads.map((head) => ({ head })),
          rows,
        );
  const summary = `${failures.examined} single failures at ${level} load; ${failures.harmful} with consequences\n`;
  return [feedsTable(feeds), summary, table, rest > 0 ? `  and ${rest} more (see --json)\n` : '']
    .filter((part) => part !== '')
    .join('\n');
}
