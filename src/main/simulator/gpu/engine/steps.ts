import type { ResolvedCase } from '#main/simulator/case/resolved-case';
import type { PartRates } from '#main/simulator/gpu/kernels/measured-parts';
import { decodeAttention, prefillAttentionSeconds } from './attention';
import type { EngineConstants } from './constants';
import { headSeconds, layersWithoutAttention, type LinearPart, type StepTokens } from './layer';

/** The steps of one replica while it works on one case. */
export interface Steps extends StepTimes {
  readonly resolved: ResolvedCase;
}

/** How long the steps of one replica take, whatever the lengths of its requests. */
export interface StepTimes {
  readonly rates: PartRates;
  readonly engine: EngineConstants;
  /** One new token for each of so many sequences, with so many tokens in the cache. */
  readonly decode: (sequences: number, context: number) => StepTime;
  /** So many whole prompts at once. */
  readonly prefill: (sequences: number, tokens: number) => StepTime;
  /** Both in one step: the products see all tokens together. */
  readonly mixed: (decoding: Decoding, prompts: Prompts) => StepTime;
}

export interface Decoding {
  readonly sequences: number;
  readonly context: number;
}

export interface Prompts {
  /** Prompt tokens in this step, of prompts of `length` tokens. */
  readonly tokens: number;
  readonly length: number;
}

/** Seconds of a step and where they go. */
export interface StepTime {
  readonly seconds: number;
  readonly matrix: number;
  readonly attention: number;
  readonly communication: number;
  readonly overhead: number;
}

export const scaled = (step: StepTime, factor: number): StepTime => ({
  seconds: step.seconds * factor,
  matrix: step.matrix * factor,
  attention: step.attention * factor,
  communication: step.communication * factor,
  overhead: step.overhead * factor,
});

export const sum = (a: StepTime, b: StepTime): StepTime => ({
  seconds: a.seconds + b.seconds,
  matrix: a.matrix + b.matrix,
  attention: a.attention + b.attention,
  communication: a.communication + b.communication,
  overhead: a.overhead + b.overhead,
});

export function stepTimesOf(resolved: ResolvedCase, rates: PartRates, engine: EngineConstants): StepTimes {
  const { attentionRanks } = resolved.parallelism;
  const linear = rememberedTokens(
    (tokens) => layersWithoutAttention(resolved, rates, tokens),
    attentionRanks,
  );
  const head = remembered((sequences) => headSeconds(resolved, rates, sequences));
  const stages = resolved.parallelism.pipeline;
  const assemble = (part: LinearPart, attention: number, sequences: number, factor = 1): StepTime => {
    const products = part.matrix + engine.expertsFactor * part.experts + head(sequences);
    const matrix = factor * engine.matrixFactor * products;
    const communication = factor * engine.communicationFactor * part.communication;
    const overhead =
      factor * engine.matrixFactor * part.passes +
      resolved.model.layers * engine.secondsPerLayer +
      engine.secondsPerStep +
      engine.secondsPerRequest * sequences;
    return {
      seconds: matrix + attention + communication + overhead,
      matrix,
      attention,
      communication,
      overhead,
    };
  };
  // Each stage works on its own share of the batch, so that a token meets all layers with that share.
  const share = (count: number) => Math.max(1, Math.ceil(count / stages));
  // The attention rank that has most requests keeps the others waiting.
  const ofRank = (count: number) => Math.ceil(count / attentionRanks);
  const decoding = decodeAttention(resolved, rates, engine);
  const readPrompts = remembered((tokens) =>
    remembered(
      (sequences) =>
        engine.prefillFactor *
        engine.matrixFactor *
        prefillAttentionSeconds(resolved, rates, {
          sequences,
          tokens,
          eightBit: engine.eightBitPrefillAttention,
        }),
    ),
  );
  const read = (sequences: number, tokens: number) => readPrompts(tokens)(sequences);
  const talking = resolved.parallelism.tensor > 1 ? TALKING_LAUNCHES : 1;
  const launching = resolved.model.layers * engine.launchSecondsPerLayer * talking;
  return {
    rates,
    engine: { ...engine, ...limitsOf(engine, attentionRanks) },
    decode: (sequences, context) => {
      const count = share(sequences);
      const rank = ofRank(count);
      return assemble(linear({ all: count, rank }), decoding(rank, context), rank);
    },
    prefill: (sequences, tokens) => {
      const rank = ofRank(sequences);
      const part = linear({ all: sequences * tokens, rank: rank * tokens });
      return launched(assemble(part, read(rank, tokens), rank, engine.prefillFactor), launching);
    },
    mixed: ({ sequences, context }, prompts) => {
      const count = share(sequences);
      const all = prompts.tokens / stages;
      const rank = ofRank(count);
      // Each prompt is read by one attention rank; prompts fewer than ranks leave some with none.
      const tokens = Math.max(all / attentionRanks, Math.min(all, prompts.length));
      const together = Math.max(1, Math.round(tokens / prompts.length));
      const attention =
        decoding(rank, context) + (read(together, prompts.length) * tokens) / (together * prompts.length);
      const factor = 1 + ((engine.prefillFactor - 1) * all) / (all + count);
      const linearTokens = { all: roundedTokens(count + all), rank: roundedTokens(rank + tokens) };
      return assemble(linear(linearTokens), attention, rank, factor);
    },
  };
}

/** Requests and tokens of one step of a replica at most: every attention rank schedules for itself. */
export const limitsOf = (
  { mostRequests, mostTokens }: Pick<EngineConstants, 'mostRequests' | 'mostTokens'>,
  attentionRanks: number,
): Pick<EngineConstants, 'mostRequests' | 'mostTokens'> => ({
  mostRequests: attentionRanks * mostRequests,
  mostTokens: attentionRanks * mostTokens,
});

// Two collectives join some five launches of a layer.
const TALKING_LAUNCHES = 1.4;

/** A step that the host launches kernel by kernel takes as long as the slower of the two. */
function launched(step: StepTime, launching: number): StepTime {
  const seconds = (step.seconds ** 4 + launching ** 4) ** 0.25;
  return { ...step, seconds, overhead: step.overhead + seconds - step.seconds };
}

/** Steps differ by fractions of a token on average; sixteenths of an octave are finer than the kernels' own noise. */
function roundedTokens(tokens: number): number {
  if (tokens <= 64) return Math.max(1, Math.round(tokens));
  return Math.round(2 ** (Math.round(Math.log2(tokens) * 16) / 16));
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
