import type { Remark } from '#shared/estimate/result';
import {
  timelineLimits,
  timelineUnits,
  type LpuTimeline,
  type TimelineRequest,
} from '#shared/performance/timeline';
import { failure, type Refusal, type Result, success } from '#shared/refusal/refusal';
import type { Directory } from '#main/simulator/resolve/directory';
import { resolveCase } from '#main/simulator/resolve/resolve-case';
import type { ResolvedCase } from '#main/simulator/case/resolved-case';
import { CLOCK_HERTZ } from './chip/geometry';
import { calibration, computedIn, generationOf } from './fleet/generation';
import { fitSramOf } from './fleet/memory';
import { calibratedWaits, promptTime } from './fleet/token-time';
import { graphNamed } from './graph-names';
import { SRAM_BYTES } from './chip/geometry';
import { scheduledChip } from './named-graph';
import { decoderGraph } from './schedule/graphs/decoder';
import type { Graph } from './schedule/graph';
import { DEFAULT_LINK_RATE } from './schedule/network';
import { scheduleGraph, type Schedule, type ScheduledOperation } from './schedule/scheduler';
import { counted, written } from '#shared/text/plural';

interface Shown {
  readonly name: string;
  readonly graph: Graph;
  readonly chips: number;
  readonly copies: number;
  readonly passes: number;
  readonly precision: 'int8' | 'fp16';
  readonly clockHertz: number;
  readonly capacityBytes: number;
  readonly notes: readonly Remark[];
  readonly chipWatts: { readonly low: number; readonly typical: number; readonly high: number } | undefined;
}

/**
 * Every operation of a schedule with its chip, unit, start and end, column by column, for a picture of it. Refuses what cannot be
 * scheduled, and schedules that are too long to be shown. `report` is told the share of the work done.
 */
export function scheduleTimeline(
  request: TimelineRequest,
  directory: Directory,
  report: (fraction: number) => void,
): Result<LpuTimeline, Refusal> {
  const shown = request.kind === 'graph' ? ofGraph(request, directory) : ofDeployment(request, directory);
  if (!shown.ok) return shown;
  const count = shown.value.graph.operations.length;
  if (count > timelineLimits.operations) return failure(tooLong(shown.value.name, count));
  report(0.3);
  const schedule = scheduleGraph(shown.value.graph, shown.value.capacityBytes);
  if (!schedule.ok) return schedule;
  report(0.8);
  return success(timelineOf(shown.value, schedule.value));
}

type GraphRequest = Extract<TimelineRequest, { readonly kind: 'graph' }>;
type DeploymentRequest = Extract<TimelineRequest, { readonly kind: 'deployment' }>;

function ofGraph(request: GraphRequest, directory: Directory): Result<Shown, Refusal> {
  const { graph, chips, precision, context, phase } = request;
  const chip = scheduledChip(directory);
  const sramBytes = chip?.memoryBytes ?? SRAM_BYTES;
  const named = graphNamed(
    {
      sramBytes,
      graph,
      ...(chips !== undefined && { chips }),
      ...(precision !== undefined && { precision }),
      ...(context !== undefined && { context }),
      ...(phase !== undefined && { phase }),
    },
    directory.models,
  );
  if (!named.ok) return named;
  const notes = named.value.graph.notes;
  const first = { clockHertz: CLOCK_HERTZ, capacityBytes: sramBytes, chipWatts: chip?.power?.operatingWatts };
  return success({ ...named.value, ...first, notes });
}

