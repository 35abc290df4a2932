import type { JobMessage } from './bridge';

/** What the browser host and its page agree on. */

/** Carries the session secret; a header and not a cookie, since every port of this machine would be sent a cookie. */
export const SESSION_HEADER = 'Fleetwright-Session';

/** `POST` the one-time token of the printed address here; the answer is a session secret. */
export const SESSION_PATH = '/api-session';
export const CALL_PATH = '/api/';
export const DOWNLOAD_PATH = '/download/';

/** A file that waits to be fetched once. */
export interface Download {
  readonly id: string;
  readonly name: string;
}

/** The lines of an answered request: progress of a job, then one answer with the files that it made. */
export type WebMessage =
  | Extract<JobMessage, { readonly fraction: number }>
  | { readonly answer: unknown; readonly downloads: readonly Download[] };
