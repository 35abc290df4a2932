import { useEffect, useState } from 'react';
import { useStore } from 'zustand';
import type { Refusal } from '#shared/refusal';
import { Button } from '../components/button';
import { EmptyState } from '../components/empty-state';
import { WorkbenchContext, type Workbench } from '../documents/workbench';
import { refusalText } from '../i18n/refusal-text';
import { useMessage } from '../i18n/use-language';
import type { RestoreScreenProps } from '../features/restore';
import { fetchedLater } from './fetched-later';
import { startLibrary, type Restorable } from './first-start';
import { closeRestore, restoreNamespaces, restorePlace } from './restore-place';
import { Shell } from './shell';
import { StorageFailed } from './storage-failed';

const Restore = fetchedLater<RestoreScreenProps>({
  load: async () => (await import('../features/restore')).RestoreScreen,
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
