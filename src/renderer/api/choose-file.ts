import type { OpenedFile } from '#shared/api/calls';
import type { Answer } from '#shared/api/contract';
import { fileTooLarge } from '#shared/file-too-large';
import type { Refusal } from '#shared/refusal';
import { failure, success } from '#shared/result';

const LARGEST_FILE = 64 * 1024 * 1024;

const notText = (name: string): Refusal => ({
  code: 'file-not-text',
  message: `"${name}" is not a UTF-8 text file.`,
  params: { name },
});

/** The text of a file that the user chose or dropped; refused when it is too large or not UTF-8. */
export async function readOpenedFile(file: File): Promise<Answer<OpenedFile>> {
  if (file.size > LARGEST_FILE) return failure(fileTooLarge(file.size, LARGEST_FILE));
  try {
    const text = new TextDecoder('utf-8', { fatal: true }).decode(await file.arrayBuffer());
    return success({ name: file.name, text });
  } catch {
    return failure(notText(file.name));
  }
}

/** Lets the user choose a scenario file in a browser; null when they change their mind. */
export function chooseScenarioFile(): Promise<Answer<OpenedFile | null>> {
  return new Promise((resolve) => {
    const input = document.createElement('input');
    input.type = 'file';
    input.accept = '.json,application/json';
    input.addEventListener('cancel', () => resolve(success(null)));
    input.addEventListener('change', () => {
      const file = input.files?.[0];
      resolve(file === undefined ? success(null) : readOpenedFile(file));
    });
    input.click();
  });
}
