import { idleFor, type StepTimes } from './engine';
import { createQueue } from './indexed-queue';
import {
  generatedOf,
  lengthOf,
  noteAdmitted,
  noteCompleted,
  noteGiven,
  notePower,
  outputOf,
  promptOf,
} from './ledger';
import { couldHold, createPlaces, type Replica, type ReplicaSetting } from './replica';
import { append, emptyList, NANOSECONDS, nanosecondsOf, remove, type RequestList } from './requests';

interface Course {
  /** Nanoseconds from admission to the first token, and from one token to the next. */
  readonly read: number;
  readonly step: number;
  /** Tokens after the first one. */
  readonly rest: number;
}

/** What a request takes that has the pipeline to itself, in seconds. */
function aloneOf(engine: StepTimes, { ledger, policy }: ReplicaSetting, request: number) {
  const whole = promptOf(ledger, request);
  const prompt = Math.max(1, whole - Math.floor(whole * policy.foundShare));
  const rest = outputOf(ledger, request) - generatedOf(ledger, request) - 1;
  return {
    prompt,
    rest,
    read: engine.prefill(prompt, prompt),
    step: rest > 0 ? engine.decode(1, whole + (rest + 1) / 2) : 0,
  };
}

/**
 * How much longer everything takes if so many share the stages: prompts and tokens of all may need more of a stage's time
 * than there is, as in the estimate.
 */
function slowdownOf(engine: StepTimes, alone: ReturnType<typeof aloneOf>, sharers: number): number {
  if (engine.pipeline === undefined) return 1;
  const { stages, promptSeconds } = engine.pipeline;
  const stage = promptSeconds(alone.prompt) + (alone.rest * alone.step) / stages;
  return Math.max(1, (sharers * stage) / (alone.read + alone.rest * alone.step));
}

/** Tokens that a request has after so many nanoseconds of its course, which has not ended. */
const tokensIn = ({ read, step, rest }: Course, elapsed: number): number =>
  elapsed < read ? 0 : Math.min(rest, 1 + Math.floor((elapsed - read) / step));

const noCourse: Course = { read: 0, step: 0, rest: 0 };

/**
 * A pipeline with a place for each request: first come, first served. Prompts enter one after another; a request goes at the
 * pace that those leave it that it finds there.
 */
export function createSlotReplica(engine: StepTimes, setting: ReplicaSetting): Replica {
  const { ledger, policy } = setting;
  const waiting = emptyList();
  const running: RequestList = emptyList();
  const finishing = createQueue();
  const places = createPlaces();
  let reserved = 0;
  const courses: Course[] = [];
  /** When the prompt before has wholly entered. */
  let entryFree = 0;

  const plan = (request: number, now: number): Course => {
    const alone = aloneOf(engine, setting, request);
    ledger.counts.promptTokens += promptOf(ledger, request);
    ledger.counts.foundTokens += promptOf(ledger, request) - alone.prompt;
    const slowdown = slowdownOf(engine, alone, running.size);
    const entry = Math.max(now, entryFree);
    entryFree = entry + Math.round((engine.pipeline?.promptSeconds(alone.prompt) ?? 0) * NANOSECONDS);
    return {
      read: entry - now + nanosecondsOf(alone.read * slowdown),
      step: alone.rest > 0 ? nanosecondsOf(alone.step * slowdown) : 0,
      rest: alone.rest,
    };
  };
  const admit = (now: number): void => {
    while (waiting.size > 0 && running.size < engine.slots) {
      const request = waiting.first;
      const units = engine.cache.unitsOf(lengthOf(ledger, request));
      if (reserved + units > engine.cacheUnits) return;
      remove(waiting, request, ledger.links);
      append(running, request, ledger.links);
      noteAdmitted(ledger, request, now);
      reserved += units;
      const place = places.take(request);
      const course = plan(request, now);
      courses[place] = course;
      const { read, step, rest } = course;
      finishing.schedule(place, now + read + rest * step);
    }
  };
  const leave = (place: number, now: number): number => {
    const request = places.leave(place);
    finishing.cancel(place);
    remove(running, request, ledger.links);
    reserved -= engine.cache.unitsOf(lengthOf(ledger, request));
    const from = ledger.since[request] ?? 0;
    ledger.timelines.running.add(from, now, 1);
    const mean = promptOf(ledger, request) + outputOf(ledger, request) / 2;
    ledger.timelines.cache.add(from, now, engine.cache.unitsOf(mean));
    return request;
  };
  const finish = (now: number): void => {
    while (finishing.firstKey() <= now) {
      const { read, step, rest } = courses[finishing.first()] ?? noCourse;
      const request = leave(finishing.first(), now);
      const first = (ledger.since[request] ?? 0) + read;
      ledger.histograms.interToken.add(step, rest);
      if (rest > 0) ledger.timelines.outputTokens.add(first, now, 1e9 / step);
      noteGiven(ledger, request, { tokens: 1 + rest, at: first });
      noteCompleted(ledger, request, now);
    }
  };
  /** What of a request is done when its place is lost. */
  const interrupt = (request: number, course: Course, now: number): void => {
    const from = ledger.since[request] ?? 0;
    const tokens = tokensIn(course, now - from);
    if (tokens > 0) noteGiven(ledger, request, { tokens, at: from + course.read });
  };
  return {
    accept: (request, now) => {
      if (!couldHold(engine, ledger, request)) return false;
      const placeIsFree = running.size < engine.slots && waiting.size === 0;
      if (!placeIsFree && waiting.size >= policy.queueLimit) return false;
      ledger.since[request] = now;
      append(waiting, request, ledger.links);
      admit(now);
      return true;
    },
    proceed: (now) => {
      finish(now);
      admit(now);
    },
    nextAt: finishing.firstKey,
    load: () => waiting.size + running.size,
    evict: (now) => {
      finish(now);
      entryFree = now;
      const evicted: number[] = [];
      for (let request = running.first; request >= 0; request = running.first) {
        const course = courses[places.of(request)] ?? noCourse;
        leave(places.of(request), now);
        interrupt(request, course, now);
        evicted.push(request);
      }
      for (let request = waiting.first; request >= 0; request = waiting.first) {
        remove(waiting, request, ledger.links);
        ledger.timelines.waiting.add(ledger.since[request] ?? 0, now, 1);
        evicted.push(request);
      }
      return evicted;
    },
    close: (now) => {
      // A static schedule draws the same whatever runs on it.
      notePower(ledger, 0, now, engine.powerWatts(idleFor(now / NANOSECONDS)));
      for (let request = running.first; request >= 0; request = ledger.links.next[request] ?? -1) {
        ledger.timelines.running.add(ledger.since[request] ?? 0, now, 1);
      }
      for (let request = waiting.first; request >= 0; request = ledger.links.next[request] ?? -1) {
        ledger.timelines.waiting.add(ledger.since[request] ?? 0, now, 1);
      }
    },
  };
}
