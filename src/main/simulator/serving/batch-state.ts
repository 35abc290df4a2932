import type { DecodeRun, StepTimes, Work } from './engine';
import { createQueue, type IndexedQueue } from './indexed-queue';
import {
  cachedOf,
  generatedOf,
  groupOf,
  noteAdmitted,
  outputOf,
  ownPromptOf,
  promptOf,
  sharedOf,
  type Ledger,
} from './ledger';
import { cachePolicies, createPlaces, type Places, type ReplicaPolicy, type ReplicaSetting } from './replica';
import { createPrefixStore, type PrefixStore } from './prefix-store';
import type { CachePolicy, CacheState } from './policies/cache-policy';
import type { PromptOrder } from './policies/prompt-order';
import type { Stay } from './policies/stay';
import { createPowerMeter, type PowerMeter } from './power-meter';
import { append, emptyList, NONE, prepend, remove, type RequestList } from './requests';

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

/** What a request takes of the cache. */
interface Taken {
  /** Tokens of its own when it was let in or began to decode, and the step at which it did. */
  readonly own: number;
  readonly since: number;
  /** Tokens set aside for it. */
  readonly aside: number;
  /** Units of its windows. */
  readonly window: number;
}

/** A replica whose requests advance together. */
export interface BatchState {
  readonly engine: StepTimes;
  readonly ledger: Ledger;
  readonly policy: ReplicaPolicy;
  readonly order: PromptOrder;
  readonly cachePolicy: CachePolicy;
  readonly meter: PowerMeter;
  readonly stay: Stay;
  readonly waiting: RequestList;
  /** Those with cache, in order of admission. */
  readonly admitted: RequestList;
  readonly places: Places;
  readonly prefixes: PrefixStore;
  /** Places of those that decode, by the number of the step at which they have all their tokens. */
  readonly finishing: IndexedQueue;
  readonly finishStep: number[];
  /** What each place takes of the cache, beside what it has been given since it decodes. */
  readonly taken: Taken[];
  /** Decode steps since the start. */
  step: number;
  decoding: number;
  /** Tokens of their own that requests have in the cache, and of these those of prompts still being read. */
  cacheUsed: number;
  cacheUnread: number;
  /** Tokens that are set aside for them. */
  cacheReserved: number;
  /** Units of their windows. */
  windowUnits: number;
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
  order: PromptOrder,
  { ledger, policy, stay }: ReplicaSetting,
): BatchState => ({
  engine,
  ledger,
  policy,
  order,
  cachePolicy: cachePolicies[policy.cachePolicy],
  meter: createPowerMeter(engine, ledger),
  stay,
  waiting: emptyList(),
  admitted: emptyList(),
  places: createPlaces(),
  prefixes: createPrefixStore(),
  finishing: createQueue(),
  finishStep: [],
  taken: [],
  step: 0,
  decoding: 0,
  cacheUsed: 0,
  cacheUnread: 0,
  cacheReserved: 0,
  windowUnits: 0,
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

/** Cache that is set aside for a request: all of its own that it comes to before it leaves. */
const reservedOf = ({ ledger, stay }: BatchState, request: number): number =>
  stay.lengthOf(ledger, request) - sharedOf(ledger, request);

/** Units that the windows of a request take: all at once, since they slide over whatever it gets. */
const windowOf = ({ ledger, stay, engine }: BatchState, request: number): number =>
  engine.cache.windowOf(stay.lengthOf(ledger, request));

/** What is in the cache when requests have so many tokens of their own there, or where another's windows are in as well. */
function cacheOf(state: BatchState, { used = state.cacheUsed, window = 0 } = {}): CacheState {
  const { engine, prefixes, windowUnits, cacheReserved, decoding } = state;
  const { perToken } = engine.cache;
  const left = engine.cacheUnits - windowUnits - window;
  return {
    used,
    reserved: cacheReserved,
    held: prefixes.held(),
    pinned: prefixes.pinned(),
    room: perToken === 0 && left >= 0 ? Infinity : Math.floor(left / perToken),
    decoding,
  };
}

/** Whether the first in line could be admitted when requests have so many tokens of their own in the cache. */
export function hasRoom(state: BatchState, request: number, used: number): boolean {
  const { engine, ledger, cachePolicy } = state;
  if (state.admitted.size >= engine.slots) return false;
  const cache = cacheOf(state, { used, window: windowOf(state, request) });
  return cachePolicy.hasRoom(
    { ...cache, pinned: cache.pinned + pinningCost(state, request) },
    { prompt: ownPromptOf(ledger, request), aside: reservedOf(state, request) },
  );
}

/** Steps of decoding until the cache is full; beginnings that nobody uses give way to what they are going to fill. */
export function stepsUntilFull(state: BatchState, most: number): number {
  const { cachePolicy, prefixes, decoding } = state;
  const cache = cacheOf(state);
  const full = cachePolicy.stepsUntilFull(cache);
  const steps = Math.min(most, full);
  if (full < Infinity) prefixes.shrinkTo(cache.room - cache.used - steps * decoding);
  return steps;
}

/** Lets a request in; returns how many tokens it has to read. */
export function admit(state: BatchState, request: number, now: number): number {
  const { ledger } = state;
  const prompt = promptOf(ledger, request);
  const found = foundOf(state, request);
  enter(state, request, { own: ownPromptOf(ledger, request), now });
  ledger.counts.promptTokens += prompt;
  ledger.counts.foundTokens += found;
  return prompt - found;
}

/** Lets in a request whose cache has come from elsewhere: it decodes at once. */
export function admitTransferred(state: BatchState, request: number, now: number): void {
  const { ledger } = state;
  enter(state, request, { own: cachedOf(ledger, request) - sharedOf(ledger, request), now });
  ledger.transferred[request] = 0;
  startDecoding(state, request);
  shrinkPrefixes(state);
}

interface Entering {
  /** Tokens of its own that the request takes of the cache. */
  readonly own: number;
  readonly now: number;
}

function enter(state: BatchState, request: number, { own, now }: Entering): void {
  const { ledger, prefixes } = state;
  remove(state.waiting, request, ledger.links);
  append(state.admitted, request, ledger.links);
  noteAdmitted(ledger, request, now);
  const place = state.places.take(request);
  const aside = reservedOf(state, request);
  const window = windowOf(state, request);
  state.taken[place] = { own, since: state.step, aside, window };
  if (sharedOf(ledger, request) > 0) prefixes.pin(groupOf(ledger, request), sharedOf(ledger, request));
  state.cacheUsed += own;
  state.cacheUnread += own;
  state.cacheReserved += aside;
  state.windowUnits += window;
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
function shrinkPrefixes(state: BatchState): void {
  const cache = cacheOf(state);
  state.prefixes.shrinkTo(cache.room - state.cachePolicy.needed(cache));
}

/** Takes a request's cache away, whatever it was doing, and counts the tokens that it had. */
export function release(state: BatchState, request: number): void {
  const { ledger } = state;
  const place = state.places.of(request);
  const { own, since, aside, window } = state.taken[place] ?? NOTHING;
  if (state.finishing.has(place)) {
    const left = (state.finishStep[place] ?? 0) - state.step;
    ledger.generated[request] = outputOf(ledger, request) - left;
    state.finishing.cancel(place);
    state.decoding--;
    state.sharedContext -= sharedOf(ledger, request);
    state.cacheUsed -= own + (state.step - since);
  } else {
    if (state.partial === request) state.partial = NONE;
    state.cacheUsed -= own;
    state.cacheUnread -= own;
  }
  if (sharedOf(ledger, request) > 0) state.prefixes.unpin(groupOf(ledger, request));
  state.cacheReserved -= aside;
  state.windowUnits -= window;
  state.places.leave(place);
  remove(state.admitted, request, ledger.links);
}

const NOTHING: Taken = { own: 0, since: 0, aside: 0, window: 0 };

/** A request whose prompt has been read, and which got a token for it, starts to decode. */
export function startDecoding(state: BatchState, request: number): void {
  const { ledger } = state;
  const place = state.places.of(request);
  const taken = state.taken[place] ?? NOTHING;
  state.taken[place] = { ...taken, since: state.step };
  state.cacheUnread -= taken.own;
  const last = state.step + outputOf(ledger, request) - generatedOf(ledger, request);
  state.finishStep[place] = last;
  state.finishing.schedule(place, last);
  state.decoding++;
  state.sharedContext += sharedOf(ledger, request);
}

/** The latest to be admitted go back to the head of the line until everyone else has room for a token. */
export function makeRoom(state: BatchState, now: number): void {
  const { ledger, cachePolicy } = state;
  shrinkPrefixes(state);
  while (state.decoding > 0 && cachePolicy.overflows(cacheOf(state))) {
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
  const tokens = state.cacheUsed + state.prefixes.held();
  ledger.timelines.cache.add(from, now, state.engine.cache.perToken * tokens + state.windowUnits);
  if (work.outputTokens > 0) {
    ledger.timelines.outputTokens.add(from, now, (work.outputTokens * 1e9) / (now - from));
  }
}
