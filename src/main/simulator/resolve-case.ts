import type { Catalogue } from '#shared/catalogue/catalogue';
import type { Precision } from '#shared/catalogue/entries';
import type { EstimateCase } from '#shared/estimate/case';
import type { LengthDistribution } from '#shared/estimate/lengths';
import type { Remark } from '#shared/remark';
import { failure, success, type Result } from '#shared/result';
import { hardwareOf } from './hardware';
import { lengthMoments } from './length-moments';
import { modelShapeOf } from './model-shape';
import { widestWeights } from './lpu/fleet/precision';
import { nearestId } from '#shared/nearest-id';
import { chooseParallelism } from './parallelism';
import { readCase } from './read-case';
import type { Hardware, Invalid, ModelShape, Parallelism, ResolvedCase } from './resolved-case';

/** Everything of a catalogue that cases refer to, in plain numbers; made once per catalogue. */
export interface Directory {
  readonly hardware: ReadonlyMap<string, ReturnType<typeof hardwareOf>>;
  readonly models: ReadonlyMap<string, ModelShape>;
  readonly engines: ReadonlyMap<string, 'gpu' | 'lpu'>;
}

export function directoryOf(catalogue: Catalogue): Directory {
  const mapped = <Entry, Value>(entries: Readonly<Record<string, Entry>>, map: (entry: Entry) => Value) =>
    new Map(Object.entries(entries).map(([id, entry]) => [id, map(entry)]));
  return {
    hardware: mapped(catalogue.accelerators, (accelerator) => hardwareOf(accelerator, catalogue)),
    models: mapped(catalogue.models, modelShapeOf),
    engines: mapped(catalogue.engines, (engine) => engine.kind),
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
    const reason = `nothing is published on ${hardware.value.missing} of ${wanted.hardware}`;
    const params = { missing: hardware.value.missing, hardware: wanted.hardware };
    return invalid('figure-unpublished', `No estimate: ${reason}.`, 'hardware', params);
  }
  const model = lookUp(directory.models, wanted.model, 'model');
  if (!model.ok) return model;
  const engine = engineOf(wanted, hardware.value, directory);
  if (!engine.ok) return engine;
  return assemble(wanted, { hardware: hardware.value, model: model.value, engine: engine.value });
}

interface Found {
  readonly hardware: Hardware;
  readonly model: ModelShape;
  readonly engine: string;
}

function assemble(wanted: EstimateCase, found: Found): Result<ResolvedCase, Invalid> {
  if (wanted.mode === 'serving' && wanted.requestsPerSecond === undefined) {
    return invalid('missing-rate', 'Serving mode needs requestsPerSecond.', 'requestsPerSecond');
  }
  const weights = wanted.weights ?? defaultWeights(wanted, found);
  const kv = wanted.kv ?? (weights === 'fp8' ? 'fp8' : 'fp16');
  const lengths = lengthMoments(wanted, wanted.mode === 'static' ? ALIKE : (wanted.lengths ?? ALIKE));
  const undecided = {
    id: wanted.id,
    hardware: found.hardware,
    model: found.model,
    engine: found.engine,
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
  undecided.remarks = chosen.value.remarks;
  return success(undecided);
}

const UNDECIDED: Parallelism = { tensor: 1, pipeline: 1, replicas: 1 };
const NONE: readonly Remark[] = [];
const ALIKE: LengthDistribution = { kind: 'fixed' };

function defaultWeights({ devices }: EstimateCase, { hardware, model }: Found): Precision {
  if (hardware.kind === 'gpu') return 'fp16';
  return widestWeights({ parameters: model.parameters, capacityBytes: devices * hardware.memoryBytes });
}

function engineOf(wanted: EstimateCase, hardware: Hardware, directory: Directory): Result<string, Invalid> {
  const id = wanted.engine ?? hardware.defaultEngine;
  const kind = directory.engines.get(id);
  if (kind === hardware.kind) return success(id);
  const fitting = [...directory.engines].filter(([, each]) => each === hardware.kind).map(([each]) => each);
  if (kind === undefined) return unknown(fitting, id, 'engine');
  return invalid(
    'engine-mismatch',
    `Engine ${id} does not run on ${hardware.id}; engines that do: ${fitting.join(', ')}.`,
    'engine',
    { engine: id, hardware: hardware.id, fitting: fitting.join(', ') },
  );
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
  return invalid(`unknown-${path}`, `There is no ${path} ${JSON.stringify(asked)}.${hint}`, path, {
    id: asked,
  });
}

const invalid = (
  code: string,
  message: string,
  path: string,
  params: Invalid['params'] = {},
): Result<never, Invalid> => failure({ code, message, path, params });
