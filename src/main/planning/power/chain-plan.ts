import { byId } from '#shared/text/order';
import type { Derived } from '#shared/plan/derived';
import type { ChainNodePlan, ElectricalPlan, LoadLevels } from '#shared/plan/plan';
import type { Electrical, Pdu, UpsSystem, Utility } from '#shared/scenario/electrical';
import { feedName } from '#shared/scenario/names';
import { exactly, type Range } from '#shared/units/range';
import type { Feed, Rack } from '#shared/scenario/schema';
import { fraction, watts, type Watts } from '#shared/units/units';
import { derive, given, type QuantityInput } from '#main/planning/derivation/derive';
import type { Derating } from '#shared/power/derating';
import { ratingOf } from './feeds';
import { upsWatts } from './network';
import type { FeedDraw, RackDraw } from './rack-draw';

/** The loads of PDUs, UPS systems and utilities, summed from the racks upwards. */

/** What hangs below a node: a feed, or the node of another that takes its power from it. */
interface Part {
  readonly input: (level: keyof LoadLevels) => Omit<QuantityInput, 'value'>;
  readonly load: (level: keyof LoadLevels) => Range<Watts>;
  /** What it draws with a source lost, by the source's key. */
  readonly lost: (key: string, level: keyof LoadLevels) => Range<Watts>;
  /** The sources whose loss changes what it draws. */
  readonly sources: ReadonlySet<string>;
  /** What the node above delivers for one watt of this. */
  readonly factor: number;
}

const isDerived = (value: Range<Watts>): value is Derived<Watts> => 'trace' in value;

function valueOf(range: Range<Watts>, factor: number): Derived<Watts> {
  const scaled = {
    low: watts(range.low * factor),
    typical: watts(range.typical * factor),
    high: watts(range.high * factor),
  };
  if (!isDerived(range))
    return derive({ formula: 'share-of-supplies', unit: 'W', inputs: [], range: scaled });
  if (factor === 1) return range;
  const inputs: readonly QuantityInput[] = [
    { name: 'output', value: range },
    {
      name: 'efficiency',
      value: derive({ formula: 'sum', unit: '1', inputs: [], range: exactly(fraction(1 / factor)) }),
    },
  ];
  return derive({ formula: 'with-losses', unit: 'W', inputs, range: scaled });
}

const levels = ['idle', 'typical', 'maximum', 'simulated'] as const;

function sumOf(
  parts: readonly Part[],
  level: keyof LoadLevels,
  { formula, of }: { readonly formula: 'sum' | 'other-side-lost'; readonly of: (part: Part) => Range<Watts> },
): Derived<Watts> {
  let [low, typical, high] = [0, 0, 0];
  const inputs = parts.map((part): QuantityInput => {
    const value = valueOf(of(part), part.factor);
    low += value.low;
    typical += value.typical;
    high += value.high;
    return { ...part.input(level), value };
  });
  const range = { low: watts(low), typical: watts(typical), high: watts(high) };
  return derive({ formula, unit: 'W', inputs, range });
}

/** The loads of a node, and what it carries with each single source lost: never with two of them lost at once. */
interface NodeLoads {
  readonly load: LoadLevels;
  readonly onLostSide: LoadLevels;
  readonly part: Omit<Part, 'input' | 'factor'>;
}

function loadsOf(parts: readonly Part[]): NodeLoads {
  const sources = new Set(parts.flatMap((part) => [...part.sources]));
  const atLevels = (at: (level: keyof LoadLevels) => Derived<Watts>): LoadLevels => {
    const [idle, typical, maximum, simulated] = levels.map(at);
    if (!idle || !typical || !maximum || !simulated) throw new TypeError('a load level is missing');
    return { idle, typical, maximum, simulated };
  };
  const load = atLevels((level) => sumOf(parts, level, { formula: 'sum', of: (part) => part.load(level) }));
  const known = new Map<string, Derived<Watts>>();
  const lost = (key: string, level: keyof LoadLevels): Derived<Watts> => {
    const at = `${level} ${key}`;
    const before = known.get(at);
    if (before !== undefined) return before;
    const sum = sumOf(parts, level, { formula: 'other-side-lost', of: (part) => part.lost(key, level) });
    known.set(at, sum);
    return sum;
  };
  const typicalWith = (key: string, level: keyof LoadLevels): number =>
    parts.reduce((sum, part) => sum + part.lost(key, level).typical * part.factor, 0);
  const worst = (level: keyof LoadLevels): string => {
    let [most, key] = [-1, ''];
    for (const source of sources) {
      const here = typicalWith(source, level);
      if (here > most) [most, key] = [here, source];
    }
    return key;
  };
  return {
    load,
    onLostSide: atLevels((level) => lost(worst(level), level)),
    part: { load: (level) => load[level], lost, sources },
  };
}

