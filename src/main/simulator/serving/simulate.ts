import type { ReplicaFailure } from '#shared/serving/case';
import type { StepTimes } from './engine';
import { createQueue, type IndexedQueue } from './indexed-queue';
import { cachedOf, checkConservation, type Ledger, type Objective, openLedger } from './ledger';
import { untilDone, untilRead } from './policies/stay';
import type { Replica, ReplicaPolicy } from './replica';
import { NANOSECONDS, nanosecondsOf, type Requests } from './requests';
import { schedulerOf } from './schedulers';

/** Which replica takes the next request; those that are down are left out. */
interface Router {
  /** -1 where all are down. */
  readonly choose: () => number;
  /** Tells how many requests a replica that is up holds. */
  readonly update: (replica: number, load: number) => void;
  readonly exclude: (replica: number) => void;
}

/**
 * Round robin takes the replica that was chosen longest ago. Least loaded takes the one with the fewest requests, and
 * among equals the one whose load changed longest ago.
 */
function createRouter(routing: 'round-robin' | 'least-loaded', replicas: number): Router {
  const queue = createQueue();
  for (let replica = 0; replica < replicas; replica++) queue.schedule(replica, 0);
  if (routing === 'round-robin') {
    return {
      choose: () => {
        const replica = queue.first();
        if (replica >= 0) queue.schedule(replica, 0);
        return replica;
      },
      update: (replica) => {
        if (!queue.has(replica)) queue.schedule(replica, 0);
      },
      exclude: queue.cancel,
    };
  }
  return { choose: queue.first, update: queue.schedule, exclude: queue.cancel };
}

export interface ServingSetting {
  readonly requests: Requests;
  readonly engine: StepTimes;
  readonly replicas: number;
  readonly policy: ReplicaPolicy;
  readonly routing: 'round-robin' | 'least-loaded';
  readonly objective: Objective;
  /** Whether caches of prompts' beginnings are kept, so that the report says how often they are found. */
  readonly keepsPrefixes?: boolean;
  /** Whether each request that leaves lets the next one come, whose arrival is infinite until then. */
  readonly closedLoop?: boolean;
  readonly failures: readonly ReplicaFailure[];
  /** Absent where every replica does everything. */
  readonly disaggregated?: DisaggregatedSetting;
  /** When to stop, in nanoseconds; infinite to run until the last request has left. */
  readonly until: number;
}

/** Replicas that only read prompts, and how long the cache of so many tokens takes to leave one of them. */
interface DisaggregatedSetting {
  readonly prefillReplicas: number;
  /** Nanoseconds for which the cache occupies its replica's link, and until it has arrived after that. */
  readonly linkNanoseconds: (tokens: number) => number;
  readonly latencyNanoseconds: number;
}

/** The end of a run: what was measured, and when it ended, in nanoseconds. */
export interface ServingRun {
  readonly ledger: Ledger;
  readonly elapsed: number;
}

/** Told the share of the requests that have left, from 0 to 1. */
export type ReportProgress = (fraction: number) => void;

const PROGRESS_REPORTS = 100;

/**
 * Runs requests through replicas, event by event: arrivals, ends of steps or runs of steps, failures. Time is an integer of
 * nanoseconds and events of one instant follow in the order in which they were planned, so that equal settings give
 * equal runs. Throws where requests got lost, which would be a bug.
 */
export function simulate(setting: ServingSetting, report: ReportProgress = () => undefined): ServingRun {
  const run = prepare(setting);
  const { queue, ledger } = run;
  const { counts } = ledger;
  const step = Math.max(1, setting.requests.count / PROGRESS_REPORTS);
  let reported = step;
  let now = 0;
  while (counts.completed + counts.rejected < setting.requests.count) {
    const at = queue.firstKey();
    if (at > setting.until || at === Infinity) break;
    now = at;
    handle(run, queue.first(), now);
    if (setting.closedLoop === true) askNext(run, now);
    if (counts.completed + counts.rejected >= reported) {
      report((counts.completed + counts.rejected) / setting.requests.count);
      reported += step;
    }
  }
  const elapsed = Number.isFinite(setting.until) ? Math.max(now, setting.until) : now;
  for (const replica of run.replicas) replica.close(elapsed);
  checkConservation(ledger, heldBy(run));
  return { ledger, elapsed };
}

