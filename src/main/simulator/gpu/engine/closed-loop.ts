import { type LengthVariation, meanContext } from '#main/simulator/case/length-moments';
import type { Saturated } from './serving';
import type { Steps } from './steps';

/** Requests of one replica that follow each other: as one ends, the next is asked. */
export interface Loop {
  /** Kept in flight. */
  readonly inFlight: number;
  /** That the engine has room for. */
  readonly places: number;
  /** Of the whole run; infinite where it does not end. */
  readonly requests: number;
  /** Whether pace and throughput are those of a loop without end, whose beginning shows in first tokens alone. */
  readonly endless: boolean;
  /** Over which the first ones come, evenly. */
  readonly rampSeconds: number;
  /** How their lengths spread, as squares of coefficients of variation. */
  readonly variation: LengthVariation;
}

/** A time that some share of the requests takes. */
export interface Atom {
  readonly seconds: number;
  readonly share: number;
}

export interface Looped {
  /** What first tokens take, as a distribution over the requests of the run. */
  readonly firstTokens: readonly Atom[];
  readonly timeToFirstTokenSeconds: number;
  readonly interTokenSeconds: number;
  readonly requestSeconds: number;
  readonly outputTokensPerSecond: number;
}

/**
 * A closed loop, generation by generation. Its first requests come together and are read as fast as steps hold their prompts. Whoever
 * is let in together ends together, unless lengths spread: then the ends of generation k lie over the steps that the burst took and √k
 * times the spread of lengths, until they are even over a whole request. As one ends, the next one is asked while a step is under
 * way; it waits for that step, with the prompts in it, and is read in the one that follows, with those that ended when it did.
 */
export function closedLoop(steps: Steps, full: Saturated, loop: Loop): Looped {
  const { output } = steps.resolved;
  const pace = paceOf(steps, full, loop);
  const burst = burstOf(steps, pace, loop);
  const later = laterOf(steps, pace, loop);
  const firstShare = Math.min(1, pace.inFlight / loop.requests);
  // Who ends leaves a place empty until the next prompt has come. What is in flight beyond what saturates waits (Little's law).
  const settled = meanOf(later);
  const step =
    full.decode.seconds + othersShare(pace, loop, output) * (full.step.seconds - full.decode.seconds);
  const cycle = settled + (output - 1) * step;
  const steady = Math.min(full.outputTokensPerSecond, (pace.inFlight * output) / cycle);
  const queued = Math.max(0, (pace.inFlight * output) / steady - cycle);
  const firstTokens = [
    ...burst.map(({ seconds, share }) => ({ seconds, share: share * firstShare })),
    ...later.map(({ seconds, share }) => ({ seconds: seconds + queued, share: share * (1 - firstShare) })),
  ].filter(({ share }) => share > 0);
  const first = meanOf(firstTokens);
  return {
    ...paced(steps, { pace, loop, steady, first, step }),
    firstTokens,
    timeToFirstTokenSeconds: first,
  };
}

/**
 * Of the time that prompts take, what lies between two tokens of somebody else: all but one's own prompt, and of requests that march in
 * step also what is read in the step before.
 */
function othersShare(
  { placed, burstSteps }: Pace,
  { requests, inFlight, variation }: Loop,
  output: number,
): number {
  const middle = Math.max(1, requests / inFlight / 2);
  const spread = Math.sqrt(12 * variation.output * Math.min(middle, 1e6)) * output;
  const chance = spread / (burstSteps + spread);
  return (chance * (placed - 1)) / placed + ((1 - chance) * Math.max(0, burstSteps - 2)) / burstSteps;
}

const meanOf = (atoms: readonly Atom[]): number =>
  atoms.reduce((sum, { seconds, share }) => sum + seconds * share, 0);

interface Pace {
  /** Requests in flight, and of these as many as the engine has places for. */
  readonly inFlight: number;
  readonly placed: number;
  /** Those among which prompts are read while others decode. */
  readonly atOnce: number;
  /** Prompts that one step has room for, beside those who decode; less than one where a prompt takes several. */
  readonly promptsPerStep: number;
  /** Prompt tokens of such a step. */
  readonly room: number;
  /** Steps in which all that are placed are read. */
  readonly burstSteps: number;
  readonly context: number;
  /** A step of decoding alone. */
  readonly decode: number;
  /** A step full of prompts while all others decode. */
  readonly filled: number;
}

