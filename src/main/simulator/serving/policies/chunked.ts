import type { PromptOrder } from './prompt-order';

/** Prompts are read in chunks of whatever size a step has room for, while everyone else gets a token in the same step. */
export const chunked: PromptOrder = {
  advancing: (decoding) => decoding,
  joins: () => true,
};