/**
 * As many requests come as have left. Whoever asks the next one has first got the answer and then sends it, which takes what an answer
 * takes in front of and behind the steps; an engine has begun its next step by then.
 */
function askNext(run: Running, now: number): void {
  const { ledger, queue, replicas } = run;
  const { arrivals, count } = ledger.requests;
  const left = ledger.counts.completed + ledger.counts.rejected;
  if (left === run.followed) return;
  const at = now + Math.max(1, ledger.front);
  for (; run.followed < left && run.known < count; run.followed++, run.known++) {
    // What a ramp brings later stays behind it: requests are named in the order of their arrival.
    let place = run.known;
    for (; place > ledger.counts.arrived && (arrivals[place - 1] ?? 0) > at; place--) {
      arrivals[place] = arrivals[place - 1] ?? 0;
    }
    arrivals[place] = at;
  }
  run.followed = left;
  queue.schedule(replicas.length + ARRIVALS, arrivals[ledger.counts.arrived] ?? Infinity);
}

interface Running {
  readonly ledger: Ledger;
  readonly queue: IndexedQueue;
  readonly replicas: readonly Replica[];
  /** Who takes what arrives, and, where prompts are read apart, who takes what has been read. */
  readonly pools: readonly Pool[];
  readonly outages: readonly Outage[];
  nextOutage: number;
  /** Of a closed loop: requests whose arrival is known, and how many that have left were followed by another. */
  known: number;
  followed: number;
  /** Requests whose cache is on its way, by the instant of its arrival. */
  readonly transfers: IndexedQueue;
}

interface Pool {
  readonly first: number;
  readonly size: number;
  readonly router: Router;
}

interface Outage {
  readonly at: number;
  readonly replica: number;
  readonly kind: 'fails' | 'returns';
}

function prepare(setting: ServingSetting): Running {
  const { engine, policy, disaggregated } = setting;
  const looped = setting.closedLoop === true;
  const { arrivals } = setting.requests;
  // A closed loop notes in them when requests come.
  const requests = looped ? { ...setting.requests, arrivals: arrivals.slice() } : setting.requests;
  const front = Math.round((engine.frontSeconds ?? 0) * NANOSECONDS);
  const ledger = openLedger(requests, setting.objective, front);
  const { createReplica } = schedulerOf(engine, policy);
  const reading = disaggregated?.prefillReplicas ?? 0;
  const transfers = createQueue();
  const queue = createQueue();
  const replicas = Array.from({ length: setting.replicas }, (_, replica) => {
    const apart = disaggregated !== undefined && replica < reading;
    const arrives = (): void => queue.schedule(setting.replicas + TRANSFERS, transfers.firstKey());
    const stay = apart ? untilRead(linkOf(disaggregated, { ledger, transfers, arrives })) : untilDone;
    return createReplica(engine, { ledger, policy, stay });
  });
  const outages = outagesOf(setting);
  if (requests.count > 0) queue.schedule(replicas.length + ARRIVALS, requests.arrivals[0] ?? 0);
  if (outages[0] !== undefined) queue.schedule(replicas.length + OUTAGES, outages[0].at);
  const poolOf = (first: number, size: number): Pool => ({
    first,
    size,
    router: createRouter(setting.routing, size),
  });
  const rest = poolOf(reading, replicas.length - reading);
  return {
    ledger,
    queue,
    replicas,
    pools: reading > 0 ? [poolOf(0, reading), rest] : [rest],
    outages,
    nextOutage: 0,
    known: looped ? arrivals.filter((at) => at < Infinity).length : arrivals.length,
    followed: 0,
    transfers,
  };
}

/** Sources of events beside the replicas, numbered after them. */
const ARRIVALS = 0;
const OUTAGES = 1;
const TRANSFERS = 2;

interface Sending {
  readonly ledger: Ledger;
  readonly transfers: IndexedQueue;
  /** Called when the next arrival of a cache may have changed. */
  readonly arrives: () => void;
}

