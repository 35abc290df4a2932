/** Pieces of work that are done one after another, in the order in which they were asked for. */
export interface Turns {
  /** Does the work once everything asked for before is done; a failure holds up nothing that follows. */
  readonly take: <T>(work: () => Promise<T>) => Promise<T>;
  /** Counts work that will take a turn of its own among what is left to do, from its first step on. */
  readonly during: <T>(work: Promise<T>) => Promise<T>;
  readonly isBusy: () => boolean;
  /** Settles once nothing is left to do, what is asked for meanwhile included. */
  readonly settled: () => Promise<void>;
}

export function turns(): Turns {
  const undone = new Set<Promise<unknown>>();
  let last: Promise<unknown> = Promise.resolve();

  const during = <T>(work: Promise<T>): Promise<T> => {
    undone.add(work);
    return work.finally(() => undone.delete(work));
  };

  return {
    take: (work) => {
      const done = last.then(work);
      last = done.catch(() => undefined);
      return during(done);
    },
    during,
    isBusy: () => undone.size > 0,
    settled: async () => {
      while (undone.size > 0) await Promise.allSettled(undone);
    },
  };
}
