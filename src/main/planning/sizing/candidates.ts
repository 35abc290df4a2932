import type { Precision } from '#shared/catalogue/entries';
import type { Catalogue } from '#shared/catalogue/catalogue';
import type { DeviceType } from '#shared/catalogue/entries';
import type { EstimateCase } from '#shared/estimate/case';
import type { EstimateAnswer, EstimateResult } from '#shared/estimate/result';
import type { SizingRequest } from '#shared/sizing';
import { wholeCache } from '../../simulator/kv-cache';
import { splitFleet } from '../../simulator/lpu/fleet/split';
import { directoryOf } from '../../simulator/resolve-case';
import type { Estimate } from '../deployments';

/** One way of splitting the model over accelerators; what makes up one replica. */
export interface Candidate {
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

export const answerOf = (result: EstimateResult | undefined): EstimateAnswer | undefined =>
  result !== undefined && 'fits' in result && result.fits ? result : undefined;

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
      .filter((candidate) => answerOf(runs(searching, candidate)) !== undefined);
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
    return candidate !== undefined && answerOf(runs(searching, candidate)) !== undefined
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
