import { useStore } from 'zustand';
import { intake } from '#renderer/shell/intake';
import { AddModelDialog } from './add-model-dialog';
import { ImportLibraryDialog } from './import-library-dialog';

/** Asks what becomes of a model or a library that was opened; nothing where there is none. */
export function IntakeDialog() {
  const of = useStore(intake, (state) => state.of);
  if (of === undefined) return null;
  return of.kind === 'model' ? (
    <AddModelDialog files={of} />
  ) : (
    <ImportLibraryDialog key={of.file.name} file={of.file} scenario={of.scenario} />
  );
}
