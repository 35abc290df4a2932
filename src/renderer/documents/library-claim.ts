/**
 * One window at a time writes the library: two that save the same scenario would overwrite each other's edits without
 * a word. The window that holds the claim keeps it until it closes or another one asks for it.
 */
export interface LibraryClaim {
  /** Whether this window holds the library now; waits a moment for one that is just closing. */
  readonly hold: () => Promise<boolean>;
  /** Asks the window that holds the library to let go of it, and settles once it did or gave no sign. */
  readonly takeOver: () => Promise<void>;
}

export interface LibraryClaimOptions {
  /** Called when another window takes over: saves what waits and writes nothing afterwards. */
  readonly onTakenOver: () => Promise<void>;
  readonly locks?: LockManager | undefined;
  readonly channel?: BroadcastChannel;
  /** How long a window that is closing, or asked to let go, is waited for. */
  readonly patienceMilliseconds?: number;
}

const NAME = 'fleetwright-library';
const LET_GO = 'let go';

export function libraryClaim({
  onTakenOver,
  locks = navigator.locks,
  channel = new BroadcastChannel(NAME),
  patienceMilliseconds = 1_000,
}: LibraryClaimOptions): LibraryClaim {
  let release: (() => void) | undefined;

  /** Settles once the lock is held; it is kept until `release`. Rejects where it is not to be had in time. */
  const acquire = (options: LockOptions): Promise<void> =>
    new Promise((held, refused) => {
      locks
        .request(NAME, options, () => {
          held();
          return new Promise<void>((released) => (release = released));
        })
        .catch(refused);
    });

  channel.addEventListener('message', ({ data }) => {
    if (data !== LET_GO || release === undefined) return;
    const letGo = release;
    release = undefined;
    void onTakenOver().finally(letGo);
  });

  const patiently = (): LockOptions => ({ signal: AbortSignal.timeout(patienceMilliseconds) });

  return {
    hold: () =>
      acquire(patiently()).then(
        () => true,
        () => false,
      ),
    takeOver: async () => {
      channel.postMessage(LET_GO);
      // A window that hangs must not keep the library for ever.
      await acquire(patiently()).catch(() => acquire({ steal: true }));
    },
  };
}
