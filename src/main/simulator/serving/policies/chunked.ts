/** Prompts are read in chunks of whatever size a step has room for, while everyone else gets a token in the same step. */
export const chunked = {
  advancing: (decoding: number): number => decoding,
  joins: (): boolean => true,
};
