import { createStore } from 'zustand/vanilla';
import type { OpenedFile } from '#shared/api/files';
import type { LibraryKind } from '#shared/library/library';
import type { ScenarioId } from '#shared/schema/ids';

/** What was opened and waits for the user to say what becomes of it: nothing is kept before. */
export type Intake =
  | { readonly kind: 'model'; readonly config?: OpenedFile; readonly quantization?: OpenedFile }
  | {
      readonly kind: 'library';
      readonly file: OpenedFile;
      /** The scenario that brought the entries, where one did. */
      readonly scenario?: ScenarioId;
    };

/** The one thing that the window shows for taking in, if any. */
export const intake = createStore<{ readonly of: Intake | undefined }>(() => ({ of: undefined }));

/**
 * Shows what was opened. A file of a model's quantisation joins the configuration that is being looked at, and the other way
 * round, since some programs hand them over one by one.
 */
export function openIntake(of: Intake): void {
  const { of: open } = intake.getState();
  intake.setState({ of: of.kind === 'model' && open?.kind === 'model' ? { ...open, ...of } : of });
}

export const closeIntake = (): void => intake.setState({ of: undefined });

/** What the Catalogue screen is asked to show. */
export interface AskedEntry {
  readonly kind: LibraryKind;
  readonly id: string;
  /** Begins a server that carries it. */
  readonly makeServer?: true;
}

/** The entry that the Catalogue screen is asked to show, such as one that was just kept; taken once it shows it. */
export const shownEntry = createStore<{ readonly asked: AskedEntry | undefined }>(() => ({
  asked: undefined,
}));

export const showEntry = (asked: AskedEntry): void => shownEntry.setState({ asked });
