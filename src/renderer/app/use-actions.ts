import { useEffect } from 'react';
import { useWorkbench } from '../documents/workbench';
import { isShortcut, type Action } from './actions';
import { shown } from './hold-presses';

/** Offers actions in the palette and on the keyboard while the component is shown. */
export function useActions(actions: readonly Action[]): void {
  const { register } = useWorkbench().actions;
  useEffect(() => register(actions), [register, actions]);
}

export const isTyping = (target: EventTarget | null): boolean =>
  target instanceof HTMLElement &&
  (target.isContentEditable || target.matches('textarea, select, input:not([type=checkbox], [type=radio])'));

/**
 * Runs the registered action whose shortcut was pressed; plain keys and undo are left to a field being typed in. While
 * another scenario is about to be shown, it is done there.
 */
export function useShortcuts(): void {
  const { actions, documents } = useWorkbench();
  const { store } = actions;
  const { opening } = documents;
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
      if (!opening.isBusy()) action.run();
      else {
        void shown(opening).then(() => {
          const then = actionFor(event);
          if (then && !then.disabled) then.run();
        });
      }
    };
    document.addEventListener('keydown', onKeyDown);
    return () => document.removeEventListener('keydown', onKeyDown);
  }, [store, opening]);
}
