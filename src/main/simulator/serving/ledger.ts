import { createLinks, type Links, type Requests } from './requests';

/** How a quantity went over time, as means over buckets of equal width; constant in size however long it lasts. */
interface Timeline {
  /** Adds a value that holds from one instant to another, in nanoseconds. */
  readonly add: (from: number, to: number, value: number) => void;
  readonly bucketNanoseconds: () => number;
  /** Time-weighted means of the first so many buckets of a width, which must be its own or doublings of it. */
  readonly means: (width: number, buckets: number) => readonly number[];
}

const BUCKETS = 512;
const FIRST_WIDTH = 2 ** 16;

/**
 * Buckets double in width whenever time runs past the last one. Intervals cost the same however many buckets they span:
 * only their ends are noted, as areas within a bucket and as changes of level from a bucket's start on.
 */
function createTimeline(): Timeline {
  const areas = new Float64Array(BUCKETS);
  const changes = new Float64Array(BUCKETS + 1);
  let width = FIRST_WIDTH;

  const widen = (): void => {
    for (let bucket = 0; bucket <= BUCKETS; bucket++) {
      const [left, right] = [2 * bucket, 2 * bucket + 1];
      // A change at the start of a right half acts on that half, then as one at the start of the next bucket.
      areas[bucket] = (areas[left] ?? 0) + (areas[right] ?? 0) + (changes[right] ?? 0) * width;
      changes[bucket] = (changes[left] ?? 0) + (changes[left - 1] ?? 0);
    }
    width *= 2;
  };
  const change = (at: number, value: number): void => {
    while (at >= width * BUCKETS) widen();
    const bucket = Math.floor(at / width);
    areas[bucket] = (areas[bucket] ?? 0) + value * ((bucket + 1) * width - at);
    changes[bucket + 1] = (changes[bucket + 1] ?? 0) + value;
  };
  return {
    add: (from, to, value) => {
      if (value === 0 || to <= from) return;
      change(to, -value);
      change(from, value);
    },
    bucketNanoseconds: () => width,
    means: (wanted, buckets) => {
      while (width < wanted) widen();
      let level = 0;
      return Array.from({ length: Math.min(BUCKETS, buckets) }, (_, bucket) => {
        level += changes[bucket] ?? 0;
        // Sums of ends leave a rounding residue where nothing is; far below any quantity that is reported.
        const mean = level + (areas[bucket] ?? 0) / width;
        return Math.abs(mean) < 1e-9 ? 0 : mean;
      });
    },
  };
}

/** Bins per doubling; the middle of a bin is at most half of 2^(1/256) away from any value in it: 0.14 %. */
const BINS_PER_OCTAVE = 256;
/** Times of 1 ns to 2^58 ns, nine years; what lies beyond is counted in the outermost bins. */
const OCTAVES = 58;

/** Largest relative error of a percentile that a histogram gives. */
export const histogramPrecision = 2 ** (0.5 / BINS_PER_OCTAVE) - 1;

/** Counts of durations in nanoseconds, of constant size however many there are. Mean, least and most are exact. */
export interface Histogram {
  readonly add: (nanoseconds: number, count?: number) => void;
  readonly count: () => number;
  readonly mean: () => number;
  readonly most: () => number;
  /** The value below which this share of the counted lies, within `histogramPrecision`; 0 where nothing was counted. */
  readonly percentile: (share: number) => number;
}

