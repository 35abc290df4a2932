import type { FitNewRacks, FitServers, FitSwitches } from '#shared/autofit';
import { FeedId } from '#shared/ids';
import type { Feed, Rack, Scenario } from '#shared/scenario/schema';
import { UsageError, wholeNumber } from './host';

/** What the options of `fit` say, read into the fields of its request. */

type Together = FitServers['together'];

const pairsOf = (list: string): readonly (readonly [string, number | undefined])[] =>
  list.split(',').map((entry) => {
    const [name = '', count, ...rest] = entry.split('=');
    if (name === '' || rest.length > 0) throw new UsageError(`“${entry}” is not TYPE=COUNT`);
    return [name, count === undefined ? undefined : wholeNumber(count)];
  });

export const serversOf = (list: string, together: Together): readonly FitServers[] =>
  pairsOf(list).map(([type, count]) => ({
    type,
    ...(count !== undefined && { count }),
    ...(together !== undefined && { together }),
  }));

export const switchesOf = (list: string | undefined): readonly FitSwitches[] =>
  list === undefined
    ? []
    : pairsOf(list).map(([type, serves]) => {
        if (serves === undefined) throw new UsageError(`“${type}” needs the servers that one of them serves`);
        return { type, serves };
      });

/** A group as `9:same-rack`, `9:adjacent-racks` or `9:3`, the last in metres of cable. */
export function groupOf(words: string | undefined): Together {
  if (words === undefined) return undefined;
  const [size = '', rule = ''] = words.split(':');
  if (rule === 'same-rack' || rule === 'adjacent-racks')
    return { size: wholeNumber(size), rule: { kind: rule } };
  const reachMeters = Number(rule);
  if (!(reachMeters > 0))
    throw new UsageError(`“${words}” is not SIZE:same-rack, SIZE:adjacent-racks or SIZE:METRES`);
  return { size: wholeNumber(size), rule: { kind: 'within-reach', reachMeters } };
}

export function shareOf(percent: string): number {
  const value = Number(percent);
  if (!(value >= 0 && value <= 90)) throw new UsageError(`“${percent}” is not a percentage from 0 to 90`);
  return value / 100;
}

/** Rows count from 1 for people and from 0 inside. */
function rowOf(number: number): number {
  if (number < 1) throw new UsageError('--row: rows count from 1');
  return number - 1;
}

/** Feeds as `2x208v60a3p`: so many of 208 V, 60 A and three phases on each of A and B. */
export function feedsOf(words: string): readonly Feed[] {
  const match = /^([1-9])x(\d{2,4})v(\d{1,4})a([13])p$/.exec(words);
  if (match === null)
    throw new UsageError(`“${words}” is not NUMBERxVOLTSvAMPERESaPHASESp, such as 2x208v60a3p`);
  const [, number, volts, amperes, phases] = match.map(Number);
  return (['A', 'B'] as const).flatMap((side) =>
    Array.from({ length: number ?? 0 }, (_, index): Feed => ({
      id: FeedId.parse(`${side.toLowerCase()}${index + 1}`),
      side,
      volts: volts ?? 0,
      amperes: amperes ?? 0,
      phases: phases === 1 ? 1 : 3,
    })),
  );
}

const lastRackOf = ({ racks }: Scenario): Rack | undefined =>
  Object.values(racks)
    .toSorted((a, b) => a.row - b.row || a.place - b.place || (a.id < b.id ? -1 : 1))
    .at(-1);

interface RackWords {
  readonly racks?: number;
  readonly rackType?: string;
  readonly feeds?: string;
  readonly row?: number;
}

/** Racks that may be added: as the options say, else like the last rack of the scenario, else like a GroqRack. */
export function newRacksOf(scenario: Scenario, words: RackWords): FitNewRacks | undefined {
  if (words.racks === 0) return undefined;
  const last = lastRackOf(scenario);
  return {
    type: words.rackType ?? last?.type ?? 'rack-42u',
    feeds: [...(words.feeds === undefined ? (last?.feeds ?? feedsOf('2x208v60a3p')) : feedsOf(words.feeds))],
    limits: last?.limits ?? {},
    row: words.row === undefined ? (last?.row ?? 0) : rowOf(words.row),
    perRow: 1_000,
    ...(words.racks !== undefined && { most: words.racks }),
  };
}
