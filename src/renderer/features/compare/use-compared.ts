import { useCallback } from 'react';
import { useStore } from 'zustand';
import type { CommandName } from '../../documents/command';
import { type Compared } from '#shared/compared';
import { COMPARED_ID, nothingCompared } from '../../documents/compared';
import { useWorkbench } from '../../documents/workbench';

/** Changes the arrangement under a name that undo shows. */
export type Arrange = (name: CommandName, change: (compared: Compared) => Compared) => void;

/** What the user arranged, and how to change it; every change can be undone. */
export function useCompared(): readonly [Compared, Arrange] {
  const { comparisons } = useWorkbench();
  const compared = useStore(comparisons.store, ({ records }) => records[COMPARED_ID] ?? nothingCompared);
  const arrange = useCallback<Arrange>(
    (name, change) => {
      const before = comparisons.store.getState().records[COMPARED_ID] ?? nothingCompared;
      comparisons.change({ name, put: [change(before)] });
    },
    [comparisons],
  );
  return [compared, arrange];
}
