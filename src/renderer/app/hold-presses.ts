import type { Documents } from '../documents/documents';

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
export async function onceThere<T>(find: () => T | undefined): Promise<T | undefined> {
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
export async function shown({ settled }: Opening): Promise<void> {
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
