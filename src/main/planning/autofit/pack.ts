import { amountNames, type Amounts } from '#main/planning/racks/rack-capacity';
import {
  type Bin,
  commit,
  free,
  isOpen,
  type Item,
  joining,
  largestShare,
  nothing,
  obstacle,
  plus,
  trialOf,
} from './bin';
import { type Fleet, type Line, type Near, openNew, type PackTerms, place } from './fleet';

/** Placing groups whose members may stand in several racks, as long as these are near each other. */

type Spread = NonNullable<Line['spread']>;

interface Room {
  readonly bin: Bin;
  /** How many members find a place in it. */
  readonly room: number;
}

/** Places the groups of a line one after another, each whole or not at all; returns how many servers are left. */
export function packGroups(line: Line, spread: Spread, fleet: Fleet, terms: PackTerms): number {
  const rooms = new Map<Bin, number>();
  let left = line.count;
  for (let group = line.firstGroup ?? 0; left > 0; group += 1) {
    const size = Math.min(spread.size, left);
    const question: Question = { line, size, group, fleet, terms };
    const window = bestWindow(candidates(question, rooms), size, spread);
    if (window === undefined || !fillWindow(window, question)) break;
    for (const { bin } of window) rooms.delete(bin);
    left -= size;
  }
  return left;
}

interface Question {
  readonly line: Line;
  readonly size: number;
  readonly group: number;
  readonly fleet: Fleet;
  readonly terms: PackTerms;
}

function roomIn(bin: Bin, { line, size, fleet, terms }: Question): number {
  if (obstacle(bin, line.item, terms.companions) !== undefined) return 0;
  const trial = trialOf(bin);
  const site = { ...fleet };
  let room = 0;
  while (room < size && place(trial, line.item, { fleet: site, companions: terms.companions })) room += 1;
  return room;
}

/** The racks at hand and as many new ones as a group could need, with the room that each has. */
function candidates(question: Question, known: Map<Bin, number>): readonly Room[] {
  const { fleet, size } = question;
  const found: Room[] = [];
  for (const bin of fleet.bins) {
    const room = known.get(bin) ?? roomIn(bin, question);
    known.set(bin, room);
    if (room > 0) found.push({ bin, room: Math.min(room, size) });
  }
  let ahead = 0;
  for (let index = fleet.created; ahead < size; index += 1) {
    const bin = fleet.newBin(index);
    const room = bin === undefined ? 0 : roomIn(bin, question);
    if (bin === undefined || room === 0) break;
    found.push({ bin, room });
    ahead += room;
  }
  return found;
}

const byFloor = (a: Room, b: Room): number =>
  a.bin.rack.row - b.bin.rack.row || a.bin.rack.place - b.bin.rack.place;

/** The racks that bring the fewest others into use, then the fewest racks; the first on the floor where these are equal. */
function bestWindow(rooms: readonly Room[], size: number, spread: Spread): readonly Room[] | undefined {
  const sorted = rooms.toSorted(byFloor);
  const opened = ({ bin }: Room): number => (isOpen(bin) ? 0 : 1);
  let best: { readonly window: readonly Room[]; readonly opens: number } | undefined;
  for (let start = 0; start < sorted.length; start += 1) {
    const window = spread.adjacent
      ? runFrom(sorted, start, size)
      : withinReach(sorted, { start, size, near: spread.near });
    if (window === undefined) continue;
    const opens = window.reduce((sum, each) => sum + opened(each), 0);
    const better =
      best === undefined ||
      opens < best.opens ||
      (opens === best.opens && window.length < best.window.length);
    if (better) best = { window, opens };
    if (best?.opens === 0 && best.window.length === 1) break;
  }
  return best?.window;
}

/** Racks in unbroken places of one row, from a first one on, until the group has room. */
function runFrom(sorted: readonly Room[], start: number, size: number): readonly Room[] | undefined {
  const window: Room[] = [];
  let room = 0;
  for (let index = start; index < sorted.length && room < size; index += 1) {
    const next = sorted[index];
    const last = window.at(-1);
    if (next === undefined) break;
    const neighbours =
      last === undefined ||
      (next.bin.rack.row === last.bin.rack.row && next.bin.rack.place === last.bin.rack.place + 1);
    if (!neighbours) return undefined;
    window.push(next);
    room += next.room;
  }
  return room >= size ? window : undefined;
}

const stepsApart = (a: Bin, b: Bin): number =>
  Math.abs(a.rack.place - b.rack.place) + 2 * Math.abs(a.rack.row - b.rack.row);

interface Reaching {
  readonly start: number;
  readonly size: number;
  readonly near: Near;
}

/** Racks that are all near each other, from a first one outwards: those in use before those that are not. */
function withinReach(sorted: readonly Room[], { start, size, near }: Reaching): readonly Room[] | undefined {
  const first = sorted[start];
  if (first === undefined) return undefined;
  const window = [first];
  let room = first.room;
  if (room >= size) return window;
  const others = sorted
    .filter((other) => other !== first && near(first.bin, other.bin))
    .map((other) => ({ other, opens: isOpen(other.bin) ? 0 : 1, steps: stepsApart(first.bin, other.bin) }))
    .sort((a, b) => a.opens - b.opens || a.steps - b.steps);
  for (const { other } of others) {
    if (room >= size) break;
    if (!window.every(({ bin }) => near(bin, other.bin))) continue;
    window.push(other);
    room += other.room;
  }
  return room >= size ? window : undefined;
}

