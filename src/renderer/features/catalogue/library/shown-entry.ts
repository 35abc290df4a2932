import { createStore } from 'zustand/vanilla';
import type { LibraryKind } from '#shared/library/library';

/** The entry that the Catalogue screen is asked to show, such as one that was just kept; taken once it shows it. */
export const shownEntry = createStore<{
  readonly asked: { readonly kind: LibraryKind; readonly id: string } | undefined;
}>(() => ({ asked: undefined }));

export const showEntry = (asked: { readonly kind: LibraryKind; readonly id: string }): void =>
  shownEntry.setState({ asked });
