import { createStore, type StoreApi } from 'zustand/vanilla';

/** A short message at the edge of the window, announced to screen readers as well. */
export interface Notice {
  readonly id: number;
  readonly text: string;
  readonly kind: 'done' | 'problem';
  readonly action?: { readonly label: string; readonly run: () => void };
}

export interface Notices {
  readonly store: StoreApi<readonly Notice[]>;
  readonly notify: (notice: Omit<Notice, 'id'>) => void;
  readonly dismiss: (id: number) => void;
}

/** So long a notice stays; longer where it offers something to do. */
const STAY_MILLISECONDS = 6_000;
const STAY_WITH_ACTION_MILLISECONDS = 12_000;
const SHOWN_AT_ONCE = 3;

export function noticesHolder(): Notices {
  const store = createStore<readonly Notice[]>(() => []);
  let last = 0;
  const dismiss = (id: number) =>
    store.setState(
      store.getState().filter((notice) => notice.id !== id),
      true,
    );
  return {
    store,
    dismiss,
    notify: (notice) => {
      const id = (last += 1);
      store.setState([...store.getState(), { ...notice, id }].slice(-SHOWN_AT_ONCE), true);
      setTimeout(() => dismiss(id), notice.action ? STAY_WITH_ACTION_MILLISECONDS : STAY_MILLISECONDS);
    },
  };
}
