import type { Estimate } from '#main/planning/deployments/deployments';
import { wholeCache } from '#main/simulator/case/kv-cache';
import { splitFleet } from '#main/simulator/lpu/fleet/split';
import { directoryOf } from '#main/simulator/resolve/directory';
import type { Catalogue } from '#shared/catalogue/catalogue';
import type { DeviceType, Precision } from '#shared/catalogue/entries';
import type { EstimateCase } from '#shared/estimate/case';
import { type Bound, type EstimateAnswer, type EstimateResult, answerIn } from '#shared/estimate/result';
import { expectedService, missedTimes } from '#shared/serving/service';
import type { SizeBinding, SizingRequest } from '#shared/sizing/sizing';

/** One way of splitting the model over accelerators; what makes up one replica. */
interface Candidate {
  readonly weights: Precision;
  readonly tensorParallel: number;
  readonly pipelineParallel: number;
  /** Accelerators of one replica. */
  readonly devices: number;
}

export interface Searching {
  readonly request: SizingRequest;
  readonly hardware: string;
  readonly server: DeviceType;
  readonly perServer: number;
  readonly catalogue: Catalogue;
  readonly estimate: Estimate;
}

/** The estimate's case of one replica of a candidate. */
export const caseOf = (
  { request: { workload }, hardware }: Searching,
  { weights, tensorParallel, pipelineParallel, devices }: Candidate,
): Omit<EstimateCase, 'id' | 'mode'> => ({
  hardware,
  model: workload.model,
  weights,
  devices,
  tensorParallel,
  pipelineParallel,
  input: workload.inputTokens,
  output: workload.outputTokens,
});

/** The acceptable precisions that the part computes in, the preferred first. */
export function precisionsFor({ request, hardware, catalogue }: Searching): readonly Precision[] {
  const peaks = catalogue.accelerators[hardware]?.densePeak ?? {};
  return request.weights.filter((precision) => peaks[precision] !== undefined);
}

const TENSOR_SPLITS = [1, 2, 4, 8, 16] as const;
const PIPELINE_SPLITS = [1, 2, 4, 8, 16] as const;

const runs = (searching: Searching, candidate: Candidate): EstimateResult | undefined => {
  const single = { ...caseOf(searching, candidate), id: 'fits', mode: 'static', batch: 1 } as const;
  return searching.estimate([single], searching.catalogue)[0];
};

/** Splits of a GPU server, and over several servers only where the model fits into none. */
function gpuCandidates(searching: Searching, weights: Precision): readonly Candidate[] {
  const within = TENSOR_SPLITS.filter((tensor) => tensor <= searching.perServer);
  for (const pipelineParallel of PIPELINE_SPLITS) {
    const splits = pipelineParallel === 1 ? within : within.slice(-1);
    const fitting = splits
      .map((tensorParallel): Candidate => ({
        weights,
        tensorParallel,
        pipelineParallel,
        devices: tensorParallel * pipelineParallel,
      }))
      .filter((candidate) => answerIn(runs(searching, candidate)) !== undefined);
    if (fitting.length > 0) return fitting;
  }
  return [];
}

/** Pipelines longer than the shortest that holds the model have room for more caches. */
const LPU_LENGTHS = [1, 1.125, 1.25, 1.5, 2, 3] as const;
const MOST_LPUS = 20_000;

