import { useEffect, useSyncExternalStore, type ComponentType, type ReactNode } from 'react';
import { loadMessages } from '../i18n/i18n';
import type { ScreenNamespace } from '../i18n/resources';
import { whenIdle } from './idle-work';

interface Later<Props> {
  readonly load: () => Promise<ComponentType<Props>>;
  /** The messages that it speaks beside those of what shows it. */
  readonly namespaces?: readonly ScreenNamespace[];
}

type Fetched<Props> =
  | { readonly kind: 'not-yet' }
  | { readonly kind: 'here'; readonly component: ComponentType<Props> }
  | { readonly kind: 'failed'; readonly error: unknown };

/**
 * A component that the first view does without: a chunk of its own, fetched with its messages when the window is idle, or
 * at once when it is shown. What was fetched ahead is there in the first frame; React's `lazy` would show its fallback
 * first, and keep it for 300 ms.
 */
export function fetchedLater<Props extends object>({
  load,
  namespaces = [],
}: Later<Props>): ComponentType<Props & { readonly meanwhile?: ReactNode }> {
  let fetched: Fetched<Props> = { kind: 'not-yet' };
  let fetching: Promise<void> | undefined;
  const listeners = new Set<() => void>();

  const settle = (next: Fetched<Props>): void => {
    fetched = next;
    for (const listener of listeners) listener();
  };
  const fetch = (): Promise<void> =>
    (fetching ??= Promise.all([load(), loadMessages(namespaces)]).then(
      ([component]) => settle({ kind: 'here', component }),
      (error: unknown) => {
        fetching = undefined;
        // Where nobody is waiting for it there is nobody to tell; it is tried again when it is shown.
        if (listeners.size > 0) settle({ kind: 'failed', error });
      },
    ));
  const subscribe = (listener: () => void) => {
    listeners.add(listener);
    return () => listeners.delete(listener);
  };
  whenIdle(fetch);

  return function FetchedLater({ meanwhile, ...props }) {
    const now = useSyncExternalStore(subscribe, () => fetched);
    useEffect(() => {
      void fetch();
      return () => {
        if (fetched.kind === 'failed') fetched = { kind: 'not-yet' };
      };
    }, []);
    if (now.kind === 'failed') throw now.error;
    if (now.kind === 'not-yet') return meanwhile;
    const Component = now.component;
    return <Component {...(props as Props)} />;
  };
}
