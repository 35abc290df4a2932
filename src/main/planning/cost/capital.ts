import type { Catalogue } from '#shared/catalogue/catalogue';
import type { RackType } from '#shared/catalogue/entries';
import type { DerivedMoney } from '#shared/plan/derived';
import type { CapitalLine, UnpricedItem } from '#shared/plan/cost';
import { deriveMoney, sumOfMoney, timesMoney, type MoneyInput } from '../derivation/money';
import type { DeviceCount } from '../placement/inventory';
import type { PlanningContext } from '../planning-context';

/** Something to be bought: a device, the accelerators in it where they are priced apart, or a rack. */
interface Purchase {
  readonly id: string;
  readonly name: string;
  readonly price: string | undefined;
  readonly quantity: number;
}

export interface Capital {
  readonly lines: readonly CapitalLine[];
  readonly unpriced: readonly UnpricedItem[];
  readonly total: DerivedMoney;
}

function purchasesOf({ type, count }: DeviceCount, { accelerators }: Catalogue): readonly Purchase[] {
  const device: Purchase = { id: type.id, name: type.name, price: type.price, quantity: count };
  if (!type.acceleratorsPricedApart || type.accelerators === undefined) return [device];
  const accelerator = Object.hasOwn(accelerators, type.accelerators.type)
    ? accelerators[type.accelerators.type]
    : undefined;
  const cards: Purchase = {
    id: type.accelerators.type,
    name: accelerator?.name ?? type.accelerators.type,
    price: accelerator?.price,
    quantity: count * type.accelerators.count,
  };
  return [device, cards];
}

function merged(purchases: readonly Purchase[]): readonly Purchase[] {
  const byId = new Map<string, Purchase>();
  for (const purchase of purchases) {
    const before = byId.get(purchase.id)?.quantity ?? 0;
    byId.set(purchase.id, { ...purchase, quantity: before + purchase.quantity });
  }
  return [...byId.values()];
}

function lineOf({ name, quantity }: Purchase, item: string, unitPrice: DerivedMoney): CapitalLine {
  const inputs: MoneyInput[] = [{ name: 'unitPrice', of: name, count: quantity, value: unitPrice }];
  const total = deriveMoney('line-total', inputs, timesMoney(unitPrice, quantity));
  return { item, name, quantity, unitPrice, total };
}

/** Why an item is in no sum: no price at all, or one in a currency from which no exchange rate leads here. */
function unpricedItem(
  { id, name, quantity, price }: Purchase,
  { catalogue, figures, scenario }: PlanningContext,
): UnpricedItem {
  const known = price === undefined ? undefined : catalogue.prices[price];
  const item = { item: id, name, quantity };
  return known === undefined || figures.exchangeRate(known.currency, scenario.currency) !== undefined
    ? item
    : { ...item, from: known.currency };
}

export interface Goods {
  readonly devices: readonly DeviceCount[];
  readonly racks: readonly { readonly type: RackType; readonly count: number }[];
}

/** What devices and racks cost, one line per item; what has no price is named apart and is in no sum. */
export function capitalOf(
  { devices, racks }: Goods,
  { catalogue, figures, scenario }: PlanningContext,
): Capital {
  const lines: CapitalLine[] = [];
  const unpriced: UnpricedItem[] = [];
  const rackPurchases = racks.map(({ type, count }): Purchase => ({
    id: type.id,
    name: type.name,
    price: type.price,
    quantity: count,
  }));
  const purchases = [...devices.flatMap((entry) => purchasesOf(entry, catalogue)), ...rackPurchases];
  for (const purchase of merged(purchases)) {
    const { price: id } = purchase;
    const price = id === undefined ? undefined : figures.priceOf(id, scenario.currency);
    const item = id === undefined ? undefined : catalogue.prices[id]?.item;
    if (price !== undefined && item !== undefined) lines.push(lineOf(purchase, item, price));
    else unpriced.push(unpricedItem(purchase, { catalogue, figures, scenario }));
  }
  const inputs = lines.map(({ name, total }): MoneyInput => ({ name: 'line', of: name, value: total }));
  return { lines, unpriced, total: sumOfMoney(scenario.currency, inputs) };
}
