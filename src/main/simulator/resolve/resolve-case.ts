import { invalidCase } from '#main/simulator/case/invalid-case';
import { lengthMoments } from '#main/simulator/case/length-moments';
import {
  type EngineReserve,
  type Hardware,
  type Invalid,
  type ModelShape,
  plainSplit,
  type ResolvedCase,
} from '#main/simulator/case/resolved-case';
import { widestWeights } from '#main/simulator/lpu/fleet/generation';
import { Precision } from '#shared/catalogue/entries';
import { bytesPerElement } from '#shared/catalogue/model-arithmetic';
import { EstimateCase, estimateLimits, EstimateMode, type LengthDistribution } from '#shared/estimate/case';
import type { Remark } from '#shared/estimate/result';
import { failure, type Result, success } from '#shared/refusal/refusal';
import { didYouMean } from '#shared/schema/nearest-id';
import type { Directory } from './directory';
import { loadProblem } from './load';
import { chooseParallelism } from './parallelism';

/** A case from outside, checked against its schema; the error names the field. */
export function readCase(raw: unknown): Result<EstimateCase, Invalid> {
  if (isComplete(raw)) return success(raw);
  const parsed = EstimateCase.safeParse(withModeOfLoop(raw));
  return parsed.success ? success(parsed.data) : failure(invalidCase(parsed.error));
}

/** A closed loop that states no mode is one of requests in flight: a static batch has none. */
const withModeOfLoop = (raw: unknown): unknown =>
  typeof raw === 'object' && raw !== null && Object.hasOwn(raw, 'closedLoop') && !Object.hasOwn(raw, 'mode')
    ? { ...raw, mode: 'in-flight' }
    : raw;

const precisions: ReadonlySet<unknown> = new Set(Precision.options);
const modes: ReadonlySet<unknown> = new Set(EstimateMode.options);

/**
 * Whether a case needs neither defaults nor an error. Sweeps ask for a hundred thousand cases a second, ten times what
 * the schema can parse; whatever this does not recognise goes to the schema, which alone decides what is wrong.
 */
function isComplete(raw: unknown): raw is EstimateCase {
  if (typeof raw !== 'object' || raw === null) return false;
  const given = raw as Readonly<Record<keyof EstimateCase, unknown>>;
  return (
    typeof given.id === 'string' &&
    given.id.length <= MOST_ID_CHARACTERS &&
    typeof given.hardware === 'string' &&
    typeof given.model === 'string' &&
    (given.engine === undefined || typeof given.engine === 'string') &&
    modes.has(given.mode) &&
    (given.weights === undefined || precisions.has(given.weights)) &&
    (given.kv === undefined || precisions.has(given.kv)) &&
    isCount(given.devices, estimateLimits.devices) &&
    isCount(given.input, estimateLimits.tokens) &&
    isCount(given.output, estimateLimits.tokens) &&
    (given.batch === undefined || isCount(given.batch, estimateLimits.batch)) &&
    (given.tensorParallel === undefined || isCount(given.tensorParallel, estimateLimits.devices)) &&
    (given.pipelineParallel === undefined || isCount(given.pipelineParallel, estimateLimits.devices)) &&
    (given.attentionDataParallel === undefined ||
      isCount(given.attentionDataParallel, estimateLimits.devices)) &&
    (given.expertParallel === undefined || isCount(given.expertParallel, estimateLimits.devices)) &&
    (given.redundantExperts === undefined || isCount(given.redundantExperts, estimateLimits.devices)) &&
    given.requestsPerSecond === undefined &&
    given.closedLoop === undefined &&
    given.rampSeconds === undefined &&
    given.requests === undefined &&
    given.powerCapWatts === undefined &&
    given.lengths === undefined &&
    isRead(given)
  );
}

const keysOfCases: ReadonlySet<string> = new Set(Object.keys(EstimateCase.shape));

function isRead(given: object): boolean {
  for (const key in given) if (!keysOfCases.has(key)) return false;
  return true;
}

const MOST_ID_CHARACTERS = 500;

