import type { CurrencyCode } from '#shared/money/money';
import type { CapitalLine, Plan, RackPlan, UnpricedItem } from '#shared/plan/plan';
import type { LineEdit, QuoteRequest } from '#shared/quote/request';

const services: readonly string[] = ['energy', 'hosting', 'staff', 'software', 'cabling', 'installation'];

/** What the racks hold that has no price; running costs without a price concern the plan and not an offer of goods. */
const goodsAmong = (items: readonly UnpricedItem[]): readonly UnpricedItem[] =>
  items.filter(({ item }) => !services.includes(item));

/** Something in the racks: with the price of the plan, or without one. */
export interface Good {
  readonly key: string;
  readonly item: string;
  readonly name: string;
  readonly quantity: number;
  readonly line?: CapitalLine;
  /** The currency of a known price from which no rate leads to the quote's. */
  readonly from?: CurrencyCode;
  readonly edit: LineEdit | undefined;
}

export interface GoodsSection {
  /** The rack's name; undefined where all racks stand together. */
  readonly rack: string | undefined;
  readonly goods: readonly Good[];
}

/** Lines of every rack may be edited one by one, or by item in all of them at once. */
const ALL = 'all';

export const lineKey = (section: string, item: string): string => `${section}/${item}`;

/** What the racks hold, section by section, with what the seller says of each line. */
export function goodsOf(plan: Plan, request: QuoteRequest): readonly GoodsSection[] {
  if (request.groupBy === 'item') return [sectionOf(ALL, undefined, plan.cost, request)];
  return inFloorOrder(plan, request).map((rack) => sectionOf(rack.id, rack.name, rack, request));
}

function sectionOf(
  id: string,
  rack: string | undefined,
  { lines, unpriced }: Pick<RackPlan, 'lines' | 'unpriced'>,
  { edits }: QuoteRequest,
): GoodsSection {
  const good = (entry: CapitalLine | UnpricedItem, line?: CapitalLine): Good => {
    const key = lineKey(id, entry.item);
    const edit = edits[key] ?? edits[lineKey(ALL, entry.item)];
    const { item, name, quantity } = entry;
    const from = 'from' in entry ? { from: entry.from } : {};
    return { key, item, name, quantity, edit, ...from, ...(line === undefined ? {} : { line }) };
  };
  return {
    rack,
    goods: [...lines.map((line) => good(line, line)), ...goodsAmong(unpriced).map((item) => good(item))],
  };
}

/** Racks as one walks past them: row by row, place by place. */
function inFloorOrder(plan: Plan, { scenario }: QuoteRequest): readonly RackPlan[] {
  const order = ({ id }: RackPlan) => scenario.racks[id] ?? { row: 0, place: 0 };
  return Object.values(plan.racks).toSorted(
    (a, b) => order(a).row - order(b).row || order(a).place - order(b).place,
  );
}

const isExcluded = ({ edit }: Good): boolean => edit?.excluded === true;

/** A good has a price in the plan, or the seller entered one in the quote. */
export const isPricedGood = ({ line, edit }: Good): boolean =>
  line !== undefined || edit?.unitPrice !== undefined;

export const offeredGoods = (goods: readonly Good[]): readonly Good[] =>
  goods.filter((good) => !isExcluded(good) && isPricedGood(good));

export const excludedGoods = (sections: readonly GoodsSection[]): readonly Good[] =>
  sections.flatMap(({ goods }) => goods.filter(isExcluded));

/** Goods without a price that the seller has not knowingly excluded. */
export const unpricedGoods = (sections: readonly GoodsSection[]): readonly Good[] =>
  sections.flatMap(({ goods }) => goods.filter((good) => !isExcluded(good) && !isPricedGood(good)));

/** Currencies of known prices from which no rate leads to the quote's. */
export const unconvertedCurrencies = (sections: readonly GoodsSection[]): ReadonlySet<CurrencyCode> =>
  new Set(unpricedGoods(sections).flatMap(({ from }) => from ?? []));

/** The same item in several racks as one, with all its pieces. */
export function byItem(goods: readonly Good[]): readonly Pick<Good, 'item' | 'name' | 'quantity'>[] {
  const items = new Map<string, Pick<Good, 'item' | 'name' | 'quantity'>>();
  for (const { item, name, quantity } of goods) {
    items.set(item, { item, name, quantity: quantity + (items.get(item)?.quantity ?? 0) });
  }
  return [...items.values()];
}
