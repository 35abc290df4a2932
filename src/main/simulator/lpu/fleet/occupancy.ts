import type { Bound, Remark } from '#shared/estimate/result';
import { mostAtOnce, type ResolvedCase } from '#main/simulator/case/resolved-case';
import type { MemoryFit } from '#main/simulator/case/kv-cache';

/** How many users share one pipeline. */
export interface Occupancy {
  /** Users served at once by one replica. */
  readonly users: number;
  /** Times the whole set of requests has to be repeated, in static mode. */
  readonly waves: number;
  readonly limit: 'asked' | 'memory' | 'stages';
}

/** A pipeline holds a user in each of its stages, or more that wait for each other; the cache of every one has to fit as well. */
export function occupancyOf(
  resolved: ResolvedCase,
  { requestsThatFit }: MemoryFit,
  pipeline: number,
): Occupancy {
  const { mode } = resolved;
  const held = Math.min(requestsThatFit, pipeline);
  const asked = mostAtOnce(resolved) ?? (mode === 'static' ? 1 : held);
  const users = Math.max(1, Math.min(asked, requestsThatFit, mode === 'static' ? Infinity : held));
  return {
    users,
    waves: mode === 'static' ? Math.ceil(asked / users) : 1,
    limit: users === asked && asked < held ? 'asked' : requestsThatFit < pipeline ? 'memory' : 'stages',
  };
}

/** What one request takes of a pipeline of which it has its share to itself. */
export interface RequestCourse {
  readonly firstTokenSeconds: number;
  readonly tokenSeconds: number;
  /** For how long it keeps each stage from others: its prompt, then a token at a time. */
  readonly promptStageSeconds: number;
  readonly tokenStageSeconds: number;
  readonly output: number;
}

export interface Pace {
  readonly firstTokenSeconds: number;
  readonly tokenSeconds: number;
  /** From the arrival of a request, or of a static batch, to its last token. */
  readonly serviceSeconds: number;
  /** How much longer things take than for a user alone. */
  readonly slowdown: number;
}

const aloneSeconds = ({ firstTokenSeconds, tokenSeconds, output }: RequestCourse): number =>
  firstTokenSeconds + (output - 1) * tokenSeconds;
const stageSeconds = ({ promptStageSeconds, tokenStageSeconds, output }: RequestCourse): number =>
  promptStageSeconds + (output - 1) * tokenStageSeconds;

/** From one token of a user to the next while no prompts are read: the pipeline's length, or more where users outnumber stages. */
export const stepSecondsOf = ({ tokenSeconds, tokenStageSeconds }: RequestCourse, users: number): number =>
  Math.max(tokenSeconds, users * tokenStageSeconds);

/**
 * How a static batch fares: prompts enter one after another, and a user gets its first token when its own has passed; tokens
 * then keep the speed of one user as long as there is a stage for each.
 */
export function paceOfBatch(course: RequestCourse, users: number): Pace {
  const { firstTokenSeconds, promptStageSeconds, output } = course;
  const tokenSeconds = stepSecondsOf(course, users);
  const lastEnters = (users - 1) * promptStageSeconds;
  return {
    firstTokenSeconds: firstTokenSeconds + lastEnters / 2,
    tokenSeconds,
    serviceSeconds: firstTokenSeconds + lastEnters + (output - 1) * tokenSeconds,
    slowdown: tokenSeconds / course.tokenSeconds,
  };
}

/** How requests fare that follow each other without end: prompts and tokens share the stages, which slows all alike. */
export function paceInFlight(course: RequestCourse, users: number): Pace {
  const slowdown = Math.max(1, (users * stageSeconds(course)) / aloneSeconds(course));
  return {
    firstTokenSeconds: course.firstTokenSeconds * slowdown,
    tokenSeconds: course.tokenSeconds * slowdown,
    serviceSeconds: aloneSeconds(course) * slowdown,
    slowdown,
  };
}

export interface Served {
  readonly requestsPerSecond: number;
  /** Mean time in the queue before the pipeline takes a request. */
  readonly waitSeconds: number;
  readonly concurrency: number;
  readonly pace: Pace;
  readonly bound: Bound | undefined;
  readonly remarks: readonly Remark[];
}

export interface Pipeline {
  readonly users: number;
  /** How requests fare when it is full. */
  readonly saturated: Pace;
  readonly course: RequestCourse;
}

/**
 * A replica in serving mode: as many servers as keep it full, each busy for a whole request. The mean wait is Sakasegawa's
 * approximation of M/G/c with requests of one length (Naval Research Logistics 24, 1977).
 */
export function serve(arrivals: number, { users, saturated, course }: Pipeline): Served {
  const most = users / saturated.serviceSeconds;
  const load = arrivals / most;
  if (load >= 1) {
    return {
      requestsPerSecond: most,
      waitSeconds: 0,
      concurrency: users,
      pace: saturated,
      bound: undefined,
      remarks: [
        { code: 'replica-overloaded', params: { arrivals: String(arrivals), capacity: most.toPrecision(3) } },
      ],
    };
  }
  const service = aloneSeconds(course);
  const servers = most * service;
  const poisson = load ** (Math.sqrt(2 * (servers + 1)) - 1) / (servers * (1 - load));
  return {
    requestsPerSecond: arrivals,
    waitSeconds: (poisson / 2) * service,
    concurrency: arrivals * service,
    pace: paceInFlight(course, 1),
    bound: 'arrivals',
    remarks: load >= BUSY ? [{ code: 'replica-busy', params: { percent: Math.round(load * 100) } }] : [],
  };
}

/** From here on the approximation of the wait is far above what the simulation finds: 2.3 times at 0.9, 6 times at 0.95. */
const BUSY = 0.85;