const isCount = (value: unknown, most: number): boolean =>
  typeof value === 'number' && Number.isInteger(value) && value >= 1 && value <= most;

/** Parses one case and looks up its ids; errors name the field and, for an id, the nearest one known. */
export function resolveCase(raw: unknown, directory: Directory): Result<ResolvedCase, Invalid> {
  const read = readCase(raw);
  if (!read.ok) return read;
  const wanted = read.value;
  const hardware = lookUp(directory.hardware, wanted.hardware, 'hardware');
  if (!hardware.ok) return hardware;
  if ('missing' in hardware.value) {
    const reason = `${hardware.value.missing} of ${wanted.hardware} is not published`;
    const params = { missing: hardware.value.missing, hardware: wanted.hardware };
    return invalid('figure-unpublished', `No estimate: ${reason}.`, 'hardware', params);
  }
  const model = lookUp(directory.models, wanted.model, 'model');
  if (!model.ok) return model;
  const engine = engineOf(wanted, hardware.value, directory);
  if (!engine.ok) return engine;
  return assemble(wanted, {
    hardware: hardware.value,
    model: model.value,
    ...engine.value,
  });
}

interface Found {
  readonly hardware: Hardware;
  readonly model: ModelShape;
  /** Whose constants are taken. */
  readonly engine: string;
  readonly reserve: EngineReserve;
  readonly remarks: readonly Remark[];
}

const NO_RESERVE: EngineReserve = { fixedBytes: 0, collectiveBytes: 0, shareOfTotal: 0, shareOfFree: 0 };

function assemble(wanted: EstimateCase, found: Found): Result<ResolvedCase, Invalid> {
  const problem = loadProblem(wanted);
  if (problem !== undefined) return failure(problem);
  const weights = wanted.weights ?? defaultWeights(wanted, found);
  const kv = wanted.kv ?? found.model.description.cachePrecision ?? (weights === 'fp8' ? 'fp8' : 'fp16');
  const lengths = lengthMoments(wanted, wanted.mode === 'static' ? ALIKE : (wanted.lengths ?? ALIKE));
  const undecided = {
    id: wanted.id,
    hardware: found.hardware,
    model: found.model,
    engine: found.engine,
    reserve: found.reserve,
    devices: wanted.devices,
    weights,
    kv,
    // Served in a closed loop, an engine is as full as the loop keeps it.
    mode: wanted.closedLoop === undefined ? wanted.mode : 'in-flight',
    // A static batch that is not given is a single request; the other modes are then capped by memory alone.
    batch: wanted.batch ?? (wanted.mode === 'static' ? 1 : undefined),
    input: lengths.input,
    output: lengths.output,
    lengthVariation: lengths.variation,
    lengthsStated: wanted.lengths !== undefined,
    requestsPerSecond: wanted.requestsPerSecond,
    closedLoop: wanted.closedLoop,
    rampSeconds: wanted.rampSeconds,
    requests: wanted.requests,
    powerCapWatts: wanted.powerCapWatts,
    parallelism: UNDECIDED,
    remarks: NONE,
  };
  const chosen = chooseParallelism(wanted, undecided);
  if (!chosen.ok) return chosen;
  undecided.parallelism = chosen.value.parallelism;
  undecided.remarks = [...found.remarks, ...chosen.value.remarks, ...beyondContext(undecided)];
  return success(undecided);
}

/** That mean requests are longer than what the model was made for, where its files say what that is. */
function beyondContext({
  model,
  input,
  output,
}: Pick<ResolvedCase, 'model' | 'input' | 'output'>): readonly Remark[] {
  const limit = model.description.contextLimit;
  if (limit === undefined || input + output <= limit) return NONE;
  return [{ code: 'beyond-context', params: { model: model.id, tokens: input + output, limit } }];
}

const UNDECIDED = plainSplit({ tensor: 1, pipeline: 1, replicas: 1 });
const NONE: readonly Remark[] = [];
const ALIKE: LengthDistribution = { kind: 'fixed' };

