import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import {
  libraryClaim,
  type ClaimChannel,
  type ClaimWord,
  type LibraryClaim,
} from '#renderer/documents/library-claim';

interface Waiting {
  readonly grant: () => Promise<unknown>;
  readonly settle: (outcome: Promise<unknown>) => void;
}

/** The platform's lock of one name: one holder at a time, a queue, stealing, and requests that are given up. */
function aLock({ answersAfter = 0 } = {}) {
  const queue: Waiting[] = [];
  let holder: { readonly lose: (error: Error) => void } | undefined;
  const next = (): void => {
    const waiting = holder ? undefined : queue.shift();
    if (!waiting) return;
    const lost = new Promise<never>((_, lose) => (holder = { lose }));
    const mine = holder;
    const free = () => {
      if (holder !== mine) return;
      holder = undefined;
      next();
    };
    const kept = waiting.grant();
    void kept.then(free, free);
    waiting.settle(Promise.race([kept, lost]));
  };
  const request = (_: string, options: LockOptions, grant: () => Promise<unknown>): Promise<unknown> =>
    new Promise((settle, refuse) => {
      const waiting: Waiting = { grant, settle };
      options.signal?.addEventListener('abort', () => {
        const place = queue.indexOf(waiting);
        if (place >= 0) queue.splice(place, 1);
        refuse(new Error('given up'));
      });
      if (options.steal) {
        const stolenFrom = holder;
        holder = undefined;
        queue.unshift(waiting);
        next();
        stolenFrom?.lose(new Error('stolen'));
        return;
      }
      queue.push(waiting);
      if (answersAfter === 0) next();
      else setTimeout(next, answersAfter);
    });
  return {
    locks: { request } as unknown as LockManager,
    /** As the platform does when the process of the holding page is gone. */
    holderDies: () => {
      holder = undefined;
      next();
    },
  };
}

function aStreet() {
  const listeners: ((word: ClaimWord) => void)[] = [];
  return (): ClaimChannel & { readonly fallSilent: () => void } => {
    let silent = false;
    const own: ((word: ClaimWord) => void)[] = [];
    return {
      say: (word) => {
        if (silent) return;
        for (const listener of listeners) if (!own.includes(listener)) queueMicrotask(() => listener(word));
      },
      onWord: (listener) => {
        const heard = (word: ClaimWord) => {
          if (!silent) listener(word);
        };
        own.push(heard);
        listeners.push(heard);
      },
      fallSilent: () => (silent = true),
    };
  };
}

function aHouse(lockOptions = {}) {
  const { locks, holderDies } = aLock(lockOptions);
  const door = aStreet();
  const window = () => {
    const channel = door();
    const saved = vi.fn(() => Promise.resolve());
    const lost = vi.fn();
    const claim: LibraryClaim = libraryClaim({ locks, channel, onTakenOver: saved, onLost: lost });
    return { ...claim, ...channel, saved, lost };
  };
  return { window, holderDies };
}

beforeEach(() => vi.useFakeTimers());
afterEach(() => vi.useRealTimers());

describe('the claim on the library', () => {
  it('is had at once where no other window holds it', async () => {
    expect(await aHouse().window().hold()).toBe(true);
  });

  it('is refused where another window says that it works with the library', async () => {
    const { window } = aHouse();
    await window().hold();
    expect(await window().hold()).toBe(false);
  });

  it('is had by one of two windows that start together, and refused to the other', async () => {
    const { window } = aHouse();
    const held = Promise.all([window().hold(), window().hold()]);
    await vi.advanceTimersByTimeAsync(1_000);
    expect(await held).toEqual([true, false]);
  });

  it('does not take a slow machine for another window', async () => {
    const held = aHouse({ answersAfter: 8_000 }).window().hold();
    await vi.advanceTimersByTimeAsync(8_000);
    expect(await held).toBe(true);
  });

  it('is waited for while a window that holds it is closing, and had once it is gone', async () => {
    const { window, holderDies } = aHouse();
    const first = window();
    await first.hold();
    first.fallSilent();
    const second = window().hold();
    await vi.advanceTimersByTimeAsync(5_000);
    holderDies();
    expect(await second).toBe(true);
  });

  it('is refused in the end where a holder neither closes nor gives a sign', async () => {
    const { window } = aHouse();
    const first = window();
    await first.hold();
    first.fallSilent();
    const second = window().hold();
    await vi.advanceTimersByTimeAsync(10_000);
    expect(await second).toBe(false);
  });

  it('passes on what the holder saved, once it is asked for', async () => {
    const { window } = aHouse();
    const first = window();
    await first.hold();
    const second = window();
    await second.hold();
    await second.takeOver();
    expect(first.saved).toHaveBeenCalledOnce();
    expect(first.lost).not.toHaveBeenCalled();
  });

  it('is taken from a window that hangs, which is told so and may not write any more', async () => {
    const { window } = aHouse();
    const first = window();
    await first.hold();
    first.fallSilent();
    const taken = window().takeOver();
    await vi.advanceTimersByTimeAsync(10_000);
    await taken;
    await vi.advanceTimersByTimeAsync(0);
    expect(first.saved).not.toHaveBeenCalled();
    expect(first.lost).toHaveBeenCalledOnce();
  });
});