/** Pipelines of LPUs in whole servers: the shortest that holds the model with one user, and longer ones. */
function lpuCandidates(searching: Searching, weights: Precision): readonly Candidate[] {
  const { perServer } = searching;
  const directory = directoryOf(searching.catalogue);
  const model = directory.models.get(searching.request.workload.model);
  const hardware = directory.hardware.get(searching.hardware);
  if (model === undefined || hardware === undefined || 'missing' in hardware) return [];
  const { inputTokens, outputTokens } = searching.request.workload;
  const kept = wholeCache(model, 'fp16').bytesOf(inputTokens + outputTokens);
  const pipeline = (servers: number): Candidate | undefined => {
    const devices = servers * perServer;
    const room = { weights, capacityBytes: hardware.memoryBytes, cacheBytes: kept };
    const split = splitFleet({ devices, model, ...room });
    if (!split.ok) return undefined;
    const { tensor, pipeline: stages } = split.value;
    return { weights, tensorParallel: tensor, pipelineParallel: stages, devices: tensor * stages };
  };
  const running = (servers: number): Candidate | undefined => {
    const candidate = pipeline(servers);
    return candidate !== undefined && answerIn(runs(searching, candidate)) !== undefined
      ? candidate
      : undefined;
  };
  const fits = (servers: number): boolean => running(servers) !== undefined;
  let [low, high] = [0, 1];
  while (!fits(high)) {
    low = high;
    high *= 2;
    if (high * perServer > MOST_LPUS) return [];
  }
  while (high - low > 1) {
    const middle = Math.floor((low + high) / 2);
    if (fits(middle)) high = middle;
    else low = middle;
  }
  const lengths = new Set(LPU_LENGTHS.map((length) => Math.ceil(high * length)));
  return [...lengths].flatMap((servers) => running(servers) ?? []);
}

/** Every split worth trying of this hardware; none where no split holds the model. */
export function candidatesFor(searching: Searching, weights: Precision): readonly Candidate[] {
  const kind = searching.catalogue.accelerators[searching.hardware]?.kind;
  return kind === 'lpu' ? lpuCandidates(searching, weights) : gpuCandidates(searching, weights);
}

/** What one replica of a candidate carries within the objective, by the estimate. */
export interface ReplicaRate {
  readonly candidate: Candidate;
  /** Requests per second that one replica takes with the objective met in the mean; 0 where it never is. */
  readonly requestsPerSecond: number;
  /** Requests per second at which it saturates, whatever the objective. */
  readonly saturated: number;
  /** At hardly any load: the best it can do. */
  readonly alone: EstimateAnswer;
  /** What limits the steps of a single request. */
  readonly bound: Bound;
  readonly binding: SizeBinding;
}

const STEPS = 14;
/** So few requests that none waits for another. */
const HARDLY_ANY = 1e-4;
/** A replica that completes less than this share of what arrives does not keep up. */
const KEEPS_UP = 0.999;

const missedBy = (answer: EstimateAnswer, { objective }: SizingRequest): SizeBinding | undefined =>
  missedTimes(expectedService(answer), objective).at(-1);

/** The rate up to which one replica meets the objective, by bisection between no load and saturation. */
export function replicaRate(searching: Searching, candidate: Candidate): ReplicaRate | undefined {
  const { request, catalogue, estimate } = searching;
  const { outputTokens } = request.workload;
  const base = caseOf(searching, candidate);
  const at = (requestsPerSecond: number): EstimateAnswer | undefined =>
    answerIn(estimate([{ ...base, id: 'rate', mode: 'serving', requestsPerSecond }], catalogue)[0]);
  const full = answerIn(estimate([{ ...base, id: 'full', mode: 'in-flight' }], catalogue)[0]);
  const alone = at(HARDLY_ANY);
  const single = answerIn(estimate([{ ...base, id: 'single', mode: 'static', batch: 1 }], catalogue)[0]);
  if (full === undefined || alone === undefined || single === undefined) return undefined;
  const saturated = full.outputTokensPerSecond / outputTokens;
  const missed = missedBy(alone, request);
  const found = { candidate, saturated, alone, bound: single.bound };
  if (missed !== undefined) return { ...found, requestsPerSecond: 0, binding: missed };
  let [low, high]: [number, number] = [HARDLY_ANY, saturated];
  let binding: SizeBinding = 'throughput';
  for (let step = 0; step < STEPS; step += 1) {
    const rate = (low + high) / 2;
    const answer = at(rate);
    const keepsUp = answer !== undefined && answer.outputTokensPerSecond >= KEEPS_UP * rate * outputTokens;
    const misses = answer === undefined || !keepsUp ? 'throughput' : missedBy(answer, request);
    if (misses === undefined) low = rate;
    else [high, binding] = [rate, misses];
  }
  return { ...found, requestsPerSecond: low, binding };
}
