import type { Scenario } from '#shared/scenario/schema';
import { storageFailureOf, type StorageFailure } from './storage-failure';

export type SaveState =
  { readonly kind: 'saved' | 'saving' } | { readonly kind: 'failed'; readonly failure: StorageFailure };

export interface Autosave {
  /** Takes the newest state of a scenario; it is written within `delay` milliseconds. */
  readonly queue: (scenario: Scenario) => void;
  /** Writes at once what is still waiting; tells whether everything is on disk afterwards. */
  readonly flush: () => Promise<boolean>;
}

export interface AutosaveOptions {
  readonly write: (scenarios: readonly Scenario[]) => Promise<void>;
  readonly onState: (state: SaveState) => void;
  readonly delay?: number;
}

export const SAVE_DELAY_MILLISECONDS = 200;

/** Saves as the user works: the first unsaved edit starts the clock, so that no edit waits longer than the delay. */
export function autosaveTo({ write, onState, delay = SAVE_DELAY_MILLISECONDS }: AutosaveOptions): Autosave {
  const waiting = new Map<string, Scenario>();
  let timer: ReturnType<typeof setTimeout> | undefined;
  let writing: Promise<boolean> = Promise.resolve(true);

  const writeWaiting = async (): Promise<boolean> => {
    if (waiting.size === 0) return true;
    const batch = [...waiting.values()];
    waiting.clear();
    try {
      await write(batch);
    } catch (error) {
      for (const scenario of batch) if (!waiting.has(scenario.id)) waiting.set(scenario.id, scenario);
      onState({ kind: 'failed', failure: storageFailureOf(error) });
      return false;
    }
    if (waiting.size === 0) onState({ kind: 'saved' });
    return true;
  };

  const flush = (): Promise<boolean> => {
    clearTimeout(timer);
    timer = undefined;
    writing = writing.then(writeWaiting);
    return writing;
  };

  return {
    queue: (scenario) => {
      waiting.set(scenario.id, scenario);
      onState({ kind: 'saving' });
      timer ??= setTimeout(() => void flush(), delay);
    },
    flush,
  };
}
