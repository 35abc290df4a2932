import type { MemoryFit } from '#main/simulator/case/kv-cache';
import { remarked } from '#main/simulator/case/remark-text';
import type { LpuGeneration, ResolvedCase } from '#main/simulator/case/resolved-case';
import type { LayerPass } from '#main/simulator/lpu/schedule/decoder-layer';
import { DEFAULT_LINK_RATE } from '#main/simulator/lpu/schedule/network';
import type { Bound, EstimateAnswer, Interval, Remark } from '#shared/estimate/result';
import { bytes, seconds } from '#shared/units/units';
import { computedIn, filledPipelineShare, generationOf, speedInterval } from './generation';
import {
  type Occupancy,
  occupancyOf,
  type Pace,
  paceInFlight,
  paceOfBatch,
  serve,
  stepSecondsOf,
} from './occupancy';
import { powerOf } from './power';
import type { FleetSplit } from './split';
import { promptTime, tokenTime, type TokenTime } from './token-time';

interface Predicted {
  readonly generation: LpuGeneration;
  readonly users: number;
  readonly tokensPerSecond: number;
  readonly requestLatency: number;
}

/** Where the truth lies four times in five; wider for totals of several users, for which nothing measured exists. */
function intervalOf({ generation, users, tokensPerSecond, requestLatency }: Predicted): Interval {
  const low = speedInterval.low * generation.interval.low;
  const high = speedInterval.high * generation.interval.high;
  const filled = users > 1 ? filledPipelineShare : 1;
  return {
    level: 0.8,
    outputTokensPerSecond: [tokensPerSecond * low * filled, tokensPerSecond * high],
    requestLatencySeconds: [requestLatency / high, requestLatency / low],
  };
}

/**
 * The closed form of the fleet level: how fast a model runs on a pipeline of LPUs, whether it fits their SRAM, how many users the
 * pipeline holds. Mechanisms come from the schedule level, the rest from two calibrated constants (docs/models/lpu.md).
 */
export function estimateOnLpu(resolved: ResolvedCase, memory: MemoryFit): EstimateAnswer {
  const { model, input, output, mode, weights, parallelism: split } = resolved;
  const generation = generationOf(resolved.hardware);
  const precision = computedIn(weights);
  const pass: LayerPass = {
    model,
    tensor: split.tensor,
    tokens: 1,
    context: 1,
    precision,
    link: DEFAULT_LINK_RATE,
  };
  const alone = tokenTime({ ...pass, context: input + output / 2 }, split.pipeline, generation);
  const reading = { ...pass, tokens: input, context: Math.max(1, input / 2) };
  const prompt = promptTime(reading, split.pipeline, generation);
  const occupancy = occupancyOf(resolved, memory, split.pipeline);
  const course = {
    firstTokenSeconds: prompt.seconds,
    tokenSeconds: alone.seconds,
    promptStageSeconds: prompt.stageSeconds,
    tokenStageSeconds: alone.seconds / split.pipeline,
    output,
  };
  const saturated = paceInFlight(course, occupancy.users);
  const arrivals = (resolved.requestsPerSecond ?? Infinity) / split.replicas;
  const served =
    mode === 'serving' ? serve(arrivals, { users: occupancy.users, saturated, course }) : undefined;
  const pace = served?.pace ?? (mode === 'static' ? paceOfBatch(course, occupancy.users) : saturated);
  const requestLatency = pace.serviceSeconds * occupancy.waves + (served?.waitSeconds ?? 0);
  const concurrency = (served?.concurrency ?? occupancy.users) * split.replicas;
  const perReplica = served?.requestsPerSecond ?? occupancy.users / pace.serviceSeconds;
  const tokensPerSecond = totalTokens({
    resolved,
    occupancy,
    requestLatency,
    perReplica,
    replicas: split.replicas,
  });
  return {
    id: resolved.id,
    fits: true,
    timeToFirstTokenSeconds: seconds(pace.firstTokenSeconds + (served?.waitSeconds ?? 0)),
    timePerOutputTokenSeconds: seconds(stepSecondsOf(course, occupancy.users)),
    interTokenLatencySeconds: seconds(pace.tokenSeconds),
    requestLatencySeconds: seconds(requestLatency),
    outputTokensPerSecond: tokensPerSecond,
    outputTokensPerSecondPerUser: 1 / pace.tokenSeconds,
    concurrency,
    ...powerOf(resolved, split, tokensPerSecond),
    memoryPerDeviceBytes: {
      weights: memory.weights,
      kv: bytes(memory.cache.bytesOf(input + output) * occupancy.users),
      other: memory.other,
      capacity: memory.capacity,
    },
    interval: intervalOf({ generation, users: occupancy.users, tokensPerSecond, requestLatency }),
    bound: served?.bound ?? boundOf(alone, occupancy, pace),
    ...remarked(remarksOn({ resolved, split, occupancy, generation, more: served?.remarks ?? [] })),
  };
}

interface Totals {
  readonly resolved: ResolvedCase;
  readonly occupancy: Occupancy;
  readonly requestLatency: number;
  readonly perReplica: number;
  readonly replicas: number;
}

/** Over whole requests, their prompts included; a static batch is counted over all its waves. */
function totalTokens({ resolved, requestLatency, perReplica, replicas }: Totals): number {
  const { mode, batch, output } = resolved;
  if (mode !== 'static') return perReplica * output * replicas;
  return ((batch ?? 1) * output * replicas) / requestLatency;
}

function boundOf(time: TokenTime, occupancy: Occupancy, pace: Pace): Bound {
  if (pace.slowdown > 1) return 'pipeline';
  if (occupancy.limit === 'memory' && occupancy.users > 1) return 'memory-capacity';
  if (time.unexplainedSeconds > time.layerSeconds) return 'overhead';
  return time.hopSeconds > time.layerSeconds ? 'communication' : 'memory-bandwidth';
}

interface Remarking {
  readonly resolved: ResolvedCase;
  readonly split: FleetSplit;
  readonly occupancy: Occupancy;
  readonly generation: LpuGeneration;
  readonly more: readonly Remark[];
}

function remarksOn({ resolved, split, occupancy, generation, more }: Remarking): readonly Remark[] {
  const remarks = [...resolved.remarks, ...generation.remarks, ...more];
  const needed = split.tensor * split.pipeline;
  const idle = resolved.devices - needed * split.replicas;
  if (idle > 0) remarks.push({ code: 'chips-idle', params: { idle, needed } });
  const { input, output } = resolved.lengthVariation;
  if (input + output > 0) remarks.push({ code: 'settings-without-effect', params: { settings: 'lengths' } });
  if (resolved.requests !== undefined) {
    remarks.push({ code: 'settings-without-effect', params: { settings: 'requests' } });
  }
  if (occupancy.users > 1) remarks.push({ code: 'filled-pipeline-unpublished', params: {} });
  if (occupancy.limit === 'memory' && occupancy.users < split.pipeline) {
    remarks.push({ code: 'sram-holds-fewer', params: { users: occupancy.users, stages: split.pipeline } });
  }
  if (computedIn(resolved.weights) === 'int8' && resolved.weights !== 'int8' && generation.ownFloorPlan) {
    remarks.push({ code: 'weights-as-eight-bits', params: { weights: resolved.weights } });
  }
  return remarks;
}
