/**
 * One window at a time writes the library: two that save the same scenario would overwrite each other's edits without
 * a word. The window that holds the claim keeps it until it closes or another one asks for it.
 */
export interface LibraryClaim {
  /**
   * Whether this window holds the library now. False only where another window says that it works with it, or keeps it
   * without any sign of life; one that is closing is waited for, and a slow machine is not taken for another window.
   */
  readonly hold: () => Promise<boolean>;
  /** Asks the window that holds the library to let go of it, and settles once it did or gave no sign. */
  readonly takeOver: () => Promise<void>;
}

export interface LibraryClaimOptions {
  /** Called when another window asks for the library: saves what waits and writes nothing afterwards. */
  readonly onTakenOver: () => Promise<void>;
  /** Called when another window took the library because this one gave no sign: nothing may be written any more. */
  readonly onLost: () => void;
  readonly locks?: LockManager | undefined;
  readonly channel?: ClaimChannel;
  /** How long a holder that gives no sign is waited for: one that is closing says nothing, one that hangs neither. */
  readonly patienceMilliseconds?: number;
}

/** What the windows of one library tell each other; every window hears it but the one that says it. */
export interface ClaimChannel {
  readonly say: (word: ClaimWord) => void;
  readonly onWord: (listener: (word: ClaimWord) => void) => void;
}

const words = ['who holds?', 'held', 'let go'] as const;
export type ClaimWord = (typeof words)[number];

const NAME = 'fleetwright-library';
const ASK_AGAIN_MILLISECONDS = 200;

/** The channel of this origin; a page that is being left says nothing, for its claim ends with it. */
function channelOfOrigin(): ClaimChannel {
  const channel = new BroadcastChannel(NAME);
  window.addEventListener('pagehide', () => channel.close(), { once: true });
  return {
    say: (word) => channel.postMessage(word),
    onWord: (listener) =>
      channel.addEventListener('message', ({ data }) => {
        const word = words.find((known) => known === data);
        if (word) listener(word);
      }),
  };
}

export function libraryClaim({
  onTakenOver,
  onLost,
  locks = navigator.locks,
  channel = channelOfOrigin(),
  patienceMilliseconds = 10_000,
}: LibraryClaimOptions): LibraryClaim {
  let release: (() => void) | undefined;
  let onAnswer: (() => void) | undefined;

  /** Settles once the lock is held; it is kept until `release`. Rejects where it was given up before. */
  const acquire = (options: LockOptions = {}): Promise<void> =>
    new Promise((held, refused) => {
      locks
        .request(NAME, options, () => {
          held();
          return new Promise<void>((released) => (release = released));
        })
        .catch((error: unknown) => {
          refused(error instanceof Error ? error : new Error(String(error)));
          // The lock of a window that holds it ends in an error only where it was stolen.
          if (release === undefined) return;
          release = undefined;
          onLost();
        });
    });

  channel.onWord((word) => {
    if (word === 'held') onAnswer?.();
    if (release === undefined) return;
    if (word === 'who holds?') channel.say('held');
    if (word !== 'let go') return;
    const letGo = release;
    release = undefined;
    void onTakenOver().finally(letGo);
  });

  /** Whether a window says within the patience that it holds the library; asked again for one that has just got it. */
  const anotherHolds = (signal: AbortSignal): Promise<boolean> =>
    new Promise((settle) => {
      const ask = () => channel.say('who holds?');
      const asking = setInterval(ask, ASK_AGAIN_MILLISECONDS);
      const losingPatience = setTimeout(() => end(true), patienceMilliseconds);
      const end = (held: boolean) => {
        clearInterval(asking);
        clearTimeout(losingPatience);
        onAnswer = undefined;
        settle(held);
      };
      onAnswer = () => end(true);
      signal.addEventListener('abort', () => end(false));
      ask();
    });

  return {
    hold: async () => {
      const giveUp = new AbortController();
      const granted = new AbortController();
      const acquired = acquire({ signal: giveUp.signal }).then(
        () => {
          granted.abort();
          return true;
        },
        () => false,
      );
      if (await anotherHolds(granted.signal)) giveUp.abort();
      return acquired;
    },
    takeOver: async () => {
      channel.say('let go');
      // A window that hangs must not keep the library for ever.
      const giveUp = new AbortController();
      const losingPatience = setTimeout(() => giveUp.abort(), patienceMilliseconds);
      await acquire({ signal: giveUp.signal }).catch(() => acquire({ steal: true }));
      clearTimeout(losingPatience);
    },
  };
}
