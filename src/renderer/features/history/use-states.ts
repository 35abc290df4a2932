import { useEffect, useState } from 'react';
import type { Refusal } from '#shared/refusal';
import type { Result } from '#shared/result';
import type { Scenario } from '#shared/scenario/schema';
import type { Version } from '../../documents/versions/version';
import { useWorkbench } from '../../documents/workbench';

export type ReadState = Result<Scenario, Refusal>;

/** The state that a version keeps, once it is read; `now` is at hand already. */
export function useVersionState(version: Version | undefined, now: Scenario): ReadState | undefined {
  const { versions } = useWorkbench();
  const [read, setRead] = useState<{ readonly id: string; readonly state: ReadState }>();
  useEffect(() => {
    if (version === undefined) return undefined;
    let wanted = true;
    void versions.read(version).then((state) => {
      if (wanted) setRead({ id: version.id, state });
    });
    return () => {
      wanted = false;
    };
  }, [versions, version]);
  if (version === undefined) return { ok: true, value: now };
  return read?.id === version.id ? read.state : undefined;
}
