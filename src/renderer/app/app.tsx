import { useEffect, useState } from 'react';
import { useStore } from 'zustand';
import { Button } from '#renderer/components/button';
import { EmptyState } from '#renderer/components/empty-state';
import { fetchedLater } from '#renderer/components/fetched-later';
import type { StorageFailure } from '#renderer/documents/storage-failure';
import { type Workbench, WorkbenchContext } from '#renderer/documents/workbench';
import type { RestoreScreenProps } from '#renderer/features/restore/index';
import { refusalText } from '#renderer/i18n/refusal-text';
import { useMessage } from '#renderer/i18n/use-language';
import type { Refusal } from '#shared/refusal/refusal';
import { type Restorable, startLibrary } from './first-start';
import { closeRestore, openRestore, restoreNamespaces, restorePlace } from './restore-place';
import { Shell } from './shell';

interface StorageFailedProps {
  readonly workbench: Pick<Workbench, 'api'>;
  readonly failure: Exclude<StorageFailure, 'elsewhere'>;
}

/** A library that cannot be opened: why, and what leads on. A damaged one is put aside, never deleted. */
function StorageFailed({ workbench, failure }: StorageFailedProps) {
  const message = useMessage();
  const [refused, setRefused] = useState(false);
  const setAside = async () => {
    const moved = await workbench.api.setDatabaseAside({});
    if (moved.ok) window.location.reload();
    else setRefused(true);
  };
  const text = refused
    ? message('shell:storage.inBrowser', { port: String(Number(window.location.port || 47_113) + 1) })
    : message(`shell:storage.${failure}`);
  return (
    <EmptyState title={message('shell:storage.title')} text={text}>
      <Button kind="primary" onClick={() => window.location.reload()}>
        {message('shell:tryAgain')}
      </Button>
      {failure === 'unknown' && !refused && (
        <Button onClick={() => void setAside()}>{message('shell:storage.setAside')}</Button>
      )}
      <Button onClick={() => openRestore()}>{message('shell:actions.restore')}</Button>
    </EmptyState>
  );
}

const Restore = fetchedLater<RestoreScreenProps>({
  load: async () => (await import('#renderer/features/restore/index')).RestoreScreen,
  namespaces: restoreNamespaces,
});

/** The window: what stands in the way of working comes first, then the workbench. */
export function App({ workbench }: { readonly workbench: Workbench }) {
  const { store } = workbench.documents;
  const phase = useStore(store, (state) => state.phase);
  const failure = useStore(store, (state) => state.failure);
  const { restorable, setRestorable } = useRestorable(workbench);
  const place = useStore(restorePlace);
  if (place.isOpen) {
    return (
      <WorkbenchContext value={workbench}>
        <Restore first={place.backup} onClose={closeRestore} meanwhile={null} />
      </WorkbenchContext>
    );
  }
  if (phase === 'failed') {
    if (failure === 'elsewhere') return <OpenElsewhere takeOver={workbench.takeOver} />;
    return <StorageFailed workbench={workbench} failure={failure ?? 'unknown'} />;
  }
  if (restorable === 'looking') return null;
  if (restorable) {
    const begin = () => setRestorable(undefined);
    return (
      <WorkbenchContext value={workbench}>
        <Restore
          decline={() => void restorable.decline().then(begin)}
          onRestored={restorable.restored}
          onClose={begin}
          meanwhile={null}
        />
      </WorkbenchContext>
    );
  }
  return (
    <WorkbenchContext value={workbench}>
      <Shell />
    </WorkbenchContext>
  );
}

/** Nothing is lost by taking over: the other window saves first and then shows this same text. */
function OpenElsewhere({ takeOver }: Pick<Workbench, 'takeOver'>) {
  const message = useMessage();
  return (
    <EmptyState title={message('shell:elsewhere.title')} text={message('shell:elsewhere.text')}>
      <Button kind="primary" onClick={() => void takeOver().then(() => window.location.reload())}>
        {message('shell:elsewhere.takeOver')}
      </Button>
    </EmptyState>
  );
}

function useRestorable(workbench: Workbench) {
  const [restorable, setRestorable] = useState<Restorable | 'looking' | undefined>('looking');
  useEffect(() => {
    let wanted = true;
    // Where the disk is full nothing can be put into an empty library; it is shown all the same.
    void startLibrary(workbench)
      .catch(() => undefined)
      .then((found) => {
        if (wanted) setRestorable(found);
      });
    return () => {
      wanted = false;
    };
  }, [workbench]);
  return { restorable, setRestorable };
}

/** Shown where the main side does not answer at all. */
export function Unreachable({ refusal }: { readonly refusal: Refusal }) {
  const message = useMessage();
  return (
    <EmptyState title={message('shell:unreachable')} text={refusalText(refusal)}>
      <Button kind="primary" onClick={() => window.location.reload()}>
        {message('shell:tryAgain')}
      </Button>
    </EmptyState>
  );
}