function paceOf(steps: Steps, full: Saturated, loop: Loop): Pace {
  const { input } = steps.resolved;
  const inFlight = Math.min(loop.inFlight, loop.requests);
  const placed = Math.max(1, Math.min(inFlight, loop.places));
  const atOnce = Math.max(1, Math.min(full.concurrency, placed));
  const room = Math.max(1, Math.min(steps.engine.mostTokens - atOnce + 1, placed * input));
  const context = meanContext(steps.resolved);
  return {
    inFlight,
    placed,
    atOnce,
    promptsPerStep: room / input,
    room,
    burstSteps: Math.ceil((placed * input) / room),
    context,
    decode: full.decode.seconds,
    filled: steps.mixed({ sequences: atOnce, context }, { tokens: room, length: input }).seconds,
  };
}

const MOST_ATOMS = 48;

/** When the prompts of the beginning have been read: step by step, at first alone, then while those before decode. */
function burstOf(steps: Steps, pace: Pace, { rampSeconds }: Loop): readonly Atom[] {
  const { input, output } = steps.resolved;
  const { inFlight, placed, room, burstSteps, promptsPerStep, filled } = pace;
  const together = Math.max(1, Math.round(promptsPerStep));
  const alone = steps.prefill(together, Math.ceil(room / together)).seconds;
  const last = placed * input - (burstSteps - 1) * room;
  const growth = burstSteps > 1 ? (filled - alone) / (burstSteps - 1) : 0;
  const saved = burstSteps > 1 ? (1 - last / room) * Math.max(0, filled - pace.decode) : 0;
  // Steps grow evenly from the first to the last, which may be partly filled.
  const until = (count: number) =>
    count * alone + (growth * count * (count - 1)) / 2 - (count === burstSteps ? saved : 0);
  const whole = until(burstSteps);
  // What comes over a ramp waits only for what it comes too early for.
  const early = Math.max(0, 1 - rampSeconds / whole);
  const stride = Math.ceil(burstSteps / MOST_ATOMS);
  const atoms: Atom[] = [];
  const { frontSeconds } = steps.engine;
  for (let from = 0, read = 0; from < burstSteps; from += stride) {
    const to = Math.min(burstSteps, from + stride);
    const done = to === burstSteps ? placed : Math.floor(to * promptsPerStep);
    const seconds = frontSeconds + Math.max(alone, until((from + 1 + to) / 2) * early);
    atoms.push({ seconds, share: (done - read) / inFlight });
    read = done;
  }
  // Those that find no place wait until those that did have ended, generation by generation.
  const turn = whole + output * pace.decode;
  const turns = (inFlight - placed) / placed;
  for (let before = 0; before < turns; before += Math.ceil(turns / MOST_TURNS)) {
    const share = (Math.min(Math.ceil(turns / MOST_TURNS), turns - before) * placed) / inFlight;
    atoms.push({ seconds: frontSeconds + (before + 1) * turn + whole / 2, share });
  }
  return atoms;
}
const MOST_TURNS = 8;

/** Generations that tell of all: as ends spread by the square root of their number, more of the first. */
const SAMPLES = 5;

/** First tokens of the requests after the beginning, from when they reach the engine's door. */
function laterOf(steps: Steps, pace: Pace, { requests, variation }: Loop): readonly Atom[] {
  const { output } = steps.resolved;
  const generations = Math.max(1, requests / pace.inFlight - 1);
  const spread = Math.sqrt(12 * variation.output) * output;
  const longest = Math.max(1, output + 1 - pace.burstSteps);
  // Ends are even once their spread is a whole request long; from there on nothing changes.
  const evenAt = spread > 0 ? Math.max(1, (longest / spread) ** 2) : Infinity;
  const changing = Math.min(generations, evenAt);
  const of = (generation: number) =>
    generationOf(steps, pace, { spread: spread * Math.sqrt(generation), variation });
  if (changing === Infinity) return of(1);
  const atoms: Atom[] = [];
  const add = (generation: number, among: number): void => {
    for (const { seconds, share } of of(generation))
      atoms.push({ seconds, share: (share * among) / generations });
  };
  if (generations < Infinity) {
    // Strata of equal length of the square root, weighed by the generations that they stand for.
    for (let sample = 0; sample < SAMPLES; sample++) {
      const low = (sample / SAMPLES) ** 2 * changing;
      const high = ((sample + 1) / SAMPLES) ** 2 * changing;
      add(Math.max(1, (low + high) / 2), high - low);
    }
    if (generations > changing) add(evenAt, generations - changing);
    return atoms;
  }
  return of(evenAt);
}

interface Ends {
  /** Steps by which the ends of a generation lie apart for their lengths. */
  readonly spread: number;
  readonly variation: LengthVariation;
}

