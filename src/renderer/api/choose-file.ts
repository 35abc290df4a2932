import type { OpenedFile } from '#shared/api/files';
import type { Answer } from '#shared/api/contract';
import { failure, fileTooLarge, type Refusal, success, fileNotText } from '#shared/refusal/refusal';

const LARGEST_FILE = 64 * 1024 * 1024;

/** A folder that was dropped, or a file that went away meanwhile. */
const notRead = (name: string, error: unknown): Refusal => {
  const cause = error instanceof DOMException ? error.name : String(error);
  return {
    code: 'file-not-read',
    message: `"${name}" could not be read (${cause}).`,
    params: { name, cause },
  };
};

/** The text of a file that the user chose or dropped; refused when it is too large, not UTF-8 or cannot be read. */
export async function readOpenedFile(file: File): Promise<Answer<OpenedFile>> {
  if (file.size > LARGEST_FILE) return failure(fileTooLarge(file.size, LARGEST_FILE));
  try {
    const text = new TextDecoder('utf-8', { fatal: true }).decode(await file.arrayBuffer());
    return success({ name: file.name, text });
  } catch (error) {
    return failure(error instanceof TypeError ? fileNotText(file.name) : notRead(file.name, error));
  }
}

/** What may be in a folder that is dropped: a checkpoint of a model has fewer files. */
const MOST_IN_FOLDER = 2_000;

/**
 * The files that were dropped. Of a folder, such as that of a model, the configurations that lie in it: the weights beside them are
 * never opened.
 */
export async function filesDropped(transfer: DataTransfer): Promise<readonly File[]> {
  const entries = [...transfer.items].map((item) => (item.kind === 'file' ? item.webkitGetAsEntry() : null));
  const plain = [...transfer.files];
  if (!entries.some((entry) => entry?.isDirectory)) return plain;
  const found = await Promise.all(
    entries.map(async (entry, index): Promise<readonly File[]> => {
      const file = plain[index];
      if (entry?.isDirectory) return configurationsIn(entry as FileSystemDirectoryEntry);
      return file === undefined ? [] : [file];
    }),
  );
  return found.flat();
}

async function configurationsIn(folder: FileSystemDirectoryEntry): Promise<readonly File[]> {
  const reader = folder.createReader();
  const entries: FileSystemEntry[] = [];
  for (;;) {
    const some = await new Promise<readonly FileSystemEntry[]>((resolve) =>
      reader.readEntries(resolve, () => resolve([])),
    );
    if (some.length === 0 || entries.length >= MOST_IN_FOLDER) break;
    entries.push(...some);
  }
  const files = entries.filter(
    ({ isFile, name }) => isFile && /^(config|hf_quant_config|.*\.fleetwright(-library)?)\.json$/i.test(name),
  );
  const read = files.map(
    (entry) =>
      new Promise<File | undefined>((resolve) =>
        (entry as FileSystemFileEntry).file(
          (file) => resolve(new File([file], `${folder.name}/${file.name}`, { type: file.type })),
          () => resolve(undefined),
        ),
      ),
  );
  return (await Promise.all(read)).filter((file) => file !== undefined);
}

/** Lets the user choose a scenario file in a browser; null when they change their mind. */
export async function chooseScenarioFile(): Promise<Answer<OpenedFile | null>> {
  const files = await chooseFiles({ accept: '.json,application/json', several: false });
  return files.ok ? success(files.value[0] ?? null) : files;
}

/** Lets the user choose text files by the page's own dialog; none when they change their mind. */
export async function chooseFiles(wanted: {
  readonly accept: string;
  readonly several: boolean;
}): Promise<Answer<readonly OpenedFile[]>> {
  const read = await Promise.all((await filesFromUser(wanted)).map(readOpenedFile));
  const refused = read.find((answer) => !answer.ok);
  return refused ?? success(read.flatMap((answer) => (answer.ok ? [answer.value] : [])));
}

/** Files of device types as the user chose them: texts, and ZIP files that the main side unpacks. */
export interface TypeFiles {
  readonly types: readonly { readonly name: string; readonly text: string }[];
  readonly archives: readonly { readonly name: string; readonly base64: string }[];
}

const TYPES = '.yaml,.yml,.json,.zip,application/yaml,application/json,application/zip';

async function base64Of(file: File): Promise<string> {
  const bytes = new Uint8Array(await file.arrayBuffer());
  let binary = '';
  const STEP = 32_768;
  for (let at = 0; at < bytes.length; at += STEP)
    binary += String.fromCharCode(...bytes.subarray(at, at + STEP));
  return btoa(binary);
}

/** Lets the user choose files or a folder of device types; of a folder those that hold types, whatever else is in it. */
export async function chooseTypeFiles(from: 'files' | 'folder'): Promise<Answer<TypeFiles>> {
  const files = await filesFromUser({ accept: TYPES, several: true, folder: from === 'folder' });
  const types: { name: string; text: string }[] = [];
  const archives: { name: string; base64: string }[] = [];
  for (const file of files) {
    const name = file.webkitRelativePath || file.name;
    if (/\.zip$/i.test(name)) {
      if (file.size > LARGEST_FILE) return failure(fileTooLarge(file.size, LARGEST_FILE));
      archives.push({ name, base64: await base64Of(file) });
    } else if (/\.(ya?ml|json)$/i.test(name)) {
      const read = await readOpenedFile(file);
      if (read.ok) types.push({ name, text: read.value.text });
      else if (from === 'files') return read;
    }
  }
  return success({ types, archives });
}

function filesFromUser({
  accept,
  several,
  folder = false,
}: {
  readonly accept: string;
  readonly several: boolean;
  readonly folder?: boolean;
}): Promise<readonly File[]> {
  return new Promise((resolve) => {
    const input = document.createElement('input');
    input.type = 'file';
    input.accept = accept;
    input.multiple = several;
    input.webkitdirectory = folder;
    input.addEventListener('cancel', () => resolve([]));
    input.addEventListener('change', () => resolve([...(input.files ?? [])]));
    input.click();
  });
}
