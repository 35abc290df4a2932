import { useCallback, useEffect } from 'react';
import { useWorkbench } from '../documents/workbench';
import { isShortcut, type Action } from './actions';
import { onceThere, shown } from './hold-presses';

/** Offers actions in the palette and on the keyboard while the component is shown. */
export function useActions(actions: readonly Action[]): void {
  const { register } = useWorkbench().actions;
  useEffect(() => register(actions), [register, actions]);
}

export const isTyping = (target: EventTarget | null): boolean =>
  target instanceof HTMLElement &&
  (target.isContentEditable || target.matches('textarea, select, input:not([type=checkbox], [type=radio])'));

type RunAction = (action: Action, asOfThen: () => Action | undefined) => void;

/** Runs an action; while another scenario is about to be shown, the one that is offered in its place then. */
export function useRunAction(): RunAction {
  const { opening } = useWorkbench().documents;
  return useCallback(
    (action, asOfThen) => {
      if (action.anytime || !opening.isBusy()) {
        action.run();
        return;
      }
      void shown(opening)
        .then(() => onceThere(asOfThen))
        .then((then) => {
          if (then && !then.disabled) then.run();
        });
    },
    [opening],
  );
}

/**
 * Runs the registered action whose shortcut was pressed; plain keys and undo are left to a field being typed in. While
 * another scenario is about to be shown, it is done there.
 */
export function useShortcuts(): void {
  const { actions, documents } = useWorkbench();
  const { store } = actions;
  const { opening } = documents;
  const run = useRunAction();
  useEffect(() => {
    const actionFor = (event: KeyboardEvent) =>
      store.getState().findLast(({ shortcut }) => shortcut !== undefined && isShortcut(event, shortcut));
    const onKeyDown = (event: KeyboardEvent) => {
      if (event.defaultPrevented || event.isComposing) return;
      const action = actionFor(event);
      if (!action || (action.disabled && !opening.isBusy())) return;
      // A list to choose from has no undo of its own, so that what was chosen there is undone there.
      const undoes =
        /^Mod\+(Shift\+)?[zy]$/i.test(action.shortcut ?? '') && !(event.target instanceof HTMLSelectElement);
      if ((undoes || !action.shortcut?.includes('Mod')) && isTyping(event.target)) return;
      if (document.querySelector('dialog[open]')) return;
      event.preventDefault();
      run(action, () => actionFor(event));
    };
    document.addEventListener('keydown', onKeyDown);
    return () => document.removeEventListener('keydown', onKeyDown);
  }, [store, opening, run]);
}
