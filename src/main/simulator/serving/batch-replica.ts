import {
  admit,
  admitTransferred,
  createBatchState,
  hasRoom,
  makeRoom,
  noteTime,
  release,
  startDecoding,
  stepsUntilFull,
  type BatchState,
  type PromptStep,
} from './batch-state';
import {
  decodeRun,
  type DecodeRun,
  idleFor,
  runTime,
  stepsOver,
  stepsUntil,
  type StepTimes,
  type Work,
} from './engine';
import { generatedOf, noteCompleted, noteGiven, outputOf, promptOf } from './ledger';
import type { PromptOrder } from './policies/prompt-order';
import { couldHold, type Replica, type ReplicaSetting } from './replica';
import { append, NANOSECONDS, nanosecondsOf, NONE, remove } from './requests';

/** Continuous batching: whoever has room joins at the next step, whoever has all tokens leaves. */
export function createBatchReplica(engine: StepTimes, order: PromptOrder, setting: ReplicaSetting): Replica {
  const state = createBatchState(engine, order, setting);
  return {
    accept: (request, now) => accept(state, request, now),
    proceed: (now) => {
      finishActivity(state, now);
      begin(state, now);
    },
    nextAt: () => state.until,
    load: () => state.waiting.size + state.admitted.size,
    evict: (now) => evict(state, now),
    close: (now) => {
      pause(state, now);
      state.meter.flush();
      const { links, timelines, since } = state.ledger;
      for (let request = state.waiting.first; request >= 0; request = links.next[request] ?? NONE) {
        timelines.waiting.add(since[request] ?? 0, now, 1);
      }
    },
  };
}

function accept(state: BatchState, request: number, now: number): boolean {
  const { engine, ledger, policy } = state;
  if (!couldHold(engine, ledger, request)) return false;
  const idle = state.activity.kind === 'idle';
  if (!idle && state.waiting.size >= policy.queueLimit) return false;
  ledger.since[request] = now;
  append(state.waiting, request, ledger.links);
  if (idle) {
    noteTime(state, now, idleFor((now - state.from) / NANOSECONDS));
    begin(state, now);
  } else if (state.waiting.size === 1) interrupt(state, request, now);
  return true;
}

/** Cuts a run of decode steps short at the end of the step under way, if the newcomer could join there. */
function interrupt(state: BatchState, request: number, now: number): void {
  if (state.activity.kind !== 'decode') return;
  const { run } = state.activity;
  const steps = stepsUntil(run, now - state.from);
  if (steps >= run.steps || !hasRoom(state, request, state.cacheUsed + steps * run.batch)) return;
  state.activity = { kind: 'decode', run: { ...run, steps } };
  state.until = state.from + runTime(run, steps);
}

function begin(state: BatchState, now: number): void {
  state.from = now;
  makeRoom(state, now);
  const step = promptStep(state, now);
  if (step !== undefined) {
    state.activity = step;
    state.until = now + nanosecondsOf(secondsOf(state, step));
  } else if (state.decoding > 0) {
    const run = longestRun(state);
    state.activity = { kind: 'decode', run };
    state.until = now + runTime(run, run.steps);
  } else {
    state.activity = { kind: 'idle' };
    state.until = Infinity;
  }
}

/** All steps until somebody has all tokens or the cache is full. */
function longestRun(state: BatchState): DecodeRun {
  const { decoding: batch, cacheUsed, engine } = state;
  const steps = stepsUntilFull(state, state.finishing.firstKey() - state.step);
  return decodeRun(engine, { batch, contextTokens: cacheUsed + state.sharedContext, steps });
}

/** Takes as much of the prompts in line as a step has room for; undefined where there is none to read. */
function promptStep(state: BatchState, now: number): PromptStep | undefined {
  const { ledger, policy, engine, order } = state;
  if (state.partial === NONE && state.waiting.size === 0) return undefined;
  const advancing = order.advancing(state.decoding);
  const budget = Math.max(1, Math.min(policy.chunkTokens, engine.stepTokens - advancing));
  const readers: number[] = [];
  let [tokens, weighted] = [0, 0];
  const read = (request: number, wanted: number): void => {
    const taken = Math.min(wanted, budget - tokens);
    tokens += taken;
    weighted += taken * promptOf(ledger, request);
    const unread = taken < wanted;
    state.partial = unread ? request : NONE;
    state.partialLeft = wanted - taken;
    if (!unread) readers.push(request);
  };
  if (state.partial !== NONE) read(state.partial, state.partialLeft);
  for (
    let request = state.waiting.first;
    request !== NONE && tokens < budget;
    request = state.waiting.first
  ) {
    if (!order.joins(promptOf(ledger, request), { taken: tokens, left: budget - tokens })) break;
    if (!hasRoom(state, request, state.cacheUsed + readers.length)) break;
    if (ledger.transferred[request] === 1) {
      admitTransferred(state, request, now);
      continue;
    }
    read(request, admit(state, request, now));
  }
  return tokens === 0
    ? undefined
    : { kind: 'prompts', readers, tokens, length: weighted / tokens, advancing };
}