const partOfNode = (name: string, part: NodeLoads['part'], factor: number): Part => ({
  ...part,
  input: (level) => ({ name: `power.${level}`, of: name }),
  factor,
});

const partOfFeed = (rack: Rack, feed: Feed, { load, lost }: FeedDraw): Part => ({
  input: (level) => ({ name: `power.${level}`, of: `${rack.name} ${feedName(rack.name, feed.id)}` }),
  load: (level) => load[level],
  lost: (key, level) => (lost.get(key) ?? load)[level],
  sources: new Set(lost.keys()),
  factor: 1,
});

const upsCapacity = (ups: UpsSystem): Derived<Watts> =>
  derive({
    formula: 'ups-capacity',
    unit: 'W',
    inputs: [
      {
        name: 'moduleWatts',
        value: given(ups.moduleWatts, 'W', `electrical/upsSystems/${ups.id}/moduleWatts`),
      },
      { name: 'modules', value: given(ups.modules, '1', `electrical/upsSystems/${ups.id}/modules`) },
      {
        name: 'spareModules',
        value: given(ups.spareModules, '1', `electrical/upsSystems/${ups.id}/spareModules`),
      },
    ],
    range: exactly(watts(upsWatts(ups))),
  });

export interface DrawnRack {
  readonly rack: Rack;
  readonly draw: RackDraw;
}

const grouped = (into: Map<string, Part[]>, key: string, part: Part): void => {
  const parts = into.get(key);
  if (parts === undefined) into.set(key, [part]);
  else parts.push(part);
};

const sorted = <Entry extends { readonly id: string }>(
  entries: Readonly<Record<string, Entry>>,
): readonly Entry[] => Object.values(entries).sort(byId);

/** A utility that carries the feed itself, since it names no PDU. */
const directUtility = ({ pdu, utility }: Feed): string | undefined =>
  pdu === undefined ? utility : undefined;

/** The chain above the racks; undefined where the scenario has none. */
export function chainPlan(
  racks: readonly DrawnRack[],
  { electrical, derating }: { readonly electrical: Electrical; readonly derating: Derating },
): ElectricalPlan | undefined {
  const { utilities, upsSystems, pdus } = electrical;
  const chain = [utilities, upsSystems, pdus].some((entries) => Object.keys(entries).length > 0);
  if (!chain) return undefined;
  const [ofPdu, ofUps, ofUtility] = [
    new Map<string, Part[]>(),
    new Map<string, Part[]>(),
    new Map<string, Part[]>(),
  ];
  for (const { rack, draw } of racks) {
    rack.feeds.forEach((feed, index) => {
      const drawn = draw.feeds[index];
      if (drawn === undefined) return;
      const utility = directUtility(feed);
      if (feed.pdu !== undefined) grouped(ofPdu, feed.pdu, partOfFeed(rack, feed, drawn));
      else if (utility !== undefined) grouped(ofUtility, utility, partOfFeed(rack, feed, drawn));
    });
  }
  const nodeOf = (
    entry: Utility | UpsSystem | Pdu,
    { load, onLostSide }: NodeLoads,
    rest: Pick<ChainNodePlan, 'capacity' | 'side' | 'parent'>,
  ): ChainNodePlan => ({ id: entry.id, name: entry.name, ...rest, load, onLostSide });
  const pduNodes = sorted(pdus).map((pdu) => {
    const capacity = ratingOf(pdu, { path: `electrical/pdus/${pdu.id}`, derating });
    const loads = loadsOf(ofPdu.get(pdu.id) ?? []);
    if (pdu.ups !== undefined) grouped(ofUps, pdu.ups, partOfNode(pdu.name, loads.part, 1));
    return nodeOf(pdu, loads, { capacity, side: pdu.side, parent: pdu.ups });
  });
  const upsNodes = sorted(upsSystems).map((ups) => {
    const loads = loadsOf(ofUps.get(ups.id) ?? []);
    if (ups.utility !== undefined)
      grouped(ofUtility, ups.utility, partOfNode(ups.name, loads.part, 1 / (ups.efficiency ?? 1)));
    return nodeOf(ups, loads, { capacity: upsCapacity(ups), side: ups.side, parent: ups.utility });
  });
  const utilityNodes = sorted(utilities).map((utility) => {
    const limit = utility.capacityWatts;
    const capacity =
      limit === undefined
        ? undefined
        : given(watts(limit), 'W', `electrical/utilities/${utility.id}/capacityWatts`);
    const loads = loadsOf(ofUtility.get(utility.id) ?? []);
    return nodeOf(utility, loads, { capacity, side: undefined, parent: undefined });
  });
  const deploymentsById = (nodes: readonly ChainNodePlan[]) =>
    Object.fromEntries(nodes.map((node) => [node.id, node]));
  return {
    utilities: deploymentsById(utilityNodes),
    upsSystems: deploymentsById(upsNodes),
    pdus: deploymentsById(pduNodes),
  };
}