/** A generation: whom its prompts meet. */
function generationOf(steps: Steps, pace: Pace, { spread, variation }: Ends): readonly Atom[] {
  const { input, output } = steps.resolved;
  const { placed, atOnce, burstSteps, promptsPerStep, room, context, decode, filled } = pace;
  const ends = Math.max(burstSteps, Math.min(output + 1, burstSteps + spread));
  const perStep = placed / ends;
  const mostTogether = Math.max(1, promptsPerStep);
  const crowding = burstSteps / ends;
  // Ends that lengths have spread come by chance; those of one step together.
  const chance = spread / (burstSteps + spread);
  const decoding = { sequences: Math.max(1, atOnce - 1), context };
  const reading = (prompts: number): number => {
    const whole = Math.floor((prompts * input) / room);
    const tokens = prompts * input - whole * room;
    return whole * filled + (tokens > 0 ? steps.mixed(decoding, { tokens, length: input }).seconds : 0);
  };
  const alone = reading(1);
  const none = chance * Math.exp(-perStep);
  const some = Math.min(perStep / (1 - none), mostTogether);
  const next = decode + some * Math.max(0, Math.min(filled, alone) - decode);
  const joined = reading(Math.min(chance + some, mostTogether));
  // Steps short of room for prompts are a queue of one step's service (Sakasegawa's approximation for several servers, 1977), in
  // which no more wait than there are.
  const queue =
    (((1 + variation.input) / 2) * crowding ** (Math.sqrt(2 * (mostTogether + 1)) - 1)) /
    (mostTogether * Math.max(1e-3, 1 - crowding));
  const waiting = chance * Math.min(burstSteps / 2, queue * Math.max(1, 1 / promptsPerStep)) * filled;
  const { frontSeconds } = steps.engine;
  // The answer and the next question take what lies in front of and behind the steps; by then a step is under way.
  const wait = (step: number): number => Math.max(step, frontSeconds + step / 2) + waiting;
  // Where all end in one step, nobody is left whose step could be waited for.
  const idle = burstSteps === 1 ? (1 / ends) ** (placed - 1) : 0;
  const share = (early: number, together: number): number => (1 - idle) * early * together;
  return [
    { seconds: frontSeconds + steps.prefill(placed, input).seconds, share: idle },
    { seconds: wait(decode) + alone, share: share(none, none) },
    { seconds: wait(decode) + joined, share: share(none, 1 - none) },
    { seconds: wait(next) + alone, share: share(1 - none, none) },
    { seconds: wait(next) + joined, share: share(1 - none, 1 - none) },
  ];
}

interface Paced {
  readonly pace: Pace;
  readonly loop: Loop;
  /** Output tokens per second without end, and the mean step. */
  readonly steady: number;
  readonly step: number;
  readonly first: number;
}

/** What a run reaches: while it drains, a step takes nearly as long for ever fewer requests. */
function paced(
  steps: Steps,
  { pace, loop, steady, first, step }: Paced,
): Pick<Looped, 'interTokenSeconds' | 'requestSeconds' | 'outputTokensPerSecond'> {
  const { output } = steps.resolved;
  if (loop.endless) {
    const requestSeconds = first + (output - 1) * step;
    return { interTokenSeconds: step, requestSeconds, outputTokensPerSecond: steady };
  }
  const { inFlight, atOnce, burstSteps, context, decode } = pace;
  const { remaining, longest } = drainOf(steps, pace, loop);
  const half = steps.decode(Math.max(1, Math.round(atOnce / 2)), context).seconds;
  // A step is taken to grow evenly with those in it, from what it takes for none.
  const bare = Math.max(0, 2 * half - decode);
  const lost = bare * (burstSteps / 2 + longest - remaining) + loop.rampSeconds / 2;
  const tokens = loop.requests * output;
  const elapsed = tokens / steady + lost;
  const present = inFlight * (elapsed - bare * (longest - remaining) - remaining * decode + remaining * half);
  const requestSeconds = Math.max(first, present / loop.requests);
  return {
    interTokenSeconds: output > 1 ? (requestSeconds - first) / (output - 1) : step,
    requestSeconds,
    outputTokensPerSecond: tokens / elapsed,
  };
}

/** Steps that requests have left on average when the last one has been asked, and those of the longest. */
function drainOf(steps: Steps, pace: Pace, { requests, variation }: Loop) {
  const { output } = steps.resolved;
  const generations = requests / pace.inFlight;
  const apart = pace.burstSteps + Math.sqrt(12 * variation.output * generations) * output;
  const even = Math.min(output + 1, apart);
  const remaining = apart > output ? (output * (1 + variation.output)) / 2 : even / 2;
  // Of log-normal lengths, about the longest of those that were asked in the last generation.
  const square = Math.log1p(variation.output);
  const deviations = Math.sqrt(2 * Math.log(Math.max(1, pace.placed)));
  const longest = output * Math.exp(deviations * Math.sqrt(square) - square / 2);
  return { remaining, longest: Math.max(even, apart > output ? longest : 0, remaining) };
}