function secondsOf(state: BatchState, { tokens, length, advancing }: PromptStep): number {
  if (advancing === 0) return state.engine.prefill(tokens, length);
  return state.engine.mixed({ batch: advancing, contextTokens: contextOf(state) }, { tokens, length });
}

/** Cache of those that decode. */
const contextOf = (state: BatchState): number => state.cacheUsed - state.cacheUnread + state.sharedContext;

function finishActivity(state: BatchState, now: number): void {
  const { activity } = state;
  if (activity.kind === 'prompts') finishPrompts(state, activity, now);
  else if (activity.kind === 'decode') finishRun(state, activity.run, now);
}

function finishPrompts(state: BatchState, step: PromptStep, now: number): void {
  const { ledger } = state;
  const { readers, tokens, length, advancing } = step;
  const seconds = (now - state.from) / NANOSECONDS;
  noteTime(state, now, {
    seconds,
    busySeconds: seconds,
    steps: 1,
    outputTokens: advancing + readers.length,
    contextTokens: advancing > 0 ? contextOf(state) : 0,
    promptTokens: tokens,
    promptLength: length,
  });
  if (advancing > 0) {
    ledger.histograms.interToken.add(now - state.from, advancing);
    advance(state, 1, now);
  } else if (state.stalled === 0) {
    state.stalled = state.decoding;
    state.stalledSince = state.from;
  }
  for (const request of readers) {
    noteGiven(ledger, request, { tokens: 1, at: now });
    if (generatedOf(ledger, request) >= outputOf(ledger, request)) complete(state, request, now);
    else if (state.stay.handOver === undefined) startDecoding(state, request);
    else {
      release(state, request);
      state.stay.handOver(request, now);
    }
  }
}

function complete(state: BatchState, request: number, now: number): void {
  release(state, request);
  noteCompleted(state.ledger, request, now);
}

function finishRun(state: BatchState, run: DecodeRun, now: number): void {
  if (run.steps === 0) {
    noteTime(state, now, idleFor((now - state.from) / NANOSECONDS));
    return;
  }
  const { batch, steps } = run;
  const elapsed = now - state.from;
  noteTime(state, now, {
    seconds: elapsed / NANOSECONDS,
    busySeconds: elapsed / NANOSECONDS,
    steps,
    outputTokens: batch * steps,
    contextTokens: steps * (state.cacheUsed + state.sharedContext) + (batch * steps * (steps - 1)) / 2,
    promptTokens: 0,
    promptLength: 0,
  });
  const { interToken } = state.ledger.histograms;
  const stalled = Math.min(batch, state.stalled);
  interToken.add(elapsed / steps, batch * steps - stalled);
  if (stalled > 0) interToken.add(state.from - state.stalledSince + elapsed / steps, stalled);
  state.stalled = 0;
  advance(state, steps, now);
}

/** Everyone that decodes has so many tokens more; those that have all of them leave. */
function advance(state: BatchState, steps: number, now: number): void {
  state.step += steps;
  state.cacheUsed += steps * state.decoding;
  while (state.finishing.firstKey() <= state.step) {
    const place = state.finishing.first();
    const request = state.places.holder(place);
    release(state, request);
    noteCompleted(state.ledger, request, now);
  }
}

/** Accounts for what is over of the step or run under way, which ends there. */
function pause(state: BatchState, now: number): void {
  const { activity } = state;
  if (state.until <= now) finishActivity(state, now);
  else if (activity.kind === 'idle') noteTime(state, now, idleFor((now - state.from) / NANOSECONDS));
  else if (activity.kind === 'decode') {
    const steps = stepsOver(activity.run, now - state.from);
    finishRun(state, { ...activity.run, steps }, now);
  } else noteTime(state, now, unfinished(state, activity, now));
  state.activity = { kind: 'idle' };
  state.from = now;
  state.until = Infinity;
}

/** The work of a step that never ends, in proportion to how far it got; it gives no tokens. */
function unfinished(state: BatchState, step: PromptStep, now: number): Work {
  const share = (now - state.from) / (state.until - state.from);
  const seconds = (now - state.from) / NANOSECONDS;
  return {
    seconds,
    busySeconds: seconds,
    steps: share,
    outputTokens: 0,
    contextTokens: step.advancing > 0 ? share * contextOf(state) : 0,
    promptTokens: share * step.tokens,
    promptLength: step.length,
  };
}

function evict(state: BatchState, now: number): readonly number[] {
  pause(state, now);
  const { ledger, admitted, waiting } = state;
  const evicted: number[] = [];
  for (let request = admitted.first; request !== NONE; request = admitted.first) {
    release(state, request);
    evicted.push(request);
  }
  for (let request = waiting.first; request !== NONE; request = waiting.first) {
    remove(waiting, request, ledger.links);
    ledger.timelines.waiting.add(ledger.since[request] ?? 0, now, 1);
    evicted.push(request);
  }
  state.stalled = 0;
  state.prefixes.clear();
  return evicted;
}
