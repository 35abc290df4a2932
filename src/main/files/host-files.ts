import { createReadStream } from 'node:fs';
import { basename } from 'node:path';
import type { OpenedFile } from '#shared/api/files';
import type { Answer, SavedFile } from '#shared/api/contract';
import {
  failure,
  fileTooLarge,
  type Refusal,
  type Result,
  success,
  fileNotText,
} from '#shared/refusal/refusal';

type FileKind = 'json' | 'csv' | 'svg' | 'markdown' | 'pdf' | 'xlsx' | 'png' | 'zip' | 'draw-io' | 'yaml';

export interface FileToSave {
  readonly suggestedName: string;
  readonly content: string | Uint8Array;
  readonly kind: FileKind;
}

/** How a host lets the user choose files: dialogs on the desktop, downloads in a browser. */
export interface HostFiles {
  readonly save: (file: FileToSave) => Promise<Answer<SavedFile>>;
  readonly openScenario: () => Promise<Answer<OpenedFile | null>>;
}

export const fileKinds: Readonly<
  Record<FileKind, { readonly extension: string; readonly mediaType: string; readonly title: string }>
> = {
  json: { extension: 'json', mediaType: 'application/json', title: 'JSON' },
  csv: { extension: 'csv', mediaType: 'text/csv; charset=utf-8', title: 'CSV' },
  svg: { extension: 'svg', mediaType: 'image/svg+xml', title: 'SVG' },
  markdown: { extension: 'md', mediaType: 'text/markdown; charset=utf-8', title: 'Markdown' },
  pdf: { extension: 'pdf', mediaType: 'application/pdf', title: 'PDF' },
  png: { extension: 'png', mediaType: 'image/png', title: 'PNG' },
  zip: { extension: 'zip', mediaType: 'application/zip', title: 'ZIP' },
  'draw-io': { extension: 'drawio', mediaType: 'application/vnd.jgraph.mxfile', title: 'draw.io' },
  yaml: { extension: 'yaml', mediaType: 'application/yaml', title: 'YAML' },
  xlsx: {
    extension: 'xlsx',
    mediaType: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
    title: 'Excel',
  },
};

/** The largest scenario file that is read. */
const LARGEST_SCENARIO_FILE = 64 * 1024 * 1024;

const codeOf = (error: unknown): string =>
  error instanceof Error && 'code' in error ? String(error.code) : 'unknown';

const sentences: Readonly<Record<string, string>> = {
  EACCES: 'you may not write there',
  EPERM: 'you may not write there',
  EROFS: 'the place is read-only',
  ENOSPC: 'the disk is full',
  EDQUOT: 'your share of the disk is full',
  ENOENT: 'the folder is gone',
  EVERIFY: 'the disk gives back something else than was written',
  EISDIR: 'a folder has that name',
};

const readOnly = (name: string): Refusal => ({
  code: 'file-read-only',
  message: `"${name}" is read-only, so it was not overwritten. Make it writable, or choose another name.`,
  params: { name },
});

/** Why a file the user named could not be written, without its path. */
export function notWritten(name: string, error: unknown): Refusal {
  const cause = codeOf(error);
  if (cause === 'EREADONLY') return readOnly(name);
  const because = sentences[cause] ?? cause;
  return {
    code: 'file-not-written',
    message: `"${name}" was not written: ${because}. What was there before is unchanged.`,
    params: { name, cause },
  };
}

const notRead = (name: string, error: unknown): Refusal => ({
  code: 'file-not-read',
  message: `"${name}" could not be read (${codeOf(error)}).`,
  params: { name, cause: codeOf(error) },
});

/** How every PNG begins (W3C PNG, section 5.2). */
const SIGNATURE = [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a] as const;

/** The bytes of a PNG that came as base64; what only calls itself one is refused, so that no other file gets its name. */
export function pngOf(base64: string): Result<Uint8Array, Refusal> {
  const bytes = Buffer.from(base64, 'base64');
  if (SIGNATURE.every((byte, index) => bytes[index] === byte)) return success(bytes);
  return failure({ code: 'no-picture', message: 'The data to save is not a PNG image.', path: 'png' });
}

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

/** What a stream of UTF-8 says, in pieces as they come; the last one is a refusal where it is no UTF-8. */
export async function* textPieces(
  source: AsyncIterable<Uint8Array>,
  name: string,
): AsyncGenerator<Answer<string>, void> {
  const decoder = new TextDecoder('utf-8', { fatal: true });
  try {
    for await (const chunk of source) yield success(decoder.decode(chunk, { stream: true }));
    yield success(decoder.decode());
  } catch (error) {
    if (!(error instanceof TypeError)) throw error;
    yield failure(fileNotText(name));
  }
}
