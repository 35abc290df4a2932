import type { PredictionFigure } from '#shared/catalogue/read-figures';
import { invalidCase } from '#main/simulator/case/invalid-case';
import { lengthMoments } from '#main/simulator/case/length-moments';
import type {
  EngineReserve,
  Hardware,
  Invalid,
  LpuGeneration,
  ModelShape,
  Parallelism,
  PowerLevels,
  ResolvedCase,
  ServerShare,
} from '#main/simulator/case/resolved-case';
import { ownFloorPlan, widestWeights } from '#main/simulator/lpu/fleet/generation';
import type { Catalogue } from '#shared/catalogue/catalogue';
import { descriptionOf } from '#main/models/description-of';
import { type Accelerator, type Engine, type ModelSpecification, Precision } from '#shared/catalogue/entries';
import { activeParametersIn, parametersIn } from '#shared/model/description';
import { type Figure, isKnown } from '#shared/catalogue/figure';
import {
  activeParameterCount,
  bytesPerElement,
  keyValueElementsPerLayer,
  parameterCount,
  parameterParts,
} from '#shared/catalogue/model-arithmetic';
import { EstimateCase, estimateLimits, EstimateMode, type LengthDistribution } from '#shared/estimate/case';
import type { Remark } from '#shared/estimate/result';
import { failure, type Result, success } from '#shared/refusal/refusal';
import type { Range } from '#shared/units/range';
import { nearestId } from '#shared/schema/nearest-id';
import { chooseParallelism } from './parallelism';

/** A case from outside, checked against its schema; the error names the field. */
export function readCase(raw: unknown): Result<EstimateCase, Invalid> {
  if (isComplete(raw)) return success(raw);
  const parsed = EstimateCase.safeParse(raw);
  return parsed.success ? success(parsed.data) : failure(invalidCase(parsed.error));
}

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
    given.requestsPerSecond === undefined &&
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

/** The numbers that simulators need of a model, counted from its shape once. */
export function modelShapeOf(model: ModelSpecification): ModelShape {
  const parts = parameterParts(model);
  return {
    id: model.id,
    layers: model.layers,
    hidden: model.hidden,
    heads: model.heads,
    keyValueHeads: model.keyValueHeads,
    headDimension: model.headDimension,
    feedForward: model.feedForward,
    vocabulary: model.vocabulary,
    attention: model.attention,
    experts: model.experts,
    attentionParametersPerLayer: parts.attentionPerLayer,
    cacheElementsPerTokenPerLayer: keyValueElementsPerLayer(model),
    embeddingParameters: parts.embeddings,
    parameters: model.description === undefined ? parameterCount(model) : parametersIn(model.description),
    activeParameters:
      model.description === undefined ? activeParameterCount(model) : activeParametersIn(model.description),
    // Counted module by module, so only for models that are asked about.
    get description() {
      return descriptionOf(model);
    },
  };
}

/** The typical value of the preferred reading; undefined where nothing is published. */
const typicalOf = (figure: Figure): number | undefined => preferredOf(figure)?.typical;

function preferredOf(figure: Figure): Range | undefined {
  if (!isKnown(figure)) return undefined;
  const found = figure.readings.find(({ referenceOnly }) => referenceOnly === undefined);
  return found && { low: found.low, typical: found.typical, high: found.high };
}

/** An accelerator in plain numbers, or the name of the figure without which nothing can be predicted. */
function hardwareOf(
  accelerator: Accelerator,
  catalogue: Catalogue,
): Hardware | { readonly missing: 'memory' | 'memoryBandwidth' | 'densePeak' } {
  const memoryBytes = typicalOf(accelerator.memory);
  if (memoryBytes === undefined) return { missing: 'memory' };
  const bytesPerSecond = typicalOf(accelerator.memoryBandwidth);
  if (bytesPerSecond === undefined) return { missing: 'memoryBandwidth' };
  const peaks = typicalByPrecision(accelerator.densePeak);
  if (Object.keys(peaks).length === 0) return { missing: 'densePeak' };
  return {
    id: accelerator.id,
    kind: accelerator.kind,
    memoryBytes,
    bytesPerSecond,
    peaks,
    linkBytesPerSecond: typicalOf(accelerator.linkBandwidth),
    ...slotOf(accelerator, catalogue),
    linkDomain: accelerator.linkDomain?.accelerators,
    farSeconds: generalValue(catalogue, 'planner-point-to-point-latency'),
    betweenServersBytesPerSecond: generalValue(catalogue, 'planner-internode-bandwidth'),
    multiprocessors: accelerator.multiprocessors?.count,
    architecture: accelerator.architecture?.family,
    reachedShares: typicalByPrecision(accelerator.reachedShare ?? {}),
    lpu: accelerator.kind === 'lpu' ? lpuGenerationOf(accelerator, catalogue) : undefined,
    defaultEngine: accelerator.defaultEngine,
    power: levelsOf(accelerator),
    server: serverFor(accelerator, catalogue),
  };
}

/** The slot of a part, or a usual one: its own link where that is no faster than any slot. */
function slotOf({ slotBandwidth, linkBandwidth }: Accelerator, catalogue: Catalogue) {
  const own = slotBandwidth && typicalOf(slotBandwidth);
  if (own !== undefined) return { slotBytesPerSecond: own };
  const figure = generalFigure(catalogue, 'usual-slot-bandwidth');
  const usual = figure && preferredOf(figure);
  const link = typicalOf(linkBandwidth) ?? 0;
  const slotLike = usual !== undefined && link > 0 && link <= usual.high;
  return { slotBytesPerSecond: slotLike ? link : (usual?.typical ?? 0), slotAssumed: true };
}

