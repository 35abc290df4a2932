/** Beginnings of prompts that a replica keeps in its cache, each once however many requests use it. */
export interface PrefixStore {
  /** Tokens of cache that they take, and of these those in use. */
  readonly held: () => number;
  readonly pinned: () => number;
  /** Tokens of a group's beginning that are there. */
  readonly tokensOf: (group: number) => number;
  /** By how much more would be in use if a request of the group were let in. */
  readonly pinningCost: (group: number, tokens: number) => number;
  /** Takes a beginning into use, whether it was there or has to be read. */
  readonly pin: (group: number, tokens: number) => void;
  readonly unpin: (group: number) => void;
  /** Gives up what is not in use, the longest unused first, until no more than so many tokens are held or nothing is left. */
  readonly shrinkTo: (tokens: number) => void;
  readonly clear: () => void;
}

interface Kept {
  tokens: number;
  users: number;
}

export function createPrefixStore(): PrefixStore {
  // A map keeps the order of insertion: what is used again is put last.
  const kept = new Map<number, Kept>();
  let [held, pinned] = [0, 0];
  return {
    held: () => held,
    pinned: () => pinned,
    tokensOf: (group) => kept.get(group)?.tokens ?? 0,
    pinningCost: (group, tokens) => {
      const found = kept.get(group);
      if (found === undefined) return tokens;
      return Math.max(tokens, found.tokens) - (found.users > 0 ? found.tokens : 0);
    },
    pin: (group, tokens) => {
      const found = kept.get(group) ?? { tokens: 0, users: 0 };
      const longer = Math.max(0, tokens - found.tokens);
      pinned += longer + (found.users === 0 ? found.tokens : 0);
      held += longer;
      found.tokens += longer;
      found.users += 1;
      kept.delete(group);
      kept.set(group, found);
    },
    unpin: (group) => {
      const found = kept.get(group);
      if (found === undefined) return;
      found.users -= 1;
      if (found.users === 0) pinned -= found.tokens;
    },
    shrinkTo: (tokens) => {
      if (held <= tokens) return;
      for (const [group, { tokens: freed, users }] of kept) {
        if (held <= tokens) return;
        if (users > 0) continue;
        kept.delete(group);
        held -= freed;
      }
    },
    clear: () => {
      kept.clear();
      [held, pinned] = [0, 0];
    },
  };
}
