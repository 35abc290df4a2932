import type { Catalogue } from '#shared/catalogue/catalogue';
import { EstimateCase, estimateLimits, usualLoop } from '#shared/estimate/case';
import type { EstimateInvalid, EstimateRefused } from '#shared/estimate/result';
import { failure, success, type Result } from '#shared/refusal/refusal';
import { ServingCase, servingLimits } from '#shared/serving/case';
import type { ServingResult } from '#shared/serving/report';
import { invalidCase } from '#main/simulator/case/invalid-case';
import { constantsOf } from '#main/simulator/gpu/engine/constants';
import { wholeCache } from '#main/simulator/case/kv-cache';
import { fitMemory } from '#main/simulator/resolve/memory';
import { directoryOf, type Directory } from '#main/simulator/resolve/directory';
import { resolveCase } from '#main/simulator/resolve/resolve-case';
import {
  type Invalid,
  replicaDevices,
  type ResolvedCase,
  statedId,
} from '#main/simulator/case/resolved-case';
import { drawArrivals, drawLengths, loopArrivals } from './arrivals';
import type { StepTimes } from './engine';
import { gpuReplica } from './gpu-replica';
import { lpuReplica } from './lpu-replica';
import { randomStream } from './random';
import { reportOf, servingRemarks } from './report';
import { NANOSECONDS, nanosecondsOf, type Requests } from './requests';
import { simulate, type ReportProgress, type ServingSetting } from './simulate';
import { schedulerOf } from './schedulers';
import { readTrace } from './trace';
import { remarked } from '#main/simulator/case/remark-text';
import { counted, written } from '#shared/text/plural';

/**
 * Serving, event by event: one result per case in the same order. What is no valid case gets an `error`, what cannot run a
 * `refusal`; neither keeps the others from being answered.
 */
export function simulateCases(
  cases: readonly unknown[],
  catalogue: Catalogue,
  report: ReportProgress = () => undefined,
): readonly ServingResult[] {
  const directory = directoryOf(catalogue);
  return cases.map((each, index) =>
    simulateCase(each, directory, (fraction) => report((index + fraction) / cases.length)),
  );
}

function simulateCase(raw: unknown, directory: Directory, report: ReportProgress): ServingResult {
  const wanted = readServingCase(raw);
  if (!wanted.ok) return { id: statedId(raw), error: wanted.error };
  const { id, seed } = wanted.value;
  const requests = requestsOf(wanted.value);
  if (!requests.ok) return { id, error: requests.error };
  const resolved = resolveCase(asEstimate(wanted.value, requests.value), directory);
  if (!resolved.ok) return { id, error: resolved.error };
  if (resolved.value.parallelism.replicas > servingLimits.replicas) return tooManyReplicas(resolved.value);
  const engine = replicaOf(resolved.value);
  if (!engine.ok) return engine.error;
  const { readsApart } = schedulerOf(engine.value, wanted.value);
  const refused = disaggregationProblem(wanted.value, { ...resolved.value.parallelism, readsApart });
  if (refused !== undefined) return refused;
  const setting = settingOf(wanted.value, { requests: requests.value, engine: engine.value }, resolved.value);
  const run = simulate(setting, report);
  const remarks = [
    ...resolved.value.remarks,
    ...servingRemarks({ wanted: wanted.value, resolved: resolved.value, setting }, run),
  ];
  return { id, seed, ...reportOf(run, setting), ...remarked(remarks) };
}

function readServingCase(raw: unknown): Result<ServingCase, Invalid> {
  const parsed = ServingCase.safeParse(raw);
  if (!parsed.success) return failure(invalidCase(parsed.error));
  const { requestsPerSecond, closedLoop } = parsed.data;
  if (closedLoop !== undefined) return loopCase(parsed.data, closedLoop, new Set(Object.keys(raw as object)));
  if (requestsPerSecond === undefined && parsed.data.arrivals.kind !== 'trace') {
    const message = 'A simulation needs requestsPerSecond, closedLoop, or a trace.';
    return invalid('missing-rate', message, 'requestsPerSecond');
  }
  return success(parsed.data);
}

/** A closed loop, with what a usual one is where it does not say. */
function loopCase(
  wanted: ServingCase,
  closedLoop: number,
  stated: ReadonlySet<string>,
): Result<ServingCase, Invalid> {
  if (stated.has('arrivals')) {
    const message = 'A closed loop sends the next request when one ends; leave out arrivals, or closedLoop.';
    return invalid('closed-loop-with-arrivals', message, 'arrivals');
  }
  const { requestsEach, lengthSigma } = usualLoop;
  const most = estimateLimits.requests;
  return success({
    ...wanted,
    ...(!stated.has('requests') && { requests: Math.min(most, requestsEach * closedLoop) }),
    ...(!stated.has('lengths') && {
      lengths: { kind: 'log-normal', inputSigma: lengthSigma, outputSigma: lengthSigma } as const,
    }),
  });
}

const invalid = (code: string, message: string, path: string): Result<never, Invalid> =>
  failure({ code, message, path });

function requestsOf(wanted: ServingCase): Result<Requests, Invalid> {
  const { arrivals: process, requests: count, seed, input, output, closedLoop, rampSeconds = 0 } = wanted;
  if (process.kind === 'trace') {
    const trace = readTrace(process.text);
    return trace.ok
      ? success(withPrefixes(wanted, trace.value))
      : failure({ ...trace.error, path: 'arrivals.text' });
  }
  const lengths = drawLengths(
    { count, input, output, distribution: wanted.lengths },
    randomStream(seed, 'lengths'),
  );
  const arrivals =
    closedLoop === undefined
      ? drawArrivals(
          { count, requestsPerSecond: wanted.requestsPerSecond ?? 1, process },
          randomStream(seed, 'arrivals'),
        )
      : loopArrivals({ count, closedLoop, rampSeconds });
  return success(withPrefixes(wanted, { count, arrivals, ...lengths }));
}

