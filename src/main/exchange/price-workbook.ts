import type { Catalogue } from '#shared/catalogue/catalogue';
import { readPriceRows, type ReadPrices } from '#shared/price-table';
import type { Refusal } from '#shared/refusal';
import { failure, success, type Result } from '#shared/result';
import { neededColumns, pricedItems } from './price-table';
import { readWorkbook } from './read-workbook';

/** The prices of the first sheet of a workbook in base64, as those of a CSV table. */
export async function readPriceWorkbook(
  base64: string,
  catalogue: Catalogue,
): Promise<Result<ReadPrices, Refusal>> {
  const table = await readWorkbook(base64, neededColumns);
  return table.ok ? success(readPriceRows(table.value, pricedItems(catalogue))) : failure(table.error);
}
