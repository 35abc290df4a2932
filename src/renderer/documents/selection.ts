import { createStore, type StoreApi } from 'zustand/vanilla';
import type { DeviceId, RackId } from '#shared/schema/ids';

/** What the screens and the inspector are about. */
export interface Selection {
  readonly racks: readonly RackId[];
  readonly devices: readonly DeviceId[];
}

export const nothingSelected: Selection = { racks: [], devices: [] };

export interface SelectionHolder {
  readonly store: StoreApi<Selection>;
  readonly select: (selection: Partial<Selection>) => void;
}

/** Selecting names everything that is selected afterwards; what is left out is not. */
export function selectionHolder(): SelectionHolder {
  const store = createStore<Selection>(() => nothingSelected);
  return { store, select: (selection) => store.setState({ ...nothingSelected, ...selection }) };
}
