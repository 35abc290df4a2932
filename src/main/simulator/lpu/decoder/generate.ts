import { failure, type Refusal, type Result, success } from '#shared/refusal/refusal';
import type { DecoderSystem } from './system';

/** What a run of a model on simulated chips gives. */
export interface Generated {
  readonly tokens: readonly number[];
  /** Cycles of each token, from the one before it (the prompt's last for the first) to its number in SRAM. */
  readonly cyclesPerToken: readonly number[];
  /** Cycles of the prompt's tokens before the last, which pass one after another. */
  readonly promptCycles: number;
  readonly ended: 'tokens' | 'end-of-text';
}

export interface Generating {
  readonly prompt: readonly number[];
  readonly tokens: number;
  readonly endTokens: readonly number[];
  /** Told after every pass, so that a user sees that it goes on; `false` stops. */
  readonly progress?: (done: { readonly passes: number; readonly of: number }) => Promise<boolean>;
}

/** Greedy decoding: each pass gives the most likely next token. The host only says which token passes, at which position. */
export async function generate(
  system: DecoderSystem,
  { prompt, tokens: wanted, endTokens, progress = () => Promise.resolve(true) }: Generating,
): Promise<Result<Generated, Refusal>> {
  const tokens: number[] = [];
  const cyclesPerToken: number[] = [];
  const passes = prompt.length + wanted - 1;
  for (let position = 0; position < passes; position += 1) {
    const token = prompt[position] ?? tokens[position - prompt.length];
    if (token === undefined) break;
    const chooses = position >= prompt.length - 1;
    const next = system.pass({ token, position, chooses });
    if (!(await progress({ passes: position + 1, of: passes }))) return failure(stopped);
    if (!chooses || next === undefined) continue;
    if (!Number.isInteger(next)) return failure(noNumber(position));
    tokens.push(next);
    cyclesPerToken.push(system.tokenCycles);
    if (endTokens.includes(next)) break;
  }
  const ended = endTokens.includes(tokens.at(-1) ?? NaN) ? 'end-of-text' : 'tokens';
  return success({ tokens, cyclesPerToken, promptCycles: (prompt.length - 1) * system.bodyCycles, ended });
}

const stopped: Refusal = { code: 'cancelled', message: 'The run was stopped.' };

const noNumber = (position: number): Refusal => ({
  code: 'lpu-run-values',
  message: `The pass at position ${position} gave no number: the weights lead out of the range of FP32.`,
  params: { position },
});
