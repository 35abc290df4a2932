import { actionKeys, type KeyedAction } from '#shared/actions/keys';
import { createStore, type StoreApi } from 'zustand/vanilla';

/** Something that can be done from the command palette and, where it has a shortcut, from the keyboard. */
export interface Action {
  readonly id: string;
  readonly title: string;
  /** Keys joined by `+`, with `Mod` for Ctrl or ⌘, such as `Mod+Shift+Z` or `?`. */
  readonly shortcut?: string;
  /** Other shortcuts that do the same and are not printed, for hands that are used to them. */
  readonly alsoOn?: readonly string[];
  /** Keys that do it where the focus is right for it; they are listed here and listened to there. */
  readonly keys?: string;
  readonly run: () => void;
  readonly disabled?: boolean;
  /** Whether it is the same whatever scenario is open, so that it need not wait for one to be shown. */
  readonly anytime?: boolean;
  /** What the palette also finds it by. */
  readonly keywords?: string;
}

/** The shortcut of an action of the window, and others that do the same. */
export function keysOf(action: KeyedAction): Pick<Action, 'shortcut' | 'alsoOn'> {
  const [shortcut, ...alsoOn] = actionKeys[action] as readonly string[];
  return shortcut === undefined ? {} : { shortcut, alsoOn };
}

/** Whether a key press does this action. */
export const isPressed = (
  press: KeyPress,
  { shortcut, alsoOn = [] }: Pick<Action, 'shortcut' | 'alsoOn'>,
): boolean => shortcut !== undefined && [shortcut, ...alsoOn].some((keys) => isShortcut(press, keys));

export interface ActionRegistry {
  readonly store: StoreApi<readonly Action[]>;
  /** Offers actions until the function that it returns is called. */
  readonly register: (actions: readonly Action[]) => () => void;
}

export function actionRegistry(): ActionRegistry {
  const store = createStore<readonly Action[]>(() => []);
  return {
    store,
    register: (actions) => {
      store.setState([...store.getState(), ...actions], true);
      return () =>
        store.setState(
          store.getState().filter((action) => !actions.includes(action)),
          true,
        );
    },
  };
}

export interface KeyPress {
  readonly key: string;
  readonly ctrlKey: boolean;
  readonly metaKey: boolean;
  readonly shiftKey: boolean;
  readonly altKey: boolean;
}

/** Whether a key press is this shortcut. Shift does not matter where the key itself is a sign, such as `?`. */
export function isShortcut(press: KeyPress, shortcut: string): boolean {
  const parts = shortcut.split('+');
  const key = parts.at(-1) ?? '';
  const letter = /^[a-z]$/i.test(key) || key.length > 1;
  return (
    press.key.toLowerCase() === key.toLowerCase() &&
    (press.ctrlKey || press.metaKey) === parts.includes('Mod') &&
    press.altKey === parts.includes('Alt') &&
    (!letter || press.shiftKey === parts.includes('Shift'))
  );
}

/** A shortcut as it is printed on the keys of this machine. */
export function shortcutLabel(shortcut: string, apple: boolean): string {
  const names: Readonly<Record<string, string>> = apple
    ? { Mod: '⌘', Shift: '⇧', Alt: '⌥' }
    : { Mod: 'Ctrl', Shift: 'Shift', Alt: 'Alt' };
  const parts = shortcut.split('+').map((part) => names[part] ?? part);
  return parts.join(apple ? '' : '+');
}

export const isApple = (): boolean => /mac|iphone|ipad/i.test(navigator.userAgent);
