/** What the preload script hands to the page, and the names of the channels behind it. */

export const CALL_CHANNEL = 'fleetwright:call';
export const JOB_CHANNEL = 'fleetwright:job';
/** Asked of the page by its window, with a port that brings back that it is done; nothing else is sent over it. */
export const CLOSING_CHANNEL = 'fleetwright:closing';

/** A job under way: its answer, and the way to end it early. */
export interface RunningJob {
  readonly answer: Promise<unknown>;
  readonly cancel: () => void;
}

/** The one object that the desktop host exposes to the page, as `globalThis.fleetwright`. */
export interface Bridge {
  readonly invoke: (name: string, input: unknown) => Promise<unknown>;
  readonly job: (name: string, input: unknown, onProgress: (fraction: number) => void) => RunningJob;
  /** What is done before the window closes; the window waits for it for a few seconds. The latest call holds. */
  readonly beforeClosing: (finish: () => Promise<void>) => void;
}

/** What travels over a job's port: progress any number of times, then one answer; the asker may send `cancel`. */
export type JobMessage = { readonly fraction: number } | { readonly answer: unknown };
export const CANCEL_MESSAGE = 'cancel';
