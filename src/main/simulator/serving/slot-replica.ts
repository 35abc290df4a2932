import { idleWork, type StepTimes } from './engine';
import { createQueue } from './indexed-queue';
import {
  generatedOf,
  lengthOf,
  noteAdmitted,
  noteCompleted,
  notePower,
  outputOf,
  promptOf,
  type Ledger,
} from './ledger';
import { createPlaces } from './places';
import type { Replica, ReplicaSetting } from './replica';
import { append, emptyList, remove, type RequestList } from './request-lists';
import { nanosecondsOf } from './requests';

interface Course {
  /** Nanoseconds from admission to the first token, and from one token to the next. */
  readonly read: number;
  readonly step: number;
  /** Tokens after the first one. */
  readonly rest: number;
}

/** How a request that has a place to itself will fare. */
function courseOf(engine: StepTimes, ledger: Ledger, request: number): Course {
  const prompt = promptOf(ledger, request);
  const rest = outputOf(ledger, request) - generatedOf(ledger, request) - 1;
  return {
    read: nanosecondsOf(engine.prefill(prompt, prompt)),
    step: rest > 0 ? nanosecondsOf(engine.decode(1, prompt + (rest + 1) / 2)) : 0,
    rest,
  };
}

/** A pipeline with a place for each request: first come, first served, none slowed by another. */
export function createSlotReplica(engine: StepTimes, { ledger, policy }: ReplicaSetting): Replica {
  const waiting = emptyList();
  const running: RequestList = emptyList();
  const finishing = createQueue();
  const places = createPlaces();
  let reserved = 0;
  let poweredSince = 0;

  const admit = (now: number): void => {
    while (waiting.size > 0 && running.size < engine.slots) {
      const request = waiting.first;
      const length = lengthOf(ledger, request);
      if (reserved + length > engine.cacheTokens) return;
      remove(waiting, request, ledger.links);
      append(running, request, ledger.links);
      noteAdmitted(ledger, request, now);
      reserved += length;
      const { read, step, rest } = courseOf(engine, ledger, request);
      if (generatedOf(ledger, request) === 0) ledger.firstTokens[request] = now + read;
      finishing.schedule(places.take(request), now + read + rest * step);
    }
  };
  const leave = (place: number, now: number): number => {
    const request = places.leave(place);
    finishing.cancel(place);
    remove(running, request, ledger.links);
    reserved -= lengthOf(ledger, request);
    const from = ledger.since[request] ?? 0;
    ledger.timelines.running.add(from, now, 1);
    ledger.timelines.cache.add(from, now, promptOf(ledger, request) + outputOf(ledger, request) / 2);
    return request;
  };
  const finish = (now: number): void => {
    while (finishing.firstKey() <= now) {
      const request = leave(finishing.first(), now);
      const { read, step, rest } = courseOf(engine, ledger, request);
      const first = (ledger.since[request] ?? 0) + read;
      ledger.histograms.interToken.add(step, rest);
      if (rest > 0) ledger.timelines.outputTokens.add(first, now, 1e9 / step);
      noteCompleted(ledger, request, now);
    }
  };
  /** What of a request is done when its place is lost. */
  const interrupt = (request: number, now: number): void => {
    const { read, step, rest } = courseOf(engine, ledger, request);
    const since = now - (ledger.since[request] ?? 0) - read;
    if (since < 0) {
      if (generatedOf(ledger, request) === 0) ledger.firstTokens[request] = -1;
      return;
    }
    ledger.generated[request] =
      generatedOf(ledger, request) + 1 + Math.min(rest - 1, Math.floor(since / step));
  };
  return {
    accept: (request, now) => {
      if (lengthOf(ledger, request) > engine.cacheTokens) return false;
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
      const evicted: number[] = [];
      for (let request = running.first; request >= 0; request = running.first) {
        leave(places.of(request), now);
        interrupt(request, now);
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
      notePower(ledger, poweredSince, now, engine.powerWatts(idleWork));
      poweredSince = now;
      for (let request = running.first; request >= 0; request = ledger.links.next[request] ?? -1) {
        ledger.timelines.running.add(ledger.since[request] ?? 0, now, 1);
      }
      for (let request = waiting.first; request >= 0; request = ledger.links.next[request] ?? -1) {
        ledger.timelines.waiting.add(ledger.since[request] ?? 0, now, 1);
      }
    },
  };
}
