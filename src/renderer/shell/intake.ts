import { createStore } from 'zustand/vanilla';
import type { OpenedFile } from '#shared/api/files';

/** What was opened and waits for the user to say what becomes of it: nothing is kept before. */
export type Intake =
  | { readonly kind: 'model'; readonly config?: OpenedFile; readonly quantization?: OpenedFile }
  | { readonly kind: 'library'; readonly file: OpenedFile };

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
