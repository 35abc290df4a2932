import type { Answer, Cancellation } from '#shared/api/contract';
import {
  CALL_PATH,
  type Download,
  DOWNLOAD_PATH,
  SESSION_HEADER,
  SESSION_PATH,
  type WebMessage,
} from '#shared/api/web';
import { chooseScenarioFile } from './choose-file';
import { noAnswer, type Outgoing, type Transport } from './transport';

/** The lines of a streamed text, as they arrive. */
async function* linesOf(stream: ReadableStream<Uint8Array>): AsyncGenerator<string> {
  const reader = stream.getReader();
  const decoder = new TextDecoder();
  let rest = '';
  for (;;) {
    const { done, value } = await reader.read();
    rest += decoder.decode(value, { stream: !done });
    const lines = rest.split('\n');
    rest = lines.pop() ?? '';
    yield* lines;
    if (done) break;
  }
  if (rest !== '') yield rest;
}

const SESSION_KEY = 'fleetwright-session';
const TOKEN_FRAGMENT = /^#token=([\w-]+)$/;

interface Post {
  readonly path: string;
  readonly body: unknown;
  readonly session?: string;
  readonly signal?: AbortSignal | undefined;
}

const post = ({ path, body, session, signal }: Post): Promise<Response> =>
  fetch(path, {
    method: 'POST',
    body: JSON.stringify(body),
    headers: {
      'Content-Type': 'application/json',
      ...(session === undefined ? {} : { [SESSION_HEADER]: session }),
    },
    signal: signal ?? null,
  });

/**
 * Exchanges the token of the address for a session. Only then it is taken out of the address bar and history, so that a
 * page that is loaded again meanwhile has not lost it.
 */
async function openSession(): Promise<string> {
  const token = TOKEN_FRAGMENT.exec(location.hash)?.[1];
  if (token !== undefined) {
    const response = await post({ path: SESSION_PATH, body: { token } });
    if (response.ok) {
      const { session } = (await response.json()) as { readonly session: string };
      localStorage.setItem(SESSION_KEY, session);
    }
    history.replaceState(history.state, '', location.pathname + location.search);
  }
  return localStorage.getItem(SESSION_KEY) ?? '';
}

function fetchDownload({ id, name }: Download): void {
  const link = document.createElement('a');
  link.href = DOWNLOAD_PATH + id;
  link.download = name;
  link.click();
}

function abortSignalOf(cancellation: Cancellation | undefined): AbortSignal | undefined {
  if (cancellation === undefined) return undefined;
  const abort = new AbortController();
  if (cancellation.aborted) abort.abort();
  cancellation.addEventListener('abort', () => abort.abort());
  return abort.signal;
}

async function ask({ name, input, control }: Outgoing, session: string): Promise<Answer<unknown>> {
  const signal = abortSignalOf(control.signal);
  const response = await post({ path: CALL_PATH + name, body: input, session, signal });
  if (response.body === null) return noAnswer(control);
  for await (const line of linesOf(response.body)) {
    const message = JSON.parse(line) as WebMessage;
    if ('fraction' in message) {
      control.onProgress?.(message.fraction);
      continue;
    }
    message.downloads.forEach(fetchDownload);
    return message.answer as Answer<unknown>;
  }
  return noAnswer(control);
}

/** Over HTTP to the browser host. Files are opened by the page itself and saved as downloads. */
export function webTransport(): Transport {
  let session: Promise<string> | undefined;
  return async (outgoing) => {
    try {
      if (outgoing.name === 'openScenarioFile') return await chooseScenarioFile();
      session ??= openSession();
      return await ask(outgoing, await session);
    } catch {
      return noAnswer(outgoing.control);
    }
  };
}
