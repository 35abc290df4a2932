/**
 * What a window showed, in order, and which of it the status called saved. A state is any text that tells one from
 * another. Whatever is on the disk after a kill must be the last acknowledged state or a later one.
 */
export interface Journal {
  /** A state that an edit which is about to be made leads to; the window may be killed before it shows it. */
  readonly expected: (state: string) => void;
  /** A state that the window showed; `saved` while the status said so. */
  readonly shown: (state: string, saved: boolean) => void;
  /** The last state that the window showed. */
  readonly last: () => string;
  /** How many edits were shown, and how many times one was acknowledged. */
  readonly counts: () => { readonly edits: number; readonly acknowledged: number };
  readonly judge: (onDisk: string) => Verdict;
}

export interface Verdict {
  /** Acknowledged edits that are not on the disk. */
  readonly lost: number;
  /** Edits that are not on the disk and were never acknowledged. */
  readonly unsaved: number;
  readonly acknowledged: string;
  readonly onDisk: string;
}

/** A journal that starts from what is on the disk. */
export function journalFrom(onDisk: string): Journal {
  const states = [onDisk];
  let awaited: string[] = [];
  let required = 0;
  let acknowledged = 0;
  return {
    expected: (state) => {
      awaited.push(state);
    },
    shown: (state, saved) => {
      if (states.at(-1) !== state) {
        states.push(state);
        if (awaited.includes(state)) awaited = awaited.slice(awaited.lastIndexOf(state) + 1);
      }
      if (!saved || required === states.length - 1) return;
      required = states.length - 1;
      acknowledged += 1;
    },
    last: () => states.at(-1) ?? onDisk,
    counts: () => ({ edits: states.length - 1, acknowledged }),
    judge: (found) => {
      const verdict = { acknowledged: states[required] ?? '', onDisk: found };
      if (awaited.includes(found)) return { ...verdict, lost: 0, unsaved: 0 };
      const at = states.lastIndexOf(found);
      if (at >= required) return { ...verdict, lost: 0, unsaved: states.length - 1 - at };
      return { ...verdict, lost: Math.max(1, required - Math.max(0, at)), unsaved: 0 };
    },
  };
}
