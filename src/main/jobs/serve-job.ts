import { CANCEL_MESSAGE, type JobMessage } from '#shared/api/bridge';
import type { Answer, JobContext } from '#shared/api/contract';

/** The part of a message port that serving a job needs; Electron's and Node's ports both have it. */
export interface JobPort {
  on(event: 'message', listener: (event: { readonly data: unknown }) => void): unknown;
  on(event: 'close', listener: () => void): unknown;
  start(): void;
  postMessage(message: JobMessage): void;
  close(): void;
}

/**
 * Runs one job for whoever holds the other end of `port`: progress and the answer go out, a cancel message or the
 * end of the other side (a closed window, a crash) aborts it.
 */
export async function serveJob(
  port: JobPort,
  run: (context: JobContext) => Promise<Answer<unknown>>,
): Promise<void> {
  const abort = new AbortController();
  const other = { listens: true };
  port.on('message', ({ data }) => {
    if (data === CANCEL_MESSAGE) abort.abort();
  });
  port.on('close', () => {
    other.listens = false;
    abort.abort();
  });
  port.start();
  const answer = await run({
    signal: abort.signal,
    report: (fraction) => {
      if (other.listens) port.postMessage({ fraction });
    },
  });
  if (other.listens) port.postMessage({ answer });
}
