import { join } from 'node:path';
import { loadCatalogue } from '#main/catalogue/load';
import { directoryOf, type Directory } from '#main/simulator/resolve/directory';
import type { BenchContext } from './bench';

/** What cases refer to, from the catalogue as shipped. */
export async function shippedDirectory({ root }: BenchContext): Promise<Directory> {
  const catalogue = await loadCatalogue(join(root, 'resources/catalogue'));
  if (!catalogue.ok) throw new Error('The catalogue cannot be read.');
  return directoryOf(catalogue.value);
}