/** Puts a group into its racks; false, and nothing changed, where it does not go in whole. */
function fillWindow(window: readonly Room[], { line, size, group, fleet, terms }: Question): boolean {
  const site = { ...fleet };
  let left = size;
  const trials = window.map(({ bin }) => {
    const trial = trialOf(bin);
    while (left > 0 && place(trial, line.item, { fleet: site, companions: terms.companions, group }))
      left -= 1;
    return trial;
  });
  if (left > 0) return false;
  fleet.sitePower = site.sitePower;
  fleet.siteCooling = site.siteCooling;
  window.forEach(({ bin }, index) => {
    const trial = trials[index];
    if (trial !== undefined) commit(bin, trial);
    if (!fleet.bins.includes(bin)) adopt(bin, fleet);
  });
  return true;
}

/** Takes a new rack over, and those before it that the group passed by, since new racks stand side by side. */
function adopt(bin: Bin, fleet: Fleet): void {
  for (let index = fleet.created; ; index += 1) {
    const next = fleet.newBin(index);
    if (next === undefined) return;
    const same = next.rack.id === bin.rack.id;
    fleet.bins.push(same ? bin : next);
    fleet.created = index + 1;
    if (same) return;
  }
}

/** How many items of each line found no place, in the order of the lines. */
export type Left = number[];

/** Fills racks line by line, largest first, each item where it leaves the least over. */
export function pack(lines: readonly Line[], order: readonly number[], fleet: Fleet, terms: PackTerms): Left {
  const left: Left = lines.map(({ count }) => (Number.isFinite(count) ? count : 0));
  for (const index of order) {
    const line = lines[index];
    if (line === undefined) continue;
    left[index] =
      line.spread === undefined ? packLine(line, fleet, terms) : packGroups(line, line.spread, fleet, terms);
  }
  return left;
}

function packLine({ item, count, firstGroup }: Line, fleet: Fleet, terms: PackTerms): number {
  const refused = new Set<Bin>();
  let placed = 0;
  while (placed < count) {
    const bin = bestBin(item, fleet, { ...terms, refused });
    if (bin === undefined) break;
    const before = placed;
    while (placed < count) {
      const group = firstGroup === undefined ? undefined : firstGroup + placed;
      if (!place(bin, item, { fleet, companions: terms.companions, group })) break;
      placed += 1;
    }
    if (placed < count || placed === before) refused.add(bin);
  }
  return Number.isFinite(count) ? count - placed : 0;
}

/** What is left of a bin, as a sum of shares of its limits, once an item is in it. */
function slack(bin: Bin, demand: Amounts): number {
  const after = plus(free(bin), demand, -1);
  let sum = 0;
  for (const name of amountNames)
    if (Number.isFinite(bin.capacity[name]) && bin.capacity[name] > 0)
      sum += after[name] / bin.capacity[name];
  return sum;
}

function bestBin(
  item: Item,
  fleet: Fleet,
  { refused, companions, choice }: PackTerms & { readonly refused: ReadonlySet<Bin> },
): Bin | undefined {
  let best: Bin | undefined;
  let least = Number.POSITIVE_INFINITY;
  let unopened: Bin | undefined;
  for (const bin of fleet.bins) {
    if (refused.has(bin) || obstacle(bin, item, companions) !== undefined) continue;
    if (!isOpen(bin)) {
      unopened ??= bin;
      continue;
    }
    if (choice === 'first') return bin;
    const rest = slack(bin, joining(bin, item, companions).demand);
    if (rest < least) [best, least] = [bin, rest];
  }
  return best ?? unopened ?? openNew(item, fleet, companions);
}

const bySize =
  (share: (line: Line) => number) =>
  (lines: readonly Line[]): readonly number[] =>
    lines
      .map((line, index) => ({
        index,
        near: line.spread === undefined ? 1 : 0,
        endless: Number.isFinite(line.count) ? 0 : 1,
        size: share(line),
      }))
      .sort((a, b) => a.endless - b.endless || a.near - b.near || b.size - a.size || a.index - b.index)
      .map(({ index }) => index);

const whole = ({ item, spread }: Line): Amounts => plus(nothing, item.kind.demand, spread?.size ?? item.size);

/** The orders worth trying: by the largest share of a rack that an item takes, and by each limit alone. */
export function packingOrders(lines: readonly Line[], rack: Amounts): readonly (readonly number[])[] {
  const orders = [
    bySize((line) => largestShare(whole(line), rack))(lines),
    ...(['power', 'units', 'mass'] as const).map((name) => bySize((line) => whole(line)[name])(lines)),
  ];
  const seen = new Set<string>();
  return orders.filter((order) => {
    const key = order.join();
    return seen.has(key) ? false : seen.add(key);
  });
}
