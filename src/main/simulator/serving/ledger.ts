import { createHistogram, type Histogram } from './histogram';
import type { Requests } from './requests';
import { createLinks, type Links } from './request-lists';
import { createTimeline, type Timeline } from './timeline';

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

export const inputOf = ({ requests }: Ledger, request: number): number => requests.inputs[request] ?? 0;
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
export const ownLengthOf = (ledger: Ledger, request: number): number =>
  lengthOf(ledger, request) - sharedOf(ledger, request);
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
