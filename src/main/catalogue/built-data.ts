import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { builtFiles, type ProductData } from './product-data';

/** The data that a build checked and laid into a folder; each file is read when it is asked for, and once. */
export async function builtData(folder: string): Promise<ProductData> {
  const files = new Map<string, Promise<unknown>>();
  const read = <Content>(name: string): Promise<Content> => {
    const content = files.get(name) ?? parsedFile(join(folder, name));
    files.set(name, content);
    return content as Promise<Content>;
  };
  return {
    catalogue: await read(builtFiles.catalogue),
    examplesIn: (language) => read(builtFiles.examples[language]),
    measured: () => read(builtFiles.measured),
  };
}

const parsedFile = async (path: string): Promise<unknown> => JSON.parse(await readFile(path, 'utf8'));
