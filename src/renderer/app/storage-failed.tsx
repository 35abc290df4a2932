import { useState } from 'react';
import { Button } from '../components/button';
import { EmptyState } from '../components/empty-state';
import type { StorageFailure } from '../documents/storage-failure';
import type { Workbench } from '../documents/workbench';
import { useMessage } from '../i18n/use-language';
import { openRestore } from './restore-place';

export interface StorageFailedProps {
  readonly workbench: Pick<Workbench, 'api'>;
  readonly failure: Exclude<StorageFailure, 'elsewhere'>;
}

/** A library that cannot be opened: why, and what leads on. A damaged one is put aside, never deleted. */
export function StorageFailed({ workbench, failure }: StorageFailedProps) {
  const message = useMessage();
  const [refused, setRefused] = useState(false);
  const setAside = async () => {
    const moved = await workbench.api.setDatabaseAside({});
    if (moved.ok) window.location.reload();
    else setRefused(true);
  };
  const text = refused
    ? message('shell:storage.inBrowser', { port: Number(window.location.port || 47_113) + 1 })
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
