import type { CommandHost } from '#main/cli/host';
import { run } from '#main/cli/run';
import { shippedServices } from '../../support/services';
import { success } from '#shared/refusal/refusal';

const services = shippedServices();

export interface Ran {
  readonly code: number;
  readonly out: string;
  readonly err: string;
  readonly written: ReadonlyMap<string, string | Uint8Array>;
}

/** One run of the command line beside files in memory. */
export async function commandLine(
  words: readonly string[],
  files: Readonly<Record<string, string>> = {},
  more: Pick<CommandHost, 'interruptible' | 'readBytes' | 'modelOnBoard'> & {
    readonly err?: (text: string) => void;
  } = {},
): Promise<Ran> {
  let [out, err] = ['', ''];
  const written = new Map<string, string | Uint8Array>();
  const missing = Object.assign(new Error('no file'), { code: 'ENOENT' });
  const code = await run(words, {
    out: (text) => (out += text),
    err: (text) => {
      err += text;
      more.err?.(text);
    },
    readFile: (path) =>
      Promise.resolve(files[path]).then((text) =>
        text === undefined ? Promise.reject(missing) : success(text),
      ),
    writeFile: (path, content) =>
      path.startsWith('/gone/') ? Promise.reject(missing) : Promise.resolve(void written.set(path, content)),
    readInput: () => Promise.resolve(success(files['-'] ?? '')),
    chunksOf: async function* (name) {
      const text = await Promise.resolve(files[name] ?? (name === '-' ? '' : undefined));
      if (text === undefined) throw missing;
      // Cut where nothing ends, as a pipe does.
      for (let from = 0; from < text.length; from += 100) yield success(text.slice(from, from + 100));
    },
    services: () => services,
    ...(more.interruptible !== undefined && { interruptible: more.interruptible }),
    ...(more.readBytes !== undefined && { readBytes: more.readBytes }),
    ...(more.modelOnBoard !== undefined && { modelOnBoard: more.modelOnBoard }),
  });
  return { code, out, err, written };
}

export const exampleText = async (id: string): Promise<string> =>
  JSON.stringify((await (await services).examplesIn('en')).find((each) => each.id === id));
