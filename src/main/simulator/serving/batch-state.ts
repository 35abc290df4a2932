import type { StepTimes, Work } from './engine';
import type { DecodeRun } from './decode-run';
import { createQueue, type IndexedQueue } from './indexed-queue';
import { generatedOf, lengthOf, noteAdmitted, outputOf, promptOf, type Ledger } from './ledger';
import { createPlaces, type Places } from './places';
import { createPowerMeter, type PowerMeter } from './power-meter';
import type { ReplicaPolicy, ReplicaSetting } from './replica';
import { append, emptyList, NONE, prepend, remove, type RequestList } from './request-lists';

/** A step that reads prompts, alone or while others decode. */
export interface PromptStep {
  readonly kind: 'prompts';
  /** Requests whose prompt is read to its end in this step. */
  readonly readers: readonly number[];
  readonly tokens: number;
  readonly length: number;
  /** Requests that get a token in the same step. */
  readonly advancing: number;
}

export type Activity =
  { readonly kind: 'idle' } | PromptStep | { readonly kind: 'decode'; readonly run: DecodeRun };

/** A replica whose requests advance together. */
export interface BatchState {
  readonly engine: StepTimes;
  readonly ledger: Ledger;
  readonly policy: ReplicaPolicy;
  readonly meter: PowerMeter;
  readonly waiting: RequestList;
  /** Those with cache, in order of admission. */
  readonly admitted: RequestList;
  readonly places: Places;
  /** Places of those that decode, by the number of the step at which they have all their tokens. */
  readonly finishing: IndexedQueue;
  readonly finishStep: number[];
  /** Decode steps since the start. */
  step: number;
  decoding: number;
  cacheUsed: number;
  cacheReserved: number;
  /** Of the cache that is used, what belongs to prompts still being read. */
  cacheUnread: number;
  /** A prompt that needs further steps, and what is left of it. */
  partial: number;
  partialLeft: number;
  activity: Activity;
  from: number;
  until: number;
  /** Since when those that decode have had no token, and how many they are. */
  stalledSince: number;
  stalled: number;
}

export const createBatchState = (engine: StepTimes, { ledger, policy }: ReplicaSetting): BatchState => ({
  engine,
  ledger,
  policy,
  meter: createPowerMeter(engine, ledger),
  waiting: emptyList(),
  admitted: emptyList(),
  places: createPlaces(),
  finishing: createQueue(),
  finishStep: [],
  step: 0,
  decoding: 0,
  cacheUsed: 0,
  cacheReserved: 0,
  cacheUnread: 0,
  partial: NONE,
  partialLeft: 0,
  activity: { kind: 'idle' },
  from: 0,
  until: Infinity,
  stalledSince: 0,
  stalled: 0,
});

/** Whether the first in line could be admitted when so much of the cache is taken. */
export function hasRoom(state: BatchState, request: number, cacheUsed: number): boolean {
  const { engine, ledger, policy } = state;
  if (state.admitted.size >= engine.slots) return false;
  if (policy.cachePolicy === 'reserve') {
    return state.cacheReserved + lengthOf(ledger, request) <= engine.cacheTokens;
  }
  // Room for everyone's next token as well, so that nobody is admitted only to be thrown out at once.
  return cacheUsed + promptOf(ledger, request) + state.decoding + 1 <= engine.cacheTokens;
}

export function admit(state: BatchState, request: number, now: number): void {
  const { ledger } = state;
  remove(state.waiting, request, ledger.links);
  append(state.admitted, request, ledger.links);
  noteAdmitted(ledger, request, now);
  state.places.take(request);
  state.cacheUsed += promptOf(ledger, request);
  state.cacheUnread += promptOf(ledger, request);
  state.cacheReserved += lengthOf(ledger, request);
}

/** Takes a request's cache away, whatever it was doing, and counts the tokens that it had. */
export function release(state: BatchState, request: number): void {
  const { ledger } = state;
  const place = state.places.of(request);
  if (state.finishing.has(place)) {
    const left = (state.finishStep[place] ?? 0) - state.step;
    ledger.generated[request] = outputOf(ledger, request) - left;
    state.finishing.cancel(place);
    state.decoding--;
    // The last token given is not in the cache before the next step.
    state.cacheUsed -= promptOf(ledger, request) - 1;
  } else {
    if (state.partial === request) state.partial = NONE;
    state.cacheUsed -= promptOf(ledger, request);
    state.cacheUnread -= promptOf(ledger, request);
  }
  state.cacheReserved -= lengthOf(ledger, request);
  state.places.leave(place);
  remove(state.admitted, request, ledger.links);
}

/** A request whose prompt has been read, and which got a token for it, starts to decode. */
export function startDecoding(state: BatchState, request: number): void {
  const { ledger } = state;
  // The token just given is not in the cache before the next step.
  state.cacheUnread -= promptOf(ledger, request) - 1;
  const place = state.places.of(request);
  const last = state.step + outputOf(ledger, request) - generatedOf(ledger, request);
  state.finishStep[place] = last;
  state.finishing.schedule(place, last);
  state.decoding++;
}

/** The latest to be admitted go back to the head of the line until everyone else has room for a token. */
export function makeRoom(state: BatchState, now: number): void {
  const { ledger, engine } = state;
  while (state.decoding > 0 && state.cacheUsed + state.decoding > engine.cacheTokens) {
    const request = state.admitted.last;
    release(state, request);
    prepend(state.waiting, request, ledger.links);
    ledger.since[request] = now;
    ledger.counts.preemptions++;
  }
}

/** Time passes, in which some requests run and some work is done. */
export function noteTime(state: BatchState, now: number, work: Work): void {
  const { ledger, meter, from } = state;
  if (now <= from) return;
  meter.add(work, now);
  ledger.timelines.running.add(from, now, state.admitted.size);
  ledger.timelines.cache.add(from, now, state.cacheUsed);
  if (work.outputTokens > 0) {
    ledger.timelines.outputTokens.add(from, now, (work.outputTokens * 1e9) / (now - from));
  }
}
