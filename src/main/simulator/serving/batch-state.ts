import type { StepTimes, Work } from './engine';
import type { DecodeRun } from './decode-run';
import { createQueue, type IndexedQueue } from './indexed-queue';
import {
  generatedOf,
  groupOf,
  noteAdmitted,
  outputOf,
  ownLengthOf,
  ownPromptOf,
  promptOf,
  sharedOf,
  type Ledger,
} from './ledger';
import { createPlaces, type Places } from './places';
import { createPrefixStore, type PrefixStore } from './prefix-store';
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
  readonly handOver: ReplicaSetting['handOver'];
  readonly waiting: RequestList;
  /** Those with cache, in order of admission. */
  readonly admitted: RequestList;
  readonly places: Places;
  readonly prefixes: PrefixStore;
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
  /** Shared beginnings that those who decode attend to, each as often as it is. */
  sharedContext: number;
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

export const createBatchState = (
  engine: StepTimes,
  { ledger, policy, handOver }: ReplicaSetting,
): BatchState => ({
  engine,
  ledger,
  policy,
  meter: createPowerMeter(engine, ledger),
  handOver,
  waiting: emptyList(),
  admitted: emptyList(),
  places: createPlaces(),
  prefixes: createPrefixStore(),
  finishing: createQueue(),
  finishStep: [],
  step: 0,
  decoding: 0,
  cacheUsed: 0,
  cacheReserved: 0,
  cacheUnread: 0,
  sharedContext: 0,
  partial: NONE,
  partialLeft: 0,
  activity: { kind: 'idle' },
  from: 0,
  until: Infinity,
  stalledSince: 0,
  stalled: 0,
});

/** By how much more of the cache beginnings would be in use with a request. */
function pinningCost({ prefixes, ledger }: BatchState, request: number): number {
  const shared = sharedOf(ledger, request);
  return shared === 0 ? 0 : prefixes.pinningCost(groupOf(ledger, request), shared);
}

/** Cache that is set aside for a request: its whole length, or its prompt where it goes on elsewhere. */
const reservedOf = ({ ledger, handOver }: BatchState, request: number): number =>
  handOver === undefined ? ownLengthOf(ledger, request) : ownPromptOf(ledger, request);

/** Whether the first in line could be admitted when so much of the cache is taken. */
export function hasRoom(state: BatchState, request: number, cacheUsed: number): boolean {
  const { engine, ledger, policy, prefixes } = state;
  if (state.admitted.size >= engine.slots) return false;
  const others = prefixes.pinned() + pinningCost(state, request);
  if (policy.cachePolicy === 'reserve') {
    return state.cacheReserved + others + reservedOf(state, request) <= engine.cacheTokens;
  }
  // Room for everyone's next token as well, so that nobody is admitted only to be thrown out at once.
  return cacheUsed + others + ownPromptOf(ledger, request) + state.decoding + 1 <= engine.cacheTokens;
}

/** Lets a request in; returns how many tokens it has to read. */
export function admit(state: BatchState, request: number, now: number): number {
  const { ledger, prefixes } = state;
  remove(state.waiting, request, ledger.links);
  append(state.admitted, request, ledger.links);
  noteAdmitted(ledger, request, now);
  state.places.take(request);
  const prompt = promptOf(ledger, request);
  const found = foundOf(state, request);
  if (sharedOf(ledger, request) > 0) prefixes.pin(groupOf(ledger, request), sharedOf(ledger, request));
  ledger.counts.promptTokens += prompt;
  ledger.counts.foundTokens += found;
  state.cacheUsed += ownPromptOf(ledger, request);
  state.cacheUnread += ownPromptOf(ledger, request);
  state.cacheReserved += reservedOf(state, request);
  shrinkPrefixes(state);
  return prompt - found;
}

/** Lets in a request whose cache has come from elsewhere: it decodes at once. */
export function admitTransferred(state: BatchState, request: number, now: number): void {
  const { ledger } = state;
  const { promptTokens, foundTokens } = ledger.counts;
  admit(state, request, now);
  Object.assign(ledger.counts, { promptTokens, foundTokens });
  ledger.transferred[request] = 0;
  // The first token, given where the prompt was read, is not in the cache before the next step.
  state.cacheUsed -= 1;
  state.cacheUnread -= 1;
  startDecoding(state, request);
  shrinkPrefixes(state);
}

/** Tokens of a request's prompt whose cache is there: a stated share, or the beginning that its group has left. */
function foundOf({ ledger, policy, prefixes }: BatchState, request: number): number {
  const shared = sharedOf(ledger, request);
  if (shared > 0) return Math.min(shared, prefixes.tokensOf(groupOf(ledger, request)));
  const prompt = promptOf(ledger, request);
  return Math.min(prompt - 1, Math.floor(prompt * policy.foundShare));
}

/** Beginnings that nobody uses give way to what requests need. */
function shrinkPrefixes({ engine, policy, prefixes, cacheReserved, cacheUsed, decoding }: BatchState): void {
  const needed = policy.cachePolicy === 'reserve' ? cacheReserved : cacheUsed + decoding;
  prefixes.shrinkTo(engine.cacheTokens - needed);
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
    state.sharedContext -= sharedOf(ledger, request);
    // The last token given is not in the cache before the next step.
    state.cacheUsed -= ownPromptOf(ledger, request) - 1;
  } else {
    if (state.partial === request) state.partial = NONE;
    state.cacheUsed -= ownPromptOf(ledger, request);
    state.cacheUnread -= ownPromptOf(ledger, request);
  }
  if (sharedOf(ledger, request) > 0) state.prefixes.unpin(groupOf(ledger, request));
  state.cacheReserved -= reservedOf(state, request);
  state.places.leave(place);
  remove(state.admitted, request, ledger.links);
}

/** A request whose prompt has been read, and which got a token for it, starts to decode. */
export function startDecoding(state: BatchState, request: number): void {
  const { ledger } = state;
  // The token just given is not in the cache before the next step.
  state.cacheUnread -= ownPromptOf(ledger, request) - 1;
  const place = state.places.of(request);
  const last = state.step + outputOf(ledger, request) - generatedOf(ledger, request);
  state.finishStep[place] = last;
  state.finishing.schedule(place, last);
  state.decoding++;
  state.sharedContext += sharedOf(ledger, request);
}

/** The latest to be admitted go back to the head of the line until everyone else has room for a token. */
export function makeRoom(state: BatchState, now: number): void {
  const { ledger, engine, prefixes } = state;
  shrinkPrefixes(state);
  while (state.decoding > 0 && state.cacheUsed + prefixes.held() + state.decoding > engine.cacheTokens) {
    const request = state.admitted.last;
    release(state, request);
    prepend(state.waiting, request, ledger.links);
    ledger.since[request] = now;
    ledger.counts.preemptions++;
    shrinkPrefixes(state);
  }
}

/** Time passes, in which some requests run and some work is done. */
export function noteTime(state: BatchState, now: number, work: Work): void {
  const { ledger, meter, from } = state;
  if (now <= from) return;
  meter.add(work, now);
  ledger.timelines.running.add(from, now, state.admitted.size);
  ledger.timelines.cache.add(from, now, state.cacheUsed + state.prefixes.held());
  if (work.outputTokens > 0) {
    ledger.timelines.outputTokens.add(from, now, (work.outputTokens * 1e9) / (now - from));
  }
}
