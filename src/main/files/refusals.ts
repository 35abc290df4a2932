import type { Refusal } from '../../shared/refusal';

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

export const notRead = (name: string, error: unknown): Refusal => ({
  code: 'file-not-read',
  message: `"${name}" could not be read (${codeOf(error)}).`,
  params: { name, cause: codeOf(error) },
});

export const fileNotText = (name: string): Refusal => ({
  code: 'file-not-text',
  message: `"${name}" is not a UTF-8 text file.`,
  params: { name },
});
