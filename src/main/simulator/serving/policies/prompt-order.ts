/** What continuous batching lets into a step that reads prompts; one file per policy. */
export interface PromptOrder {
  /** How many of those that decode get a token in a step that reads prompts. */
  readonly advancing: (decoding: number) => number;
  /** Whether the next prompt in line may join a step, in part where it does not fit whole. */
  readonly joins: (prompt: number, step: PromptRoom) => boolean;
}

interface PromptRoom {
  /** Tokens of prompts that the step has taken already, and those that it may still take. */
  readonly taken: number;
  readonly left: number;
}
