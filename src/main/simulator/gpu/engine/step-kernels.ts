import type { ResolvedCase } from '#main/simulator/case/resolved-case';
import type { PartRates } from '#main/simulator/gpu/kernels/measured-parts';
import { prefillAttentionSeconds } from './attention';
import { headSeconds, layersWithoutAttention, type LinearPart, type StepTokens } from './layer';

/** Seconds of a replica's kernels as they were measured, before any engine's constants: whatever engine runs them, they are the same. */
export interface StepKernels {
  /** All layers without attention, by the tokens of a step. */
  readonly linear: (tokens: StepTokens) => LinearPart;
  /** The output head, by the sequences that it answers. */
  readonly head: (sequences: number) => number;
  /** Attention of so many whole prompts of so many tokens, in 16 bits or in those of the cache. */
  readonly readPrompts: Readonly<Record<'bits8' | 'bits16', (sequences: number, tokens: number) => number>>;
}

export function stepKernelsOf(resolved: ResolvedCase, rates: PartRates): StepKernels {
  const read = (eightBit: boolean) => {
    const known = remembered((tokens) =>
      remembered((sequences) => prefillAttentionSeconds(resolved, rates, { sequences, tokens, eightBit })),
    );
    return (sequences: number, tokens: number) => known(tokens)(sequences);
  };
  return {
    linear: rememberedTokens(
      (tokens) => layersWithoutAttention(resolved, rates, tokens),
      resolved.parallelism.attentionRanks,
    ),
    head: remembered((sequences) => headSeconds(resolved, rates, sequences)),
    readPrompts: { bits8: read(true), bits16: read(false) },
  };
}

/** By the tokens of all ranks and, where there are several, by those of the fullest besides. */
function rememberedTokens<Value>(
  compute: (tokens: StepTokens) => Value,
  ranks: number,
): (tokens: StepTokens) => Value {
  if (ranks === 1) {
    const alone = remembered((all) => compute({ all, rank: all }));
    return ({ all }) => alone(all);
  }
  const byAll = remembered((all) => remembered((rank) => compute({ all, rank })));
  return ({ all, rank }) => byAll(all)(rank);
}

function remembered<Value>(compute: (count: number) => Value): (count: number) => Value {
  const known = new Map<number, Value>();
  return (count) => {
    const found = known.get(count);
    if (found !== undefined) return found;
    const value = compute(count);
    if (known.size < MOST_REMEMBERED) known.set(count, value);
    return value;
  };
}
const MOST_REMEMBERED = 4096;
