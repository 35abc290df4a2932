import { statSync } from 'node:fs';
import { basename, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { HostRequest } from '#shared/api/files';
import type { Cancellation } from '#shared/api/contract';
import { readTextFile } from '#main/files/host-files';

/** What waits to be done by the window; kept until a window takes it, since files are opened before there is one. */
export interface HostRequests {
  readonly ask: (request: HostRequest) => void;
  /** Reads files and has the window open them, in this order. */
  readonly open: (paths: readonly string[]) => Promise<void>;
  /** Answers with what waits, or as soon as something does. Of several that wait only the newest goes on. */
  readonly next: (signal: Cancellation) => Promise<readonly HostRequest[]>;
}

export function createHostRequests(): HostRequests {
  const waiting: HostRequest[] = [];
  let taker: ((requests: readonly HostRequest[]) => void) | undefined;
  const deliver = (): void => {
    if (taker === undefined || waiting.length === 0) return;
    const take = taker;
    taker = undefined;
    take(waiting.splice(0));
  };
  const ask = (request: HostRequest): void => {
    waiting.push(request);
    deliver();
  };
  return {
    ask,
    open: async (paths) => {
      for (const path of paths)
        ask({ kind: 'open', name: basename(path), content: await readTextFile(path) });
    },
    next: (signal) =>
      new Promise((answer) => {
        taker?.([]);
        taker = answer;
        // A page that is loaded anew no longer listens; what it would have been given waits for the next one.
        signal.addEventListener('abort', () => {
          if (taker !== answer) return;
          taker = undefined;
          answer([]);
        });
        deliver();
      }),
  };
}

const isPlainFile = (path: string): boolean | undefined =>
  statSync(path, { throwIfNoEntry: false })?.isFile();

function pathOf(word: string, folder: string): string | undefined {
  try {
    return word.startsWith('file:') ? fileURLToPath(word) : resolve(folder, word);
  } catch {
    return undefined;
  }
}

/**
 * The files among the words of a command line: paths or `file:` addresses, which file managers give. A name that ends in
 * `.json` is one even where nothing lies there, so that the window says so; a folder, such as that of the app, is none.
 */
export function filesAmong(words: readonly string[], folder: string): readonly string[] {
  return words.flatMap((word) => {
    if (word === '' || word.startsWith('-')) return [];
    const path = pathOf(word, folder);
    if (path === undefined) return [];
    const isFile = isPlainFile(path) ?? /\.json$/i.test(path);
    return isFile ? [path] : [];
  });
}
