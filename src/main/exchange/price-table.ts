import type { Catalogue } from '#shared/catalogue/catalogue';
import { readPriceRows, type ReadPrices } from '#shared/price-table';
import type { Refusal } from '#shared/refusal';
import { failure, success, type Result } from '#shared/result';
import { readTable } from './netbox/read-table';

/** The prices of a CSV table, for items that the catalogue has; rows that are none are named with line and reason. */
export function readPriceTable(text: string, catalogue: Catalogue): Result<ReadPrices, Refusal> {
  const table = readTable(text, ['item', 'currency', 'typical', 'observed_on']);
  if (!table.ok) return failure(table.error);
  const { deviceTypes, rackTypes, accelerators } = catalogue;
  const items = new Set([deviceTypes, rackTypes, accelerators].flatMap((entries) => Object.keys(entries)));
  return success(readPriceRows(table.value, items));
}
