import { vi } from 'vitest';
import { createDispatcher, type AppHandlers } from '#main/api/dispatch';
import { success } from '#shared/refusal/refusal';

const nothing = () => success(null);

/** A dispatcher whose handlers answer nothing, apart from those given; with the bugs that were reported. */
export function aDispatcher(handlers: Partial<Record<keyof AppHandlers, unknown>>) {
  const reportBug = vi.fn();
  return { dispatcher: createDispatcher(someHandlers(handlers), reportBug), reportBug };
}

export const someHandlers = (handlers: Partial<Record<keyof AppHandlers, unknown>>): AppHandlers =>
  ({
    examples: nothing,
    estimate: nothing,
    exportQuote: nothing,
    saveText: nothing,
    ...handlers,
  }) as unknown as AppHandlers;