/** Which requests begin alike: as the trace says, or drawn for each; none where caches of beginnings are not kept. */
function withPrefixes({ prefixCaching, seed }: ServingCase, requests: Requests): Requests {
  const { prefixes, ...plain } = requests;
  if (prefixCaching?.kind === 'trace' && prefixes !== undefined) return requests;
  if (prefixCaching?.kind !== 'groups') return plain;
  const { groups, tokens } = prefixCaching;
  const stream = randomStream(seed, 'prefixes');
  const drawn = Int32Array.from({ length: plain.count }, () => Math.floor(stream.uniform() * groups));
  return { ...plain, prefixes: { groups: drawn, tokens: new Uint32Array(plain.count).fill(tokens) } };
}

/** The estimate's case of the same replica. A trace that gives no rate is taken at its mean. */
function asEstimate(wanted: ServingCase, { count, arrivals }: Requests): unknown {
  const asked = Object.fromEntries(
    Object.entries(wanted).filter(([key]) => Object.hasOwn(EstimateCase.shape, key)),
  );
  if (wanted.closedLoop !== undefined) return asked;
  const span = (arrivals[count - 1] ?? 0) / NANOSECONDS;
  const rate = wanted.requestsPerSecond ?? (span > 0 ? count / span : count);
  return { ...asked, requestsPerSecond: Math.min(1e9, rate) };
}

function replicaOf(resolved: ResolvedCase): Result<StepTimes, EstimateRefused> {
  const { id, hardware } = resolved;
  const memory = fitMemory(resolved);
  if (!memory.ok) return failure({ id, fits: false, refusal: memory.error });
  const replica = hardware.kind === 'gpu' ? gpuReplica : lpuReplica;
  return success(replica(resolved, memory.value));
}

interface Served {
  readonly requests: Requests;
  readonly engine: StepTimes;
}

function settingOf(wanted: ServingCase, served: Served, resolved: ResolvedCase): ServingSetting {
  const { objective } = wanted;
  const limit = (value: number | undefined): number => (value === undefined ? Infinity : value * NANOSECONDS);
  return {
    ...served,
    replicas: resolved.parallelism.replicas,
    policy: {
      scheduling: wanted.scheduling,
      chunkTokens: wanted.chunkTokens ?? Infinity,
      cachePolicy: wanted.cachePolicy ?? constantsOf(resolved.engine).cachePolicy,
      queueLimit: wanted.queueLimit ?? Infinity,
      foundShare: wanted.prefixCaching?.kind === 'share' ? wanted.prefixCaching.share : 0,
    },
    routing: wanted.routing,
    keepsPrefixes: wanted.prefixCaching !== undefined,
    closedLoop: wanted.closedLoop !== undefined,
    objective: {
      firstToken: limit(objective?.timeToFirstTokenSeconds),
      perOutputToken: limit(objective?.timePerOutputTokenSeconds),
    },
    failures: wanted.failures,
    ...disaggregatedSetting(wanted, resolved),
    until: wanted.untilSeconds === undefined ? Infinity : nanosecondsOf(wanted.untilSeconds),
  };
}

const tooManyReplicas = ({ id, parallelism }: ResolvedCase): EstimateRefused => ({
  id,
  fits: false,
  refusal: {
    code: 'too-many-replicas',
    message: `A simulation supports at most ${counted(servingLimits.replicas, 'replica')}, not ${written(parallelism.replicas)}; use an estimate for more.`,
    limit: servingLimits.replicas,
    demand: parallelism.replicas,
    params: { limit: servingLimits.replicas, replicas: parallelism.replicas },
  },
});

/** How caches travel where prompts are read apart. */
function disaggregatedSetting(
  { disaggregated }: ServingCase,
  { hardware, model, kv, parallelism }: ResolvedCase,
): Pick<ServingSetting, 'disaggregated'> {
  if (disaggregated === undefined) return {};
  const { prefillReplicas, linkBytesPerSecond, linkLatencySeconds } = disaggregated;
  const cache = wholeCache(model, kv);
  const rate =
    linkBytesPerSecond ?? (hardware.betweenServersBytesPerSecond ?? Infinity) * replicaDevices(parallelism);
  return {
    disaggregated: {
      prefillReplicas,
      linkNanoseconds: (tokens) => nanosecondsOf(cache.bytesOf(tokens) / rate),
      latencyNanoseconds: Math.round(linkLatencySeconds * NANOSECONDS),
    },
  };
}

function disaggregationProblem(
  { id, disaggregated }: ServingCase,
  { replicas, readsApart }: { readonly replicas: number; readonly readsApart: boolean },
): EstimateInvalid | undefined {
  if (disaggregated === undefined) return undefined;
  const path = 'disaggregated.prefillReplicas';
  if (!readsApart) {
    const message = 'LPU pipelines prefill in the same pipeline that decodes.';
    return { id, error: { code: 'disaggregation-on-lpu', message, path } };
  }
  if (disaggregated.prefillReplicas < replicas) return undefined;
  const message = `All replicas prefill (${disaggregated.prefillReplicas} of ${replicas}); at least one must be left to decode.`;
  return { id, error: { code: 'no-replica-decodes', message, path } };
}