/** A figure that is of no part in particular and that a scenario may replace. */
const generalFigure = ({ figures }: Catalogue, id: PredictionFigure): Figure | undefined =>
  figures[id]?.figure;

function generalValue(catalogue: Catalogue, id: PredictionFigure): number | undefined {
  const figure = generalFigure(catalogue, id);
  return figure && typicalOf(figure);
}

function typicalByPrecision(figures: Partial<Record<Precision, Figure>>): Hardware['peaks'] {
  const values: Partial<Record<Precision, number>> = {};
  for (const precision of Precision.options) {
    const figure = figures[precision];
    const value = figure === undefined ? undefined : typicalOf(figure);
    if (value !== undefined) values[precision] = value;
  }
  return values;
}

/**
 * An LPU whose floor plan is published is simulated by it. Any other is taken to be the first of those, faster by the ratio of the two
 * SRAM bandwidths; docs/models/lpu.md says why the interval is as wide as the catalogue has it.
 */
function lpuGenerationOf(accelerator: Accelerator, catalogue: Catalogue): LpuGeneration {
  if (accelerator.floorPlan !== undefined) return ownFloorPlan;
  const model = Object.values(catalogue.accelerators).find(({ floorPlan }) => floorPlan !== undefined);
  const [own, others] = [accelerator, model].map((each) => each && typicalOf(each.memoryBandwidth));
  const doubt = generalFigure(catalogue, 'lpu-carried-over-speed');
  const interval = doubt !== undefined && isKnown(doubt) ? doubt.readings[0] : undefined;
  const terabytes = (rate: number | undefined) => ((rate ?? 0) / 1e12).toPrecision(3).replace(/\.0+$/, '');
  return {
    ownFloorPlan: false,
    speed: own === undefined || others === undefined ? 1 : own / others,
    interval: { low: interval?.low ?? 1, high: interval?.high ?? 1 },
    remarks: [
      {
        code: 'lpu-carried-over',
        params: {
          hardware: accelerator.name,
          measured: model?.name ?? '',
          own: terabytes(own),
          others: terabytes(others),
        },
      },
    ],
  };
}

function levelsOf({ power }: Pick<Accelerator, 'power'>): PowerLevels | undefined {
  const maximumWatts = typicalOf(power.maximum);
  if (maximumWatts === undefined) return undefined;
  return {
    idleWatts: typicalOf(power.idle),
    typicalWatts: typicalOf(power.typical),
    operatingWatts: preferredOf(power.typical),
    maximumWatts,
  };
}

/** The first server of the catalogue that carries this accelerator. */
function serverFor(accelerator: Accelerator, catalogue: Catalogue): ServerShare | undefined {
  for (const device of Object.values(catalogue.deviceTypes)) {
    if (device.kind !== 'server' || device.accelerators?.type !== accelerator.id) continue;
    const levels = levelsOf(device);
    if (levels !== undefined) return { id: device.id, accelerators: device.accelerators.count, ...levels };
  }
  return undefined;
}

/** Everything of a catalogue that cases refer to, in plain numbers; made once per catalogue. */
export interface Directory {
  readonly hardware: ReadonlyMap<string, ReturnType<typeof hardwareOf>>;
  readonly models: ReadonlyMap<string, ModelShape>;
  readonly engines: ReadonlyMap<string, KnownEngine>;
}

interface KnownEngine {
  readonly name: string;
  readonly covers: Engine['covers'];
  readonly calibratedAs: string | undefined;
  readonly kind: 'gpu' | 'lpu';
  readonly reserve: EngineReserve;
}

const knownEngine = ({ name, kind, covers, calibratedAs, reserve }: Engine): KnownEngine => ({
  name,
  covers,
  calibratedAs,
  kind,
  reserve: {
    fixedBytes: (reserve && typicalOf(reserve.fixed)) ?? 0,
    collectiveBytes: (reserve && typicalOf(reserve.collectives)) ?? 0,
    shareOfTotal: (reserve && typicalOf(reserve.shareOfTotal)) ?? 0,
    shareOfFree: (reserve && typicalOf(reserve.shareOfFree)) ?? 0,
  },
});

export function directoryOf(catalogue: Catalogue): Directory {
  const mapped = <Entry, Value>(entries: Readonly<Record<string, Entry>>, map: (entry: Entry) => Value) =>
    new Map(Object.entries(entries).map(([id, entry]) => [id, map(entry)]));
  return {
    hardware: mapped(catalogue.accelerators, (accelerator) => hardwareOf(accelerator, catalogue)),
    models: mapped(catalogue.models, modelShapeOf),
    engines: mapped(catalogue.engines, knownEngine),
  };
}

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
  if (wanted.mode === 'serving' && wanted.requestsPerSecond === undefined) {
    return invalid('missing-rate', 'Serving mode needs requestsPerSecond.', 'requestsPerSecond');
  }
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
    mode: wanted.mode,
    // A static batch that is not given is a single request; the other modes are then capped by memory alone.
    batch: wanted.batch ?? (wanted.mode === 'static' ? 1 : undefined),
    input: lengths.input,
    output: lengths.output,
    lengthVariation: lengths.variation,
    lengthsStated: wanted.lengths !== undefined,
    requestsPerSecond: wanted.requestsPerSecond,
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

const UNDECIDED: Parallelism = { tensor: 1, pipeline: 1, replicas: 1 };
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
  const nearest = nearestId(id, known);
  const hint = nearest === undefined ? '' : ` Did you mean ${nearest}?`;
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