/** The link of one replica: caches leave it one after another. */
function linkOf(
  { linkNanoseconds, latencyNanoseconds }: DisaggregatedSetting,
  { ledger, transfers, arrives }: Sending,
): (request: number, now: number) => void {
  let free = 0;
  return (request, now) => {
    free = Math.max(free, now) + linkNanoseconds(cachedOf(ledger, request));
    ledger.histograms.transfer.add(free + latencyNanoseconds - now);
    transfers.schedule(request, free + latencyNanoseconds);
    arrives();
  };
}

function outagesOf({ failures, replicas }: ServingSetting): readonly Outage[] {
  const outages = failures
    .filter(({ replica }) => replica < replicas)
    .flatMap(({ replica, atSeconds, forSeconds }): Outage[] => {
      const at = nanosecondsOf(atSeconds);
      const fails = { at, replica, kind: 'fails' } as const;
      return forSeconds === undefined
        ? [fails]
        : [fails, { at: at + nanosecondsOf(forSeconds), replica, kind: 'returns' }];
    });
  return outages.sort((a, b) => a.at - b.at);
}

function handle(run: Running, source: number, now: number): void {
  const { replicas, queue, ledger } = run;
  const replica = replicas[source];
  if (replica !== undefined) {
    replica.proceed(now);
    replan(run, source);
  } else if (source === replicas.length + ARRIVALS) {
    const request = ledger.counts.arrived++;
    const next = ledger.requests.arrivals[request + 1];
    if (next === undefined) queue.cancel(source);
    else queue.schedule(source, next);
    route(run, request, now);
  } else if (source === replicas.length + OUTAGES) suffer(run, now);
  else receive(run, now);
}

/** The cache of a request arrives where it is to decode. */
function receive(run: Running, now: number): void {
  const { transfers, ledger, queue, replicas } = run;
  const request = transfers.first();
  transfers.cancel(request);
  if (transfers.size() === 0) queue.cancel(replicas.length + TRANSFERS);
  else queue.schedule(replicas.length + TRANSFERS, transfers.firstKey());
  ledger.transferred[request] = 1;
  route(run, request, now);
}

function route(run: Running, request: number, now: number): void {
  const { pools, ledger, replicas } = run;
  const pool = ledger.transferred[request] === 1 ? pools.at(-1) : pools[0];
  if (pool === undefined) return;
  const chosen = pool.router.choose();
  const accepted = chosen >= 0 && (replicas[pool.first + chosen]?.accept(request, now) ?? false);
  if (accepted) replan(run, pool.first + chosen);
  else run.ledger.counts.rejected++;
}

const poolOf = ({ pools }: Running, replica: number): Pool | undefined =>
  pools.find(({ first, size }) => replica >= first && replica < first + size);

/** A replica's plans have changed: when it is next due, and what it holds. */
function replan(run: Running, index: number): void {
  const replica = run.replicas[index];
  const pool = poolOf(run, index);
  if (replica === undefined || pool === undefined) return;
  const at = replica.nextAt();
  if (at === Infinity) run.queue.cancel(index);
  else run.queue.schedule(index, at);
  pool.router.update(index - pool.first, replica.load());
}

/** A replica fails or returns. What a failed one held goes to others, which read it again from the start. */
function suffer(run: Running, now: number): void {
  const { ledger, outages, queue, replicas } = run;
  const outage = outages[run.nextOutage++];
  const next = outages[run.nextOutage];
  if (next === undefined) queue.cancel(replicas.length + OUTAGES);
  else queue.schedule(replicas.length + OUTAGES, next.at);
  const pool = outage === undefined ? undefined : poolOf(run, outage.replica);
  if (outage === undefined || pool === undefined) return;
  if (outage.kind === 'returns') {
    pool.router.update(outage.replica - pool.first, 0);
    return;
  }
  queue.cancel(outage.replica);
  pool.router.exclude(outage.replica - pool.first);
  for (const request of replicas[outage.replica]?.evict(now) ?? []) {
    ledger.counts.restarts++;
    // A cache that had come here is lost with the replica.
    ledger.transferred[request] = 0;
    route(run, request, now);
  }
}

const heldBy = ({ replicas, transfers }: Running): number =>
  replicas.reduce((sum, replica) => sum + replica.load(), transfers.size());
