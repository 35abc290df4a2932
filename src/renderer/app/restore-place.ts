import { createStore } from 'zustand/vanilla';
import type { ScreenNamespace } from '#renderer/i18n/resources';

/** The messages that the Restore screen speaks beside those of the window. */
export const restoreNamespaces = ['restore'] as const satisfies readonly ScreenNamespace[];

export interface RestorePlace {
  readonly isOpen: boolean;
  /** The id of the backup to show first; the newest whole one where none is named. */
  readonly backup: string | undefined;
}

/**
 * Whether the Restore screen is shown in place of everything else. It needs no open library to list, show and export
 * backups, so whoever says that the library cannot be opened may lead there by `openRestore()`.
 */
export const restorePlace = createStore<RestorePlace>(() => ({ isOpen: false, backup: undefined }));

export const openRestore = (backup?: string): void => restorePlace.setState({ isOpen: true, backup });
export const closeRestore = (): void => restorePlace.setState({ isOpen: false, backup: undefined });