function defaultWeights({ devices }: EstimateCase, { hardware, model }: Found): Precision {
  const { precision } = model.description;
  if (hardware.kind === 'gpu') return bytesPerElement(precision) < 2 ? precision : 'fp16';
  return widestWeights({ parameters: model.parameters, capacityBytes: devices * hardware.memoryBytes });
}

type FoundEngine = Pick<Found, 'engine' | 'reserve' | 'remarks'>;

/** The engine that a case names: an entry of the catalogue, or the one that stands for the version. */
function engineOf(
  wanted: EstimateCase,
  hardware: Hardware,
  directory: Directory,
): Result<FoundEngine, Invalid> {
  const asked = wanted.engine ?? hardware.defaultEngine;
  const id = directory.engines.has(asked) ? asked : eraOf(asked, directory);
  const engine = id === undefined ? undefined : directory.engines.get(id);
  const fitting = [...directory.engines]
    .filter(([, each]) => each.kind === hardware.kind)
    .map(([each]) => each);
  if (id === undefined || engine === undefined) return unknown(fitting, asked, 'engine');
  if (engine.kind === hardware.kind) return success(answering(asked, id, directory));
  return invalid(
    'engine-mismatch',
    `Engine ${asked} does not run on ${hardware.id}; engines that do: ${fitting.join(', ')}.`,
    'engine',
    { engine: asked, hardware: hardware.id, fitting: fitting.join(', ') },
  );
}

/** Whose constants and reserve answer for an engine, with what is to be said of it. */
function answering(asked: string, id: string, { engines }: Directory): FoundEngine {
  const engine = engines.get(id);
  const calibrated = engine?.calibratedAs ?? id;
  const remarks: Remark[] = [];
  if (id !== asked) {
    remarks.push({ code: 'engine-nearest-era', params: { asked, engine: engine?.name ?? id } });
  }
  if (calibrated !== id) {
    const measured = engines.get(calibrated)?.name ?? calibrated;
    remarks.push({ code: 'engine-calibrated-as', params: { engine: engine?.name ?? id, measured } });
  }
  return { engine: calibrated, reserve: engine?.reserve ?? NO_RESERVE, remarks };
}

/** The entry that stands for a version such as `vllm-0.18`: the last of its family that begins no later, else the first. */
function eraOf(asked: string, { engines }: Directory): string | undefined {
  const named = /^([a-z]+)-v?(\d+(?:\.\d+)*)/.exec(asked);
  if (named === null) return undefined;
  const [, family, version = ''] = named;
  const eras = [...engines]
    .filter(([, { covers }]) => covers?.family === family)
    .sort(([, a], [, b]) => byVersion(a.covers?.from ?? '', b.covers?.from ?? ''));
  const begun = eras.filter(([, { covers }]) => byVersion(covers?.from ?? '', version) <= 0);
  return (begun.at(-1) ?? eras[0])?.[0];
}

function byVersion(a: string, b: string): number {
  const [left, right] = [a, b].map((version) => version.split('.').map(Number));
  for (let at = 0; at < Math.max(left?.length ?? 0, right?.length ?? 0); at++) {
    const difference = (left?.[at] ?? 0) - (right?.[at] ?? 0);
    if (difference !== 0) return difference;
  }
  return 0;
}

function lookUp<Value>(entries: ReadonlyMap<string, Value>, id: string, path: Named): Result<Value, Invalid> {
  const found = entries.get(id);
  return found === undefined ? unknown([...entries.keys()], id, path) : success(found);
}

type Named = 'hardware' | 'model' | 'engine';

function unknown(known: readonly string[], id: string, path: Named): Result<never, Invalid> {
  const hint = didYouMean(id, known);
  const asked = id.slice(0, 80);
  return invalid(`unknown-${path}`, `The ${path} ${JSON.stringify(asked)} does not exist.${hint}`, path, {
    id: asked,
  });
}

const invalid = (
  code: string,
  message: string,
  path: string,
  params: Invalid['params'] = {},
): Result<never, Invalid> => failure({ code, message, path, params });
