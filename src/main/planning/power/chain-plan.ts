import { byId } from '#shared/text/order';
import type { Derived } from '#shared/plan/derived';
import type { ChainNodePlan, ElectricalPlan, LoadLevels } from '#shared/plan/plan';
import type { Electrical, Pdu, UpsSystem, Utility } from '#shared/scenario/electrical';
import { feedName } from '#shared/scenario/names';
import { exactly, type Range } from '#shared/units/range';
import type { Feed, Rack, Site } from '#shared/scenario/schema';
import { fraction, watts, type Watts } from '#shared/units/units';
import { derive, given, type QuantityInput } from '#main/planning/derivation/derive';
import { ratingOf } from './feeds';
import { upsWatts } from './network';
import type { FeedDraw, RackDraw } from './rack-draw';

/** The loads of PDUs, UPS systems and utilities, summed from the racks upwards. */

type Ranges = Readonly<Record<keyof LoadLevels, Range<Watts>>>;

interface Part {
  readonly input: (level: keyof LoadLevels) => Omit<QuantityInput, 'value'>;
  readonly load: LoadLevels | Ranges;
  readonly onLostSide: LoadLevels | Ranges;
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

function together(parts: readonly Part[], which: 'load' | 'onLostSide'): LoadLevels {
  const at = (level: keyof LoadLevels): Derived<Watts> => {
    let [low, typical, high] = [0, 0, 0];
    const inputs = parts.map((part): QuantityInput => {
      const value = valueOf(part[which][level], part.factor);
      low += value.low;
      typical += value.typical;
      high += value.high;
      return { ...part.input(level), value };
    });
    const formula = which === 'load' ? 'sum' : 'other-side-lost';
    const range = { low: watts(low), typical: watts(typical), high: watts(high) };
    return derive({ formula, unit: 'W', inputs, range });
  };
  return { idle: at('idle'), typical: at('typical'), maximum: at('maximum'), simulated: at('simulated') };
}

const partOfNode = (node: ChainNodePlan, factor: number): Part => ({
  input: (level) => ({ name: `power.${level}`, of: node.name }),
  load: node.load,
  onLostSide: node.onLostSide,
  factor,
});

const partOfFeed = (rack: Rack, feed: Feed, { load, onLostSide }: FeedDraw): Part => ({
  input: (level) => ({ name: `power.${level}`, of: `${rack.name} ${feedName(rack.name, feed.id)}` }),
  load,
  onLostSide,
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

/** The chain above the racks; undefined where the scenario has none. */
export function chainPlan(
  racks: readonly DrawnRack[],
  { electrical, site }: { readonly electrical: Electrical; readonly site: Site },
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
      if (feed.pdu !== undefined && drawn !== undefined)
        grouped(ofPdu, feed.pdu, partOfFeed(rack, feed, drawn));
    });
  }
  const nodeOf = (
    entry: Utility | UpsSystem | Pdu,
    parts: readonly Part[] = [],
    rest: Pick<ChainNodePlan, 'capacity' | 'side' | 'parent'>,
  ): ChainNodePlan => ({
    id: entry.id,
    name: entry.name,
    ...rest,
    load: together(parts, 'load'),
    onLostSide: together(parts, 'onLostSide'),
  });
  const pduNodes = sorted(pdus).map((pdu) => {
    const capacity = ratingOf(pdu, { path: `electrical/pdus/${pdu.id}`, site });
    const node = nodeOf(pdu, ofPdu.get(pdu.id), { capacity, side: pdu.side, parent: pdu.ups });
    if (pdu.ups !== undefined) grouped(ofUps, pdu.ups, partOfNode(node, 1));
    return node;
  });
  const upsNodes = sorted(upsSystems).map((ups) => {
    const node = nodeOf(ups, ofUps.get(ups.id), {
      capacity: upsCapacity(ups),
      side: ups.side,
      parent: ups.utility,
    });
    if (ups.utility !== undefined)
      grouped(ofUtility, ups.utility, partOfNode(node, 1 / (ups.efficiency ?? 1)));
    return node;
  });
  const utilityNodes = sorted(utilities).map((utility) => {
    const limit = utility.capacityWatts;
    const capacity =
      limit === undefined
        ? undefined
        : given(watts(limit), 'W', `electrical/utilities/${utility.id}/capacityWatts`);
    return nodeOf(utility, ofUtility.get(utility.id), { capacity, side: undefined, parent: undefined });
  });
  const deploymentsById = (nodes: readonly ChainNodePlan[]) =>
    Object.fromEntries(nodes.map((node) => [node.id, node]));
  return {
    utilities: deploymentsById(utilityNodes),
    upsSystems: deploymentsById(upsNodes),
    pdus: deploymentsById(pduNodes),
  };
}
