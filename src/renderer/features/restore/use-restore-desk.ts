import { useCallback, useEffect, useMemo, useState } from 'react';
import type { BackupList, ListedBackup, ReadBackup } from '#shared/storage/backup';
import type { OpenedFile } from '#shared/api/files';
import type { Answer } from '#shared/api/contract';
import type { Refusal } from '#shared/refusal/refusal';
import { readOpenedFile } from '#renderer/api/choose-file';
import { useDocuments } from '#renderer/documents/hooks';
import type { Clash, Restored, Standing } from '#renderer/documents/restore';
import { useWorkbench, type Workbench } from '#renderer/documents/workbench';
import { bestOf } from './backup-order';

/** A backup that is looked at, and how its scenarios stand to those of the library. */
export interface Preview {
  readonly backup: ReadBackup;
  readonly standing: ReadonlyMap<string, Standing>;
}

export type Outcome =
  | { readonly kind: 'restored'; readonly restored: Restored }
  | { readonly kind: 'saved'; readonly name: string }
  | { readonly kind: 'folder'; readonly folder: string; readonly shown: boolean }
  | { readonly kind: 'refused'; readonly refusal: Refusal };

export interface RestoreDesk {
  /** Undefined until the backups are listed. */
  readonly list: BackupList | undefined;
  readonly preview: Preview | undefined;
  readonly selected: string | undefined;
  /** Whether there is an open library to restore into. */
  readonly canRestore: boolean;
  readonly busy: boolean;
  readonly outcome: Outcome | undefined;
  readonly select: (backup: ListedBackup) => void;
  readonly restore: (wish: {
    readonly scenarios: ReadonlySet<string>;
    readonly beside: boolean;
    readonly clash: Clash;
  }) => void;
  readonly chooseFile: () => void;
  readonly takeFiles: (files: readonly File[]) => void;
  readonly saveFile: (suggestedName: string) => void;
  readonly showFolder: () => void;
}

export function useRestoreDesk(first: string | undefined): RestoreDesk {
  const workbench = useWorkbench();
  const { api, backups, restoring } = workbench;
  const canRestore = useDocuments(({ phase }) => phase === 'ready');
  const [list, setList] = useState<BackupList>();
  const [selected, setSelected] = useState<string>();
  const [preview, setPreview] = useState<Preview>();
  const [busy, setBusy] = useState(false);
  const [outcome, setOutcome] = useState<Outcome>();

  const guarded = useCallback(async (work: () => Promise<Outcome | undefined>) => {
    setBusy(true);
    setOutcome(undefined);
    setOutcome(await work().catch(refusedBy));
    setBusy(false);
  }, []);

  const look = useCallback(
    async (id: string): Promise<Outcome | undefined> => {
      setSelected(id);
      setPreview(undefined);
      const read = await api.readBackup({ id });
      if (!read.ok) return refused(read.error);
      setPreview({ backup: read.value, standing: await standingIn(workbench, read.value) });
      return undefined;
    },
    [api, workbench],
  );

  const show = useCallback(
    (answer: Answer<BackupList>, wanted?: string): Promise<Outcome | undefined> | Outcome | undefined => {
      if (!answer.ok) return refused(answer.error);
      setList(answer.value);
      const id = wanted ?? bestOf(answer.value, Date.now())?.id;
      return id === undefined ? undefined : look(id);
    },
    [look],
  );

  useEffect(() => {
    void api
      .listBackups({})
      .then((answer) => show(answer, first))
      .then(setOutcome, (error: unknown) => setOutcome(refusedBy(error)));
  }, [api, show, first]);

  const take = useCallback(
    async (file: OpenedFile): Promise<Outcome | undefined> => {
      const taken = await api.takeBackup({ name: file.name.slice(0, 200), text: file.text });
      return taken.ok ? show(await api.listBackups({}), taken.value.id) : refused(taken.error);
    },
    [api, show],
  );

  const acts = useMemo(
    () => ({
      select: ({ id }: ListedBackup) => void guarded(() => look(id)),
      chooseFile: () =>
        void guarded(async () => {
          const chosen = await api.openScenarioFile({});
          if (!chosen.ok) return refused(chosen.error);
          return chosen.value ? take(chosen.value) : undefined;
        }),
      takeFiles: ([file]: readonly File[]) =>
        void guarded(async () => {
          if (file === undefined) return undefined;
          const read = await readOpenedFile(file);
          return read.ok ? take(read.value) : refused(read.error);
        }),
      showFolder: () =>
        void guarded(async () => {
          const shown = await api.showBackups({});
          return shown.ok ? { kind: 'folder', ...shown.value } : refused(shown.error);
        }),
    }),
    [api, guarded, look, take],
  );

  return {
    list,
    preview,
    selected,
    canRestore,
    busy,
    outcome,
    ...acts,
    saveFile: (suggestedName) =>
      void guarded(async () => {
        if (preview === undefined) return undefined;
        const saved = await api.exportBackup({ id: preview.backup.id, suggestedName });
        if (!saved.ok) return refused(saved.error);
        return saved.value ? { kind: 'saved', name: saved.value.name } : undefined;
      }),
    restore: (wish) =>
      void guarded(async () => {
        if (preview === undefined) return undefined;
        // The library as it stands is kept first, so that this can be undone whatever comes.
        await backups.backUp();
        const restored = await restoring.restore({ backup: preview.backup, ...wish });
        if (!restored.ok) return refused(restored.error);
        setPreview({ ...preview, standing: await standingIn(workbench, preview.backup) });
        return { kind: 'restored', restored: restored.value };
      }),
  };
}

/** Where the library cannot be opened, everything in a backup is new to it. */
async function standingIn({ documents, restoring }: Workbench, backup: ReadBackup) {
  if (documents.store.getState().phase !== 'ready') return new Map<string, Standing>();
  return restoring.compare(backup);
}

const refused = (refusal: Refusal): Outcome => ({ kind: 'refused', refusal });

function refusedBy(error: unknown): Outcome {
  const reason = error instanceof Error ? error.message : String(error);
  return refused({
    code: 'restore-failed',
    message: `The backup was not restored: ${reason}`,
    params: { reason },
  });
}
