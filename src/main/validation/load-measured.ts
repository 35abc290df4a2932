import { readFile } from 'node:fs/promises';
import { MeasuredCase } from '#shared/validation';
import { z } from '#shared/zod';

/** The measured cases that ship with the product. Rejects where the file is damaged: it is part of the product. */
export async function loadMeasuredCases(file: string): Promise<readonly MeasuredCase[]> {
  const parsed = z.array(MeasuredCase).safeParse(JSON.parse(await readFile(file, 'utf8')));
  if (!parsed.success) throw new Error(`The measured cases are damaged: ${z.prettifyError(parsed.error)}`);
  return parsed.data;
}
