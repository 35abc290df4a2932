import type { ModelShape, ResolvedCase } from '#main/simulator/case/resolved-case';
import type { PartRates } from '#main/simulator/gpu/kernels/measured-parts';
import { decodeAttention } from './attention';
import type { EngineConstants } from './constants';
import type { LinearPart } from './layer';
import { stepKernelsOf, type StepKernels } from './step-kernels';

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

export function stepTimesOf(
  resolved: ResolvedCase,
  rates: PartRates,
  engine: EngineConstants,
  kernels: StepKernels = stepKernelsOf(resolved, rates),
): StepTimes {
  const { attentionRanks } = resolved.parallelism;
  const { linear, head, readPrompts } = kernels;
  const stages = resolved.parallelism.pipeline;
  // Of the tokens that products see, the share that are prompts takes the factors of prompts.
  const assemble = (part: LinearPart, attention: number, sequences: number, prompts = 0): StepTime => {
    const factor = among(prompts, engine.prefillFactor);
    const experts = engine.expertsFactor * among(prompts, engine.promptExpertsFactor) * part.experts;
    const products = part.matrix + experts + head(sequences);
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
  const bits = engine.eightBitPrefillAttention ? 'bits8' : 'bits16';
  const read = (sequences: number, tokens: number) =>
    engine.prefillFactor * engine.matrixFactor * readPrompts[bits](sequences, tokens);
  const talking = resolved.parallelism.tensor > 1 ? TALKING_LAUNCHES : 1;
  const launching = usualLayersOf(resolved.model) * engine.launchSecondsPerLayer * talking;
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
      return launched(assemble(part, read(rank, tokens), rank, 1), launching);
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
      const linearTokens = { all: roundedTokens(count + all), rank: roundedTokens(rank + tokens) };
      return launched(assemble(linear(linearTokens), attention, rank, all / (all + count)), launching);
    },
  };
}

const among = (share: number, factor: number): number => 1 + share * (factor - 1);

/** Requests and tokens of one step of a replica at most: every attention rank schedules for itself. */
export const limitsOf = (
  { mostRequests, mostTokens }: Pick<EngineConstants, 'mostRequests' | 'mostTokens'>,
  attentionRanks: number,
): Pick<EngineConstants, 'mostRequests' | 'mostTokens'> => ({
  mostRequests: attentionRanks * mostRequests,
  mostTokens: attentionRanks * mostTokens,
});

// Two collectives join the launches of a layer, and every device's host waits for the others'.
const TALKING_LAUNCHES = 1.4;

/** Kernels of one layer that a host launches one by one, each half of a layer with its norm. */
const launches = {
  // Product, positions and cache, attention, product.
  attention: 5,
  // Products down to the latents and up again, with their norms, and the halves of keys joined.
  latentAttention: 11,
  // Product, activation, product.
  feedForward: 4,
  // Router, choice, sorting, gathering, product, activation, product, summing.
  experts: 9,
  // Product, activation, product, sum.
  sharedExperts: 4,
} as const;

/** The layers of a model, each as many as dense ones with plain attention as it is launches. */
function usualLayersOf({ attention, layers, experts }: ModelShape): number {
  const each = attention.kind === 'multi-head-latent' ? launches.latentAttention : launches.attention;
  const routed = experts === undefined ? 0 : layers - experts.denseLayers;
  const shared = (experts?.sharedExperts ?? 0) > 0 ? launches.sharedExperts : 0;
  const all = layers * each + (layers - routed) * launches.feedForward + routed * (launches.experts + shared);
  return all / (launches.attention + launches.feedForward);
}

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
