import type { ReplicaFailure } from '#shared/serving/case';
import { createBatchReplica } from './batch-replica';
import type { StepTimes } from './engine';
import { createQueue, type IndexedQueue } from './indexed-queue';
import { openLedger, type Ledger, type Objective } from './ledger';
import type { Replica, ReplicaPolicy } from './replica';
import { nanosecondsOf, type Requests } from './requests';
import { createRouter, type Router } from './router';
import { createSlotReplica } from './slot-replica';

export interface ServingSetting {
  readonly requests: Requests;
  readonly engine: StepTimes;
  readonly replicas: number;
  readonly policy: ReplicaPolicy;
  readonly routing: 'round-robin' | 'least-loaded';
  readonly objective: Objective;
  readonly failures: readonly ReplicaFailure[];
  /** When to stop, in nanoseconds; infinite to run until the last request has left. */
  readonly until: number;
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
    if (counts.completed + counts.rejected >= reported) {
      report((counts.completed + counts.rejected) / setting.requests.count);
      reported += step;
    }
  }
  const elapsed = Number.isFinite(setting.until) ? Math.max(now, setting.until) : now;
  for (const replica of run.replicas) replica.close(elapsed);
  checkConservation(run);
  return { ledger, elapsed };
}

interface Running {
  readonly ledger: Ledger;
  readonly queue: IndexedQueue;
  readonly replicas: readonly Replica[];
  readonly router: Router;
  readonly outages: readonly Outage[];
  nextOutage: number;
}

interface Outage {
  readonly at: number;
  readonly replica: number;
  readonly kind: 'fails' | 'returns';
}

function prepare(setting: ServingSetting): Running {
  const { requests, engine, policy } = setting;
  const ledger = openLedger(requests, setting.objective);
  const create = engine.discipline === 'batch' ? createBatchReplica : createSlotReplica;
  const replicas = Array.from({ length: setting.replicas }, () => create(engine, { ledger, policy }));
  const outages = outagesOf(setting);
  const queue = createQueue();
  if (requests.count > 0) queue.schedule(replicas.length, requests.arrivals[0] ?? 0);
  if (outages[0] !== undefined) queue.schedule(replicas.length + 1, outages[0].at);
  return {
    ledger,
    queue,
    replicas,
    router: createRouter(setting.routing, replicas.length),
    outages,
    nextOutage: 0,
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
  } else if (source === replicas.length) {
    const request = ledger.counts.arrived++;
    const next = ledger.requests.arrivals[request + 1];
    if (next === undefined) queue.cancel(source);
    else queue.schedule(source, next);
    route(run, request, now);
  } else suffer(run, now);
}

function route(run: Running, request: number, now: number): void {
  const chosen = run.router.choose();
  const accepted = run.replicas[chosen]?.accept(request, now) ?? false;
  if (accepted) replan(run, chosen);
  else run.ledger.counts.rejected++;
}

/** A replica's plans have changed: when it is next due, and what it holds. */
function replan(run: Running, index: number): void {
  const replica = run.replicas[index];
  if (replica === undefined) return;
  const at = replica.nextAt();
  if (at === Infinity) run.queue.cancel(index);
  else run.queue.schedule(index, at);
  run.router.update(index, replica.load());
}

/** A replica fails or returns. What a failed one held goes to others, which read it again from the start. */
function suffer(run: Running, now: number): void {
  const { ledger, outages, queue, router, replicas } = run;
  const outage = outages[run.nextOutage++];
  const next = outages[run.nextOutage];
  if (next === undefined) queue.cancel(replicas.length + 1);
  else queue.schedule(replicas.length + 1, next.at);
  if (outage === undefined) return;
  if (outage.kind === 'returns') {
    router.update(outage.replica, 0);
    return;
  }
  queue.cancel(outage.replica);
  router.exclude(outage.replica);
  for (const request of replicas[outage.replica]?.evict(now) ?? []) {
    ledger.counts.restarts++;
    route(run, request, now);
  }
}

function checkConservation({ ledger, replicas }: Running): void {
  const { arrived, completed, rejected } = ledger.counts;
  const held = replicas.reduce((sum, replica) => sum + replica.load(), 0);
  if (arrived !== completed + rejected + held) {
    throw new Error(
      `Requests got lost: ${arrived} in, ${completed} out, ${rejected} rejected, ${held} held.`,
    );
  }
}
