/** Why a page's process ended, in Electron's words. */
type GoneReason =
  | 'clean-exit'
  | 'abnormal-exit'
  | 'killed'
  | 'crashed'
  | 'oom'
  | 'launch-failed'
  | 'integrity-failure'
  | 'memory-eviction';

const CRASHES_BEFORE_ASKING = 2;
const WITHIN_MILLISECONDS = 60_000;

/**
 * What to do when the page's process is gone: nothing if it meant to, reload at once for the first crash in a while,
 * and ask once they repeat, since reloading into the same crash helps nobody.
 */
export function afterGone(
  reason: GoneReason,
  { crashes, now }: { readonly crashes: readonly number[]; readonly now: number },
): 'ignore' | 'reload' | 'ask' {
  if (reason === 'clean-exit') return 'ignore';
  const recent = crashes.filter((time) => now - time < WITHIN_MILLISECONDS);
  return recent.length >= CRASHES_BEFORE_ASKING ? 'ask' : 'reload';
}
