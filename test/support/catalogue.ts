import { fileURLToPath } from 'node:url';
import { describeFault } from '#main/catalogue/parse';
import { loadCatalogue } from '#main/catalogue/load';
import type { Catalogue } from '#shared/catalogue/catalogue';

export const catalogueFolder = fileURLToPath(new URL('../../resources/catalogue', import.meta.url));

/** The catalogue as shipped; a test that needs another entry spreads this and adds it. */
export async function shippedCatalogue(): Promise<Catalogue> {
  const catalogue = await loadCatalogue(catalogueFolder);
  if (!catalogue.ok) throw new Error(catalogue.error.map(describeFault).join('\n'));
  return catalogue.value;
}
