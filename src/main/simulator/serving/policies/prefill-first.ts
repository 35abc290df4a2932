import type { PromptOrder } from './prompt-order';

/** Prompts are read in steps of their own before all decoding; one is split only where no step could hold it whole. */
export const prefillFirst: PromptOrder = {
  advancing: () => 0,
  joins: (prompt, { taken, left }) => taken === 0 || prompt <= left,
};
