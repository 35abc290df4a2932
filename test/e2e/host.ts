import type { Page } from '@playwright/test';

export type HostName = 'browser' | 'desktop';

export interface Bounds {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

export interface SavedFile {
  readonly name: string;
  readonly content: Buffer;
}

/** The app in one of its hosts, as the specs see it; the same acts in both. */
export interface RunningApp {
  readonly host: HostName;
  /** The page that is open now; another one after `restart`. */
  readonly page: () => Page;
  /** Closes the app and opens it again on the same profile; something may befall the profile meanwhile. */
  readonly restart: (meanwhile?: () => Promise<void>) => Promise<Page>;
  /** The app's folder, in which its profile and data are. */
  readonly folder: string;
  /** The user's home folder. */
  readonly home: string;
  /** The process ids of the pages, as the desktop host knows them; none in a browser. */
  readonly pageProcesses: () => Promise<readonly number[]>;
  /** Moves the window; nothing in a browser, whose windows are the user's. */
  readonly moveWindow: (bounds: Bounds) => Promise<void>;
  /** Does something that saves a file and returns the file. */
  readonly saved: (act: () => Promise<void>) => Promise<SavedFile>;
  /** Does something that opens the file dialog, in which the user chooses this file; undefined cancels. */
  readonly choosing: (path: string | undefined, act: () => Promise<void>) => Promise<void>;
  /** Does something that asks the window to go elsewhere, and settles once the desktop or its browser has refused that. */
  readonly refusing: (act: () => Promise<void>) => Promise<void>;
  readonly close: () => Promise<void>;
}

/** What a host is started with: an empty folder of its own, and what to do with each page it opens. */
export interface HostSettings {
  readonly folder: string;
  /** The user's home folder, so that nothing is written into that of whoever runs the tests. */
  readonly home: string;
  readonly watch: (page: Page, origin: string) => Promise<void>;
}
