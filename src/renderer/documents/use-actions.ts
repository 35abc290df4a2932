import { useCallback, useEffect } from 'react';
import type { Documents } from '#renderer/documents/documents';
import { useWorkbench } from '#renderer/documents/workbench';
import { type Action, isPressed } from '#renderer/shell/actions';

type Opening = Pick<Documents['opening'], 'isBusy' | 'settled'>;

/** How many frames the screen of the scenario that was opened may take until the control is there. */
const MOST_FRAMES = 120;

const controls = 'button, a[href], label, input, select, summary, [role], [tabindex]';

/** By what a user takes two elements for the same control: what kind it is and what it is called. */
const looksOf = (element: Element): string =>
  [
    element.tagName,
    element.getAttribute('role'),
    element.getAttribute('aria-label') ?? element.textContent.trim(),
  ].join('\n');

const nextFrame = (): Promise<unknown> => new Promise((shown) => requestAnimationFrame(shown));

/** What is found, once a screen that is being drawn offers it; undefined where it does not. */
async function onceThere<T>(find: () => T | undefined): Promise<T | undefined> {
  for (let frame = 0; frame < MOST_FRAMES; frame += 1) {
    const found = find();
    if (found !== undefined) return found;
    await nextFrame();
  }
  return undefined;
}

function sameControl(pressed: Element): Promise<HTMLElement | undefined> {
  const looks = looksOf(pressed);
  return onceThere(() =>
    pressed instanceof HTMLElement && pressed.isConnected
      ? pressed
      : [...document.querySelectorAll<HTMLElement>(pressed.tagName)].find(
          (element) => looksOf(element) === looks,
        ),
  );
}

/** Storage that hangs must not keep the user from what is still shown. */
const PATIENCE_MILLISECONDS = 5_000;

/** Settles once the scenario that was asked for is shown. */
async function shown({ settled }: Opening): Promise<void> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const patience = new Promise((done) => (timer = setTimeout(done, PATIENCE_MILLISECONDS)));
  await Promise.race([settled(), patience]);
  clearTimeout(timer);
  await nextFrame();
}

/** A press of the user's; what the page itself clicks, such as a link that saves a file, is none. */
const isUsers = (event: MouseEvent): boolean => event.isTrusted;

/**
 * Keeps what is pressed while another scenario is about to be shown, and presses it there: it would otherwise be done to
 * the scenario before, whose screen goes a moment later with all that was opened on it. The function that it returns stops it.
 */
export function holdPresses(opening: Opening, isPress = isUsers): () => void {
  const held: Element[] = [];
  let passing = false;
  let passingOn = false;

  const pass = async (): Promise<void> => {
    passing = true;
    for (let pressed = held[0]; pressed; pressed = held[0]) {
      await shown(opening);
      const control = await sameControl(pressed);
      held.shift();
      passingOn = true;
      control?.click();
      passingOn = false;
    }
    passing = false;
  };

  const onClick = (event: MouseEvent): void => {
    if (passingOn || !isPress(event) || !(event.target instanceof Element)) return;
    if (!opening.isBusy() && !passing) return;
    event.preventDefault();
    event.stopImmediatePropagation();
    held.push(event.target.closest(controls) ?? event.target);
    if (!passing) void pass();
  };

  document.addEventListener('click', onClick, { capture: true });
  return () => document.removeEventListener('click', onClick, { capture: true });
}

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
      store.getState().findLast((action) => isPressed(event, action));
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
