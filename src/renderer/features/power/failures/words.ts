import type { Failure, FailureCause } from '#shared/power/report';
import { feedName } from '#shared/scenario/names';
import type { message as Message } from '../../../i18n/message';

/** What was lost, in words. */
export function causeText(cause: FailureCause, message: typeof Message): string {
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
export function consequenceText(
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
