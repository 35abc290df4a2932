import type { Catalogue } from '#shared/catalogue/catalogue';
import { readPriceRows, type ReadPrices } from '#shared/prices/price-table';
import { failure, type Refusal, type Result, success } from '#shared/refusal/refusal';
import { readTable } from './read-table';

/** The prices of a CSV table, for items that the catalogue has; rows that are none are named with line and reason. */
export function readPriceTable(text: string, catalogue: Catalogue): Result<ReadPrices, Refusal> {
  const table = readTable(text, neededColumns);
  return table.ok ? success(readPriceRows(table.value, pricedItems(catalogue))) : failure(table.error);
}

/** The columns without which a table is no price book. */
export const neededColumns = ['item', 'currency', 'typical', 'observed_on'];

/** The ids of everything that is bought. */
export const pricedItems = ({ deviceTypes, rackTypes, accelerators }: Catalogue): ReadonlySet<string> =>
  new Set([deviceTypes, rackTypes, accelerators].flatMap((entries) => Object.keys(entries)));
