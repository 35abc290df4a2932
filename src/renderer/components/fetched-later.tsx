import { type ComponentType, type ReactNode, useEffect, useSyncExternalStore } from 'react';
import { loadMessages } from '#renderer/i18n/i18n';
import type { ScreenNamespace } from '#renderer/i18n/resources';

/** What waits until the window has nothing better to do, in the order of asking. */
const waiting: (() => Promise<unknown>)[] = [];
let started = false;
let running = false;

/** Long enough after the first view that nothing of it is delayed. */
const AFTER_START_MILLISECONDS = 1_000;

/** Does something that can wait, such as fetching a screen before anybody opens it, once the window is idle. */
export function whenIdle(work: () => Promise<unknown>): void {
  waiting.push(work);
  if (started) void doNext();
}

/** What is fetched ahead once somebody uses the window; a page that is only opened takes what it shows, and no more. */
const ahead: (() => Promise<unknown>)[] = [];
let used = false;

const signsOfUse = ['pointerdown', 'pointermove', 'keydown'] as const;

function whenUsed(work: () => Promise<unknown>): void {
  if (used) whenIdle(work);
  else ahead.push(work);
}

function onUse(): void {
  used = true;
  for (const work of ahead.splice(0)) whenIdle(work);
}

/** To be called when the first view is shown; nothing that can wait is done before. Stops waiting when called back. */
export function startIdleWork(): () => void {
  const timer = setTimeout(() => {
    started = true;
    void doNext();
  }, AFTER_START_MILLISECONDS);
  for (const sign of signsOfUse) window.addEventListener(sign, onUse, { once: true, passive: true });
  return () => {
    clearTimeout(timer);
    for (const sign of signsOfUse) window.removeEventListener(sign, onUse);
  };
}

/** One piece at a time, each in a pause of its own, so that none of them holds up what the user does. */
async function doNext(): Promise<void> {
  const work = running ? undefined : waiting.shift();
  if (!work) return;
  running = true;
  await new Promise((idle) => requestIdleCallback(idle));
  // What could not be done ahead is done, and told if it fails, when it is wanted.
  await work().catch(() => undefined);
  running = false;
  await doNext();
}

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
 * A component that the first view does without: a chunk of its own, fetched with its messages at once when it is
 * shown, or ahead of that when the window is used and idle. What was fetched ahead is there in the first frame; React's `lazy` would show its fallback
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
  whenUsed(fetch);

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
