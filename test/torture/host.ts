import type { Page } from '@playwright/test';

export type HostName = 'browser' | 'desktop';

/** What is killed: the page's process, the process of the host, the browser around the page, or all there is. */
export type Victim = 'page' | 'host' | 'browser' | 'tree';

/** The built app in one of its hosts, on a profile that outlives it. */
export interface TortureHost {
  readonly name: HostName;
  readonly victims: readonly Victim[];
  /** The folder of everything below. */
  readonly folder: string;
  /** The folder of the browser engine's profile, and that of its databases. */
  readonly profile: string;
  readonly databases: string;
  /** The folder that the host itself writes into, and that of its backups. */
  readonly data: string;
  readonly backups: string;
  /** Where what is saved as a file goes; undefined where the browser decides that. */
  readonly saves: string | undefined;
  /** The home folder of the user. */
  readonly home: string;
  /** Starts the app; `watch` is called before the page loads anything. */
  readonly open: (watch: (page: Page) => Promise<void>) => Promise<Page>;
  /** The file that the next file dialog chooses. */
  readonly choose: (path: string) => Promise<void>;
  /** By how much the clock of page and host is wrong from the next start on. */
  readonly setClock: (shiftMilliseconds: number) => void;
  /** Starts the host once more beside the one that runs, on the same data; says what became of it. */
  readonly startAnother: () => Promise<AnotherStart>;
  /** Kills at once, without a word. */
  readonly kill: (victim: Victim) => void;
  /** Kills what still runs and waits for its end. */
  readonly killRest: () => Promise<void>;
  /** What the app said on its standard error since it was last opened. */
  readonly said: () => string;
}

export interface AnotherStart {
  /** Undefined where it did not end by itself. */
  readonly exitCode: number | undefined;
  readonly said: string;
}

export const START_MILLISECONDS = 90_000;
