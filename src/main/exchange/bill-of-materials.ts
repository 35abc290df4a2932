import type { Catalogue } from '#shared/catalogue/catalogue';
import { csvOf, type CsvCell } from '#shared/exchange/csv';
import { majorUnitsOf } from '#shared/money/money';
import type { Scenario } from '#shared/scenario/schema';
import { plan } from '#main/planning/plan';

const HEADER = [
  'item',
  'name',
  'vendor',
  'kind',
  'quantity',
  'unit_price',
  'extended_price',
  'currency',
  'price_book_date',
] as const;

/** The cells of what has no price, so that every row is as wide as the header. */
const NO_PRICE: readonly CsvCell[] = [undefined, undefined, undefined, undefined];

/**
 * Everything that the scenario buys as CSV, one row per item: devices, accelerators priced apart, racks. Prices are the
 * typical ones in major units; where none is known the cells stay empty, never zero.
 */
export function billOfMaterials(scenario: Scenario, catalogue: Catalogue): string {
  const { cost } = plan(scenario, catalogue);
  const kinds = kindsByItem(catalogue);
  const vendorAndKind = (item: string): readonly CsvCell[] => kinds.get(item) ?? [undefined, undefined];
  const priced = cost.lines.map(({ item, name, quantity, unitPrice, total }): readonly CsvCell[] => [
    item,
    name,
    ...vendorAndKind(item),
    quantity,
    majorUnitsOf(unitPrice.typical),
    majorUnitsOf(total.typical),
    cost.currency,
    cost.priceBookDate,
  ]);
  const unpriced = cost.unpriced.map(({ item, name, quantity }): readonly CsvCell[] => [
    item,
    name,
    ...vendorAndKind(item),
    quantity,
    ...NO_PRICE,
  ]);
  return csvOf([HEADER, ...priced, ...unpriced]);
}

/** Vendor and kind by what is bought: a line names the item of a price, what has no price names its type. */
function kindsByItem(catalogue: Catalogue): ReadonlyMap<string, readonly [string | undefined, string]> {
  const kinds = new Map<string, readonly [string | undefined, string]>();
  const add = (
    { id, price }: { readonly id: string; readonly price?: string | undefined },
    kind: readonly [string | undefined, string],
  ): void => {
    const item = price === undefined ? undefined : catalogue.prices[price]?.item;
    for (const key of [id, item]) if (key !== undefined && !kinds.has(key)) kinds.set(key, kind);
  };
  for (const type of Object.values(catalogue.deviceTypes)) add(type, [type.vendor, type.kind]);
  for (const type of Object.values(catalogue.accelerators)) add(type, [type.vendor, 'accelerator']);
  for (const type of Object.values(catalogue.rackTypes)) add(type, [undefined, 'rack']);
  return kinds;
}
