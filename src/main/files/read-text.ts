import { createReadStream } from 'node:fs';
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
    const text = await boundedText(createReadStream(path), { name, limit });
    return text.ok ? success({ name, text: text.value }) : text;
  } catch (error) {
    return failure(notRead(name, error));
  }
}

/**
 * What a stream of UTF-8 says, a byte order mark at its start left out; refused when it is longer or no UTF-8.
 * Rejects with the error of the stream. What is too long is not read to its end: a device may have none.
 */
export async function boundedText(
  source: AsyncIterable<Uint8Array>,
  { name, limit }: { readonly name: string; readonly limit: number },
): Promise<Answer<string>> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of source) {
    size += chunk.length;
    if (size > limit) return failure(fileTooLarge(size, limit));
    chunks.push(chunk);
  }
  try {
    return success(new TextDecoder('utf-8', { fatal: true }).decode(Buffer.concat(chunks)));
  } catch {
    return failure(fileNotText(name));
  }
}
