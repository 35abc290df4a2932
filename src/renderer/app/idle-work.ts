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

/** To be called when the first view is shown; nothing that can wait is done before. Stops waiting when called back. */
export function startIdleWork(): () => void {
  const timer = setTimeout(() => {
    started = true;
    void doNext();
  }, AFTER_START_MILLISECONDS);
  return () => clearTimeout(timer);
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