/** One token, or one chunk of a prompt, through one replica, split as the deployment says. */
function ofDeployment(request: DeploymentRequest, directory: Directory): Result<Shown, Refusal> {
  const resolved = resolveCase(request.case, directory);
  if (!resolved.ok) return failure(resolved.error);
  const { model, hardware, parallelism, weights, input, output } = resolved.value;
  if (hardware.kind !== 'lpu') return failure(onlyLpus(resolved.value));
  const { tensor, pipeline } = parallelism;
  const sram = fitSramOf(resolved.value);
  if (!sram.ok) return sram;
  const decoding = request.phase === 'decode';
  const context = decoding ? input + output / 2 : Math.max(1, Math.ceil(input / 2));
  const precision = computedIn(weights);
  const generation = generationOf(hardware);
  const whole = { model, tensor, tokens: input, context, precision, link: DEFAULT_LINK_RATE };
  const tokens = decoding ? 1 : promptTime(whole, pipeline, generation).chunkTokens;
  const chips = tensor * pipeline;
  const residentBytes = sram.value.weights + sram.value.cache.bytesOf(input + output);
  return success({
    name: `${model.id} ${request.phase}`,
    graph: decoderGraph({
      pass: { ...whole, tokens },
      tensor,
      pipeline,
      residentBytes,
      chips,
      waits: calibratedWaits,
    }),
    chips,
    copies: 1,
    passes: decoding ? 1 : Math.ceil(input / tokens),
    precision,
    clockHertz: CLOCK_HERTZ * generation.speed,
    capacityBytes: hardware.memoryBytes,
    chipWatts: hardware.power?.operatingWatts,
    notes: [
      { code: 'timeline-split', params: { tensor, pipeline, precision, tokens, of: decoding ? 1 : input } },
      { code: 'timeline-wait', params: { microseconds: (calibration.layerSeconds * 1e6).toFixed(1) } },
    ],
  });
}

function timelineOf(shown: Shown, schedule: Schedule): LpuTimeline {
  const { clockHertz, chips, copies, passes } = shown;
  const cycles = schedule.cycles + (passes - 1) * schedule.stageCycles;
  const latencySeconds = cycles / clockHertz;
  const energy = (watts: number): number => watts * chips * latencySeconds;
  const { chipWatts } = shown;
  return {
    name: shown.name,
    chips,
    precision: shown.precision,
    clockHertz,
    cycles: schedule.cycles,
    stageCycles: schedule.stageCycles,
    latencySeconds,
    inferencesPerSecond: (copies * clockHertz) / (Math.max(1, schedule.stageCycles) * passes),
    utilisation: schedule.utilisation,
    energyJoules: chipWatts && {
      low: energy(chipWatts.low),
      typical: energy(chipWatts.typical),
      high: energy(chipWatts.high),
    },
    ...columnsOf(schedule.operations),
    residentBytes: shown.graph.residentBytes,
    peakBytes: schedule.peakSramBytes,
    capacityBytes: shown.capacityBytes,
    notes: shown.notes,
  };
}

function columnsOf(scheduled: readonly ScheduledOperation[]): Pick<LpuTimeline, 'names' | 'operations'> {
  const numbers = new Map<string, number>();
  const numberOf = (name: string): number => {
    const known = numbers.get(name) ?? numbers.size;
    numbers.set(name, known);
    return known;
  };
  const operations = {
    name: scheduled.map(({ name }) => numberOf(name)),
    chip: scheduled.map(({ chip }) => chip),
    unit: scheduled.map(({ unit }) => timelineUnits.indexOf(unit)),
    lane: scheduled.map(({ lane }) => lane),
    startCycle: scheduled.map(({ startCycle }) => startCycle),
    releaseCycle: scheduled.map(({ releaseCycle }) => releaseCycle),
    endCycle: scheduled.map(({ endCycle }) => endCycle),
    sramAddress: scheduled.map(({ place }) => place.address),
    sramBytes: scheduled.map(({ place }) => place.bytes),
  };
  return { names: [...numbers.keys()], operations };
}

const tooLong = (name: string, count: number): Refusal => ({
  code: 'timeline-too-long',
  message: `${name} has ${counted(count, 'operation')}; a timeline shows at most ${written(timelineLimits.operations)}.`,
  limit: timelineLimits.operations,
  demand: count,
  remedy: 'Show fewer layers, a shorter context or fewer chips.',
  params: { name },
});

const onlyLpus = ({ hardware }: ResolvedCase): Refusal => ({
  code: 'timeline-not-lpu',
  message: `A timeline shows LPUs; ${hardware.id} is not an LPU.`,
  params: { hardware: hardware.id },
});
