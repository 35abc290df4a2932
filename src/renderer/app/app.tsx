import { useEffect, useState } from 'react';
import { useStore } from 'zustand';
import type { Refusal } from '#shared/refusal';
import { Button } from '../components/button';
import { EmptyState } from '../components/empty-state';
import { WorkbenchContext, type Workbench } from '../documents/workbench';
import { refusalText } from '../i18n/refusal-text';
import { useMessage } from '../i18n/use-language';
import { startLibrary, type Restorable } from './first-start';
import { Shell } from './shell';
import { StorageFailed } from './storage-failed';

/** The window: what stands in the way of working comes first, then the workbench. */
export function App({ workbench }: { readonly workbench: Workbench }) {
  const { store } = workbench.documents;
  const phase = useStore(store, (state) => state.phase);
  const failure = useStore(store, (state) => state.failure);
  const { restorable, setRestorable } = useRestorable(workbench);
  if (phase === 'failed') {
    if (failure === 'elsewhere') return <OpenElsewhere takeOver={workbench.takeOver} />;
    return <StorageFailed workbench={workbench} failure={failure ?? 'unknown'} />;
  }
  if (restorable === 'looking') return null;
  if (restorable) return <RestoreOffer restorable={restorable} onDone={() => setRestorable(undefined)} />;
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

interface RestoreOfferProps {
  readonly restorable: Restorable;
  readonly onDone: () => void;
}

/** An empty library beside a backup means that the storage was lost: nothing is written before the user decides. */
function RestoreOffer({ restorable, onDone }: RestoreOfferProps) {
  const message = useMessage();
  const [busy, setBusy] = useState(false);
  const run = (work: () => Promise<void>) => {
    setBusy(true);
    void work().then(onDone);
  };
  return (
    <EmptyState
      title={message('shell:restore.title')}
      text={message('shell:restore.text', { count: restorable.count, at: restorable.at })}
    >
      <Button kind="primary" disabled={busy} onClick={() => run(restorable.restore)}>
        {message('shell:restore.restore')}
      </Button>
      <Button disabled={busy} onClick={() => run(restorable.decline)}>
        {message('shell:restore.decline')}
      </Button>
    </EmptyState>
  );
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