function createHistogram(): Histogram {
  const bins = new Float64Array(BINS_PER_OCTAVE * OCTAVES);
  // Fields rather than captured variables, which would be boxed anew at every change.
  const total = { count: 0, sum: 0, least: Infinity, most: 0 };
  const percentile = (share: number): number => {
    const { count, least, most } = total;
    if (count === 0) return 0;
    const rank = Math.max(1, Math.ceil(share * count));
    let seen = 0;
    for (let bin = 0; bin < bins.length; bin++) {
      seen += bins[bin] ?? 0;
      if (seen >= rank) return Math.min(most, Math.max(least, 2 ** ((bin + 0.5) / BINS_PER_OCTAVE)));
    }
    return most;
  };
  return {
    add: (nanoseconds, times = 1) => {
      if (times <= 0) return;
      const bin = Math.floor(Math.log2(Math.max(1, nanoseconds)) * BINS_PER_OCTAVE);
      const place = Math.min(bins.length - 1, bin);
      bins[place] = (bins[place] ?? 0) + times;
      total.count += times;
      total.sum += nanoseconds * times;
      total.least = Math.min(total.least, nanoseconds);
      total.most = Math.max(total.most, nanoseconds);
    },
    count: () => total.count,
    mean: () => (total.count === 0 ? 0 : total.sum / total.count),
    most: () => total.most,
    percentile,
  };
}

/** Everything that is known of the requests of a run and measured on them while it lasts. */
export interface Ledger {
  readonly requests: Requests;
  readonly links: Links;
  /** Tokens that a request has been given; those that it gets in steps of decoding alone are counted when it stops. */
  readonly generated: Uint32Array;
  /** When a request got its first token; -1 before. */
  readonly firstTokens: Float64Array;
  /** 1 where the cache of a request has come from the replica that read its prompt. */
  readonly transferred: Uint8Array;
  /** When a request began to wait, and once admitted, when it was. */
  readonly since: Float64Array;
  readonly objective: Objective;
  /** Nanoseconds that each answer takes in front of and behind the steps. */
  readonly front: number;
  readonly counts: Counts;
  readonly histograms: Readonly<Record<HistogramName, Histogram>>;
  readonly timelines: Readonly<Record<TimelineName, Timeline>>;
  energyJoules: number;
  powerKnown: boolean;
}

/** In nanoseconds; infinite where not asked for. */
export interface Objective {
  readonly firstToken: number;
  readonly perOutputToken: number;
}

interface Counts {
  arrived: number;
  completed: number;
  rejected: number;
  preemptions: number;
  restarts: number;
  outputTokens: number;
  metObjective: number;
  /** Prompt tokens that were asked for, and of these those whose cache was found. */
  promptTokens: number;
  foundTokens: number;
}

type HistogramName = 'firstToken' | 'perOutputToken' | 'interToken' | 'request' | 'queue' | 'transfer';
type TimelineName = 'waiting' | 'running' | 'cache' | 'outputTokens' | 'power';

export function openLedger(requests: Requests, objective: Objective, front = 0): Ledger {
  return {
    requests,
    links: createLinks(requests.count),
    generated: new Uint32Array(requests.count),
    firstTokens: new Float64Array(requests.count).fill(-1),
    transferred: new Uint8Array(requests.count),
    since: new Float64Array(requests.count),
    objective,
    front,
    counts: {
      arrived: 0,
      completed: 0,
      rejected: 0,
      preemptions: 0,
      restarts: 0,
      outputTokens: 0,
      metObjective: 0,
      promptTokens: 0,
      foundTokens: 0,
    },
    histograms: {
      firstToken: createHistogram(),
      perOutputToken: createHistogram(),
      interToken: createHistogram(),
      request: createHistogram(),
      queue: createHistogram(),
      transfer: createHistogram(),
    },
    timelines: {
      waiting: createTimeline(),
      running: createTimeline(),
      cache: createTimeline(),
      outputTokens: createTimeline(),
      power: createTimeline(),
    },
    energyJoules: 0,
    powerKnown: true,
  };
}

const inputOf = ({ requests }: Ledger, request: number): number => requests.inputs[request] ?? 0;
export const outputOf = ({ requests }: Ledger, request: number): number => requests.outputs[request] ?? 0;
export const generatedOf = ({ generated }: Ledger, request: number): number => generated[request] ?? 0;
/** What has to be read before a request goes on: its prompt, and what it had been given before it lost its cache. */
export const promptOf = (ledger: Ledger, request: number): number =>
  inputOf(ledger, request) + generatedOf(ledger, request);
