import { importFromNetbox } from '#main/exchange/netbox/import-netbox';
import { writeLayout } from '#main/exchange/writers/write-layout';
import { success } from '#shared/refusal/refusal';
import type { Make } from '#main/services/lazily';

/** Computes what comes from files and goes into files. */
export const exchanging: Make<'importNetbox' | 'readPriceWorkbook' | 'saveWorkbook' | 'exportLayout'> = ({
  catalogue,
}) => ({
  importNetbox: (request) => importFromNetbox(request, catalogue),
  readPriceWorkbook: async ({ base64 }) =>
    (await import('#main/exchange/price-workbook')).readPriceWorkbook(base64, catalogue),
  saveWorkbook: async (table) =>
    success(await (await import('#main/exchange/writers/table-workbook')).writeTableWorkbook(table)),
  exportLayout: (request, { report }) => writeLayout(request, catalogue, report),
});
