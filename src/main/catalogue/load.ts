import { open, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { Catalogue } from '#shared/catalogue/catalogue';
import { failure, type Result } from '#shared/result';
import type { CatalogueFault } from './fault';
import { catalogueFiles } from '#shared/catalogue/kinds';
import { catalogueLimits, parseCatalogue, type CatalogueFile } from './parse';

/**
 * The catalogue in a folder, checked whole. Whatever is wrong is named by file, place and reason; a file that does
 * not belong there is a fault too, since its entries would be missed in silence.
 */
export async function loadCatalogue(folder: string): Promise<Result<Catalogue, readonly CatalogueFault[]>> {
  const names = await listFiles(folder);
  if (!names.ok) return names;
  const strangers = names.value.filter((name) => name.endsWith('.json') && !catalogueFiles.includes(name));
  if (strangers.length > 0) {
    return failure(strangers.map((file) => ({ file, path: '', reason: 'is not a file of the catalogue' })));
  }
  const present = catalogueFiles.filter((name) => names.value.includes(name));
  const read = await Promise.all(present.map((name) => readFile(folder, name)));
  const unreadable = read.flatMap((file) => (file.ok ? [] : [file.error]));
  if (unreadable.length > 0) return failure(unreadable);
  return parseCatalogue(read.flatMap((file) => (file.ok ? [file.value] : [])));
}

async function listFiles(folder: string): Promise<Result<readonly string[], readonly CatalogueFault[]>> {
  try {
    return { ok: true, value: await readdir(folder) };
  } catch (error) {
    return failure([{ file: folder, path: '', reason: `cannot be listed: ${reasonOf(error)}` }]);
  }
}

async function readFile(folder: string, name: string): Promise<Result<CatalogueFile, CatalogueFault>> {
  try {
    const handle = await open(join(folder, name));
    try {
      const { size } = await handle.stat();
      if (size > catalogueLimits.bytes) {
        const reason = `is ${size} bytes; at most ${catalogueLimits.bytes} can be read`;
        return failure({ file: name, path: '', reason });
      }
      return { ok: true, value: { name, text: await handle.readFile('utf8') } };
    } finally {
      await handle.close();
    }
  } catch (error) {
    return failure({ file: name, path: '', reason: `cannot be read: ${reasonOf(error)}` });
  }
}

const reasonOf = (error: unknown): string => (error instanceof Error ? error.message : String(error));
