import { DeviceId, FeedId, RackId } from '#shared/schema/ids';
import type { Scenario } from './schema';

/** Ids and names for what is new: readable, and free in the scenario. */

/** An id has 80 characters at most; so much of a longer word leaves room for a number behind it. */
const LONGEST_STEM = 70;

/** The word that devices of a type are numbered with: `groq-node` for `groq-node-v1`. */
const stemOf = (type: string): string => type.replace(/-v\d+$/, '').slice(0, LONGEST_STEM);

function* numbered(stem: string): Generator<string, never> {
  for (let number = 1; ; number += 1) yield `${stem}-${number}`;
}

/** So many new devices of a type, as `groq-node-3`; an id and a name are the same word at first. */
export function freeDeviceIds(scenario: Scenario, types: readonly string[]): readonly DeviceId[] {
  const taken = new Set<string>(Object.keys(scenario.devices));
  for (const { name } of Object.values(scenario.devices)) taken.add(name);
  const series = new Map<string, Generator<string, never>>();
  return types.map((type) => {
    const stem = stemOf(type);
    const names = series.get(stem) ?? numbered(stem);
    series.set(stem, names);
    let { value } = names.next();
    while (taken.has(value)) ({ value } = names.next());
    taken.add(value);
    return DeviceId.parse(value);
  });
}

const LETTERS = 26;

/** Rows are letters, as on most floors: A to Z, then AA. */
export function rowName(row: number): string {
  const last = String.fromCharCode(65 + (row % LETTERS));
  return row < LETTERS ? last : rowName(Math.floor(row / LETTERS) - 1) + last;
}

/** The name of the rack at a place on the floor, such as `B07`, with a letter behind it where that is taken. */
export function freeRackName(taken: ReadonlySet<string>, row: number, place: number): string {
  const wanted = `${rowName(row)}${String(place + 1).padStart(2, '0')}`;
  if (!taken.has(wanted)) return wanted;
  let number = 2;
  while (taken.has(`${wanted}-${number}`)) number += 1;
  return `${wanted}-${number}`;
}

/** The id of a rack after its name, whatever characters that has, and free among those taken. */
export const rackIdFor = (name: string, taken: ReadonlySet<string>): RackId => {
  const letters = name.toLowerCase().replaceAll(/[^a-z0-9.-]+/g, '-');
  const stem = `rack-${letters}`.slice(0, LONGEST_STEM);
  let id = stem;
  for (let number = 2; taken.has(id); number += 1) id = `${stem}-${number}`;
  return RackId.parse(id);
};

/** What a feed is called beside its rack: its id in capitals, without the rack's name before it. */
export function feedName(rack: string, feed: string): string {
  const name = feed.toUpperCase();
  const prefix = `${rack.toUpperCase()}-`;
  return name.startsWith(prefix) && name.length > prefix.length ? name.slice(prefix.length) : name;
}

export function freeFeedId(side: 'A' | 'B', taken: ReadonlySet<string>): FeedId {
  let number = 1;
  while (taken.has(`${side.toLowerCase()}${number}`)) number += 1;
  return FeedId.parse(`${side.toLowerCase()}${number}`);
}

/** The place after the last rack of a row. */
export const freePlaceIn = ({ racks }: Pick<Scenario, 'racks'>, row: number): number =>
  Object.values(racks).reduce((next, rack) => (rack.row === row ? Math.max(next, rack.place + 1) : next), 0);