/** What the cache of a request that has been read holds: the last token given is not in it before the next step. */
export const cachedOf = (ledger: Ledger, request: number): number => promptOf(ledger, request) - 1;
/** The group that a request begins like; -1 where it begins like no other. */
export const groupOf = ({ requests }: Ledger, request: number): number =>
  requests.prefixes?.groups[request] ?? -1;
/** Tokens that a request shares with its group; the last of its prompt it always reads itself. */
export function sharedOf({ requests }: Ledger, request: number): number {
  const { prefixes, inputs } = requests;
  if (prefixes === undefined || (prefixes.groups[request] ?? -1) < 0) return 0;
  return Math.min(prefixes.tokens[request] ?? 0, (inputs[request] ?? 1) - 1);
}
/** Cache that a request takes for itself, beside what it shares. */
export const ownPromptOf = (ledger: Ledger, request: number): number =>
  promptOf(ledger, request) - sharedOf(ledger, request);
/** The most cache that a request ever takes. */
export const lengthOf = (ledger: Ledger, request: number): number =>
  inputOf(ledger, request) + outputOf(ledger, request);

/** A request has got tokens, the first of which it may have waited for. */
export function noteGiven(ledger: Ledger, request: number, { tokens, at }: Given): void {
  const before = generatedOf(ledger, request);
  if (before === 0) ledger.firstTokens[request] = at;
  ledger.generated[request] = before + tokens;
}

interface Given {
  readonly tokens: number;
  /** When the first of them came. */
  readonly at: number;
}

export function noteAdmitted(ledger: Ledger, request: number, now: number): void {
  const since = ledger.since[request] ?? 0;
  ledger.timelines.waiting.add(since, now, 1);
  if (generatedOf(ledger, request) === 0) ledger.histograms.queue.add(now - since);
  ledger.since[request] = now;
}

/** A request has all its tokens: its latencies are counted. */
export function noteCompleted(ledger: Ledger, request: number, now: number): void {
  const { counts, histograms, objective, front } = ledger;
  const output = outputOf(ledger, request);
  const arrival = ledger.requests.arrivals[request] ?? 0;
  const first = ledger.firstTokens[request] ?? 0;
  const perToken = output > 1 ? (now - first) / (output - 1) : 0;
  ledger.generated[request] = output;
  counts.completed++;
  counts.outputTokens += output;
  const firstToken = first - arrival + front;
  histograms.firstToken.add(firstToken);
  histograms.request.add(now - arrival + front);
  if (output > 1) histograms.perOutputToken.add(perToken);
  if (firstToken <= objective.firstToken && perToken <= objective.perOutputToken) counts.metObjective++;
}

/** What a replica drew between two instants, at a mean power; unknown once, the energy of the run is unknown. */
export function notePower(ledger: Ledger, from: number, to: number, watts: number | undefined): void {
  if (watts === undefined) {
    ledger.powerKnown = false;
    return;
  }
  ledger.energyJoules += (watts * (to - from)) / 1e9;
  ledger.timelines.power.add(from, to, watts);
}

/**
 * Checks what no run may break: every request that came has left, was turned away or is still there, and the tokens given are those
 * that the completed ones asked for. Throws where it is broken, which would be a bug: a report would be wrong without a sign of it.
 */
export function checkConservation({ counts, requests, generated }: Ledger, held: number): void {
  const { arrived, completed, rejected, outputTokens } = counts;
  if (arrived !== completed + rejected + held) {
    throw new Error(
      `Requests got lost: ${arrived} in, ${completed} out, ${rejected} rejected, ${held} held.`,
    );
  }
  let [whole, asked] = [0, 0];
  for (let request = 0; request < requests.count; request++) {
    const output = requests.outputs[request] ?? 0;
    if (generated[request] !== output) continue;
    whole++;
    asked += output;
  }
  if (whole !== completed || asked !== outputTokens) {
    throw new Error(
      `Tokens got lost: counted ${completed} (requests) and ${outputTokens} (tokens), given ${whole} and ${asked}.`,
    );
  }
}
