import { descriptionOf } from '#main/models/description-of';
import type {
  EngineReserve,
  Hardware,
  LpuGeneration,
  ModelShape,
  PowerLevels,
  ServerShare,
} from '#main/simulator/case/resolved-case';
import { ownFloorPlan } from '#main/simulator/lpu/fleet/generation';
import type { Catalogue } from '#shared/catalogue/catalogue';
import { type Accelerator, type Engine, type ModelSpecification, Precision } from '#shared/catalogue/entries';
import { type Figure, isKnown } from '#shared/catalogue/figure';
import {
  activeParameterCount,
  keyValueElementsPerLayer,
  parameterCount,
  parameterParts,
} from '#shared/catalogue/model-arithmetic';
import type { PredictionFigure } from '#shared/catalogue/read-figures';
import { activeParametersIn, parametersIn } from '#shared/model/description';
import type { Range } from '#shared/units/range';

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
