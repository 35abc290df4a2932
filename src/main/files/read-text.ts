import { readFile, stat } from 'node:fs/promises';
import { basename } from 'node:path';
import type { OpenedFile } from '../../shared/api/calls';
import type { Answer } from '../../shared/api/contract';
import { fileTooLarge } from '../../shared/file-too-large';
import { failure, success } from '../../shared/result';
import { LARGEST_SCENARIO_FILE } from './host-files';
import { fileNotText, notRead } from './refusals';

/** The text of a file that the user chose; refused when it is too large, not UTF-8, or cannot be read. */
export async function readTextFile(path: string, limit = LARGEST_SCENARIO_FILE): Promise<Answer<OpenedFile>> {
  const name = basename(path);
  try {
    const { size } = await stat(path);
    if (size > limit) return failure(fileTooLarge(size, limit));
    const bytes = await readFile(path);
    const text = new TextDecoder('utf-8', { fatal: true }).decode(bytes);
    return success({ name, text });
  } catch (error) {
    return failure(error instanceof TypeError ? fileNotText(name) : notRead(name, error));
  }
}
