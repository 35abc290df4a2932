import { useEffect, useMemo, useState } from 'react';
import { useStore } from 'zustand';
import type { OpenedFile } from '#shared/api/files';
import type { LibraryFault } from '#shared/library/laid-library';
import { libraryOfEntries, readLibrary } from '#shared/library/library';
import { Button } from '#renderer/components/button';
import { Dialog } from '#renderer/components/dialog';
import { Select } from '#renderer/components/select';
import { useApi } from '#renderer/documents/hooks';
import { leavingCarried } from '#renderer/documents/scenario-file';
import type { ScenarioId } from '#shared/schema/ids';
import {
  type Clash,
  entriesToKeep,
  type Incoming,
  incomingEntries,
} from '#renderer/documents/library-entries';
import { useWorkbench } from '#renderer/documents/workbench';
import { refusalText } from '#renderer/i18n/refusal-text';
import { useMessage } from '#renderer/i18n/use-language';
import { closeIntake } from '#renderer/shell/intake';
import styles from './library.module.css';

const clashes = ['keep-mine', 'take-theirs', 'keep-both'] as const satisfies readonly Clash[];

interface ImportLibraryProps {
  readonly file: OpenedFile;
  /** The scenario that brought the entries: what is kept as it is, it no longer carries. */
  readonly scenario?: ScenarioId | undefined;
}

/** The entries of a library file, and how each stands to those that are kept; nothing is replaced without being asked for. */
export function ImportLibraryDialog({ file, scenario }: ImportLibraryProps) {
  const message = useMessage();
  const { library, notices, documents } = useWorkbench();
  const held = useStore(library.records.store, ({ records }) => records);
  const read = useMemo(() => readLibrary(file.text), [file]);
  const [clash, setClash] = useState<Clash>('keep-mine');
  const entries = useStore(library.laid, ({ laid }) => laid?.entries);
  const incoming = useMemo(
    () => (read.ok ? incomingEntries(read.value, held, entries) : []),
    [read, held, entries],
  );
  const kept = useMemo(
    () =>
      entriesToKeep(
        incoming,
        clash,
        new Set([...Object.keys(held), ...incoming.map(({ kept: each }) => each.id)]),
      ),
    [incoming, clash, held],
  );
  const faults = useFaults(kept, held);
  const clashing = incoming.filter(({ standing }) => standing === 'differs');
  const add = () => {
    library.records.change({
      name: { key: 'commands:importLibrary', params: { name: file.name } },
      put: kept,
    });
    if (scenario !== undefined) documents.dispatch(leavingCarried(kept), scenario);
    closeIntake();
    notices.notify({
      kind: 'done',
      text: message('catalogue:library.imported', { count: kept.length, file: file.name }),
      action: { label: message('shell:undo'), run: documents.undo },
    });
  };
  const broken = faults === undefined || faults.length > 0;
  return (
    <Dialog
      title={message('catalogue:library.importTitle')}
      onClose={closeIntake}
      actions={
        <>
          <Button onClick={closeIntake}>{message('catalogue:form.cancel')}</Button>
          <Button kind="primary" disabled={kept.length === 0 || broken} onClick={add}>
            {message('catalogue:library.import', { count: kept.length })}
          </Button>
        </>
      }
    >
      <div className={styles.intake}>
        {!read.ok && (
          <p role="alert" className={styles.refusal}>
            {`${file.name}: ${refusalText(read.error)}`}
          </p>
        )}
        {read.ok && (
          <>
            <p className={styles.hint}>
              {incoming.length === 0
                ? message('catalogue:library.emptyFile', { file: file.name })
                : scenario === undefined
                  ? message('catalogue:library.holds', { file: file.name })
                  : message('catalogue:library.brings', { name: file.name })}
            </p>
            <IncomingList incoming={incoming} />
            {clashing.length > 0 && (
              <Select
                label={message('catalogue:library.clash', { count: clashing.length })}
                value={clash}
                options={clashes.map((value) => ({
                  value,
                  label: message(`catalogue:library.clashes.${value}`),
                }))}
                onChange={setClash}
              />
            )}
            <Faults faults={faults ?? []} />
          </>
        )}
      </div>
    </Dialog>
  );
}

/** What is wrong with the entries once they stand beside the catalogue and the rest of the library; undefined until it is known. */
function useFaults(
  kept: ReturnType<typeof entriesToKeep>,
  held: Readonly<Record<string, ReturnType<typeof entriesToKeep>[number]>>,
): readonly LibraryFault[] | undefined {
  const api = useApi();
  const [faults, setFaults] = useState<readonly LibraryFault[]>();
  useEffect(() => {
    let wanted = true;
    const together = { ...held, ...Object.fromEntries(kept.map((each) => [each.id, each])) };
    void api.layLibrary({ library: libraryOfEntries(Object.values(together)) }).then((answer) => {
      if (!wanted) return;
      const ids = new Set(kept.map(({ id }) => id));
      setFaults(answer.ok ? answer.value.faults.filter(({ kind, id }) => ids.has(`${kind}/${id}`)) : []);
    });
    return () => {
      wanted = false;
    };
  }, [api, kept, held]);
  return faults;
}

const SHOWN = 200;

function IncomingList({ incoming }: { readonly incoming: readonly Incoming[] }) {
  const message = useMessage();
  return (
    <ul className={styles.incoming} aria-label={message('catalogue:library.entries')}>
      {incoming.slice(0, SHOWN).map(({ kept: { id, kind, entry }, standing }) => (
        <li key={id}>
          <span>{typeof entry['name'] === 'string' ? entry['name'] : entry.id}</span>
          <span className={styles.quiet}>
            {message(`catalogue:kinds.${kind}`)} · <code>{entry.id}</code>
          </span>
          <span data-standing={standing}>{message(`catalogue:library.standing.${standing}`)}</span>
        </li>
      ))}
    </ul>
  );
}

/** Why entries count nowhere, each with its place. */
export function Faults({ faults }: { readonly faults: readonly LibraryFault[] }) {
  const message = useMessage();
  if (faults.length === 0) return null;
  return (
    <div role="alert" className={styles.refusal}>
      {message('catalogue:library.faults', { count: faults.length })}
      <ul>
        {faults.slice(0, SHOWN).map(({ kind, id, path, reason }) => (
          <li key={`${kind}/${id}`}>
            <code>{path}</code>: {reason}
          </li>
        ))}
      </ul>
    </div>
  );
}
