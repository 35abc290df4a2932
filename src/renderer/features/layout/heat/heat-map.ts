import type { Colour } from '#renderer/features/layout/designer/designer';
import type { MessageKey } from '#renderer/i18n/i18n';
import type { Catalogue } from '#shared/catalogue/catalogue';
import type { WirePlan } from '#shared/plan/plan';
import { servedByRack, type ServedByRack } from '#shared/plan/served-by-rack';
import type { RackSurvival } from '#shared/power/report';
import { phaseOn } from '#shared/scenario/life-cycle';
import type { Scenario } from '#shared/scenario/schema';
import type { RackId } from '#shared/schema/ids';
import { rackAlone, type TypeSheet, type WireRackPlan } from './type-sheet';

/** How full a rack is by one measure, from 0 to 1 and above, and the figure itself; undefined where nothing is known. */
interface HeatReading {
  readonly share: number;
  readonly value: number;
  readonly unit: string;
}

const RAMP_STEPS = 6;

const shareOf = (value: number, limit: number): number => (limit > 0 ? value / limit : value > 0 ? 1 : 0);

/** What a reading needs beside the rack itself: the largest of the hall, for measures that have no limit, and tokens. */
interface HeatContext {
  readonly largest: number;
  readonly served: ReadonlyMap<RackId, ServedByRack>;
  /** How much of each rack is planned, yet to come or gone. */
  readonly changing: ReadonlyMap<RackId, Changing>;
  readonly survival: RackSurvivals | undefined;
}

interface Changing {
  readonly changing: number;
  readonly devices: number;
}

/** Devices of each rack that draw power, and the most of them that one failure darkens. */
export type RackSurvivals = ReadonlyMap<RackId, RackSurvival>;

export function heatReading(
  colour: Colour,
  rack: WireRackPlan | undefined,
  { largest, served, changing, survival }: HeatContext,
): HeatReading | undefined {
  if (!rack) return undefined;
  switch (colour) {
    case 'none':
      return undefined;
    case 'power': {
      const { typical } = rack.power.typical;
      return { share: shareOf(typical, rack.feeds.usable.typical), value: typical, unit: 'W' };
    }
    case 'heat': {
      const value = rack.cooling.heat.typical;
      return {
        share: shareOf(value, rack.cooling.limit?.limit?.typical ?? rack.feeds.usable.typical),
        value,
        unit: 'W',
      };
    }
    case 'mass': {
      if (rack.mass.fits === 'unknown') return undefined;
      const value = rack.mass.demand.typical;
      return { share: shareOf(value, rack.mass.limit.typical), value, unit: 'kg' };
    }
    case 'space':
      return {
        share: shareOf(rack.space.usedUnits, rack.space.units),
        value: rack.space.freeUnits,
        unit: 'U',
      };
    case 'capital': {
      const { amount, currency } = rack.capital.typical;
      return { share: shareOf(amount, largest), value: amount, unit: currency };
    }
    case 'remaining': {
      const share = tightest(rack);
      return { share, value: 100 * Math.max(0, 1 - share), unit: '%' };
    }
    case 'life': {
      const known = changing.get(rack.id);
      if (known === undefined) return undefined;
      const share = shareOf(known.changing, known.devices);
      return { share, value: 100 * share, unit: '%' };
    }
    case 'survival': {
      const known = survival?.get(rack.id);
      if (known === undefined) return undefined;
      const share = shareOf(known.mostDark, known.devices);
      return { share, value: 100 * (1 - share), unit: '%' };
    }
    case 'tokens': {
      const value = served.get(rack.id)?.outputTokensPerSecond;
      return value === undefined ? undefined : { share: shareOf(value, largest), value, unit: 'tok/s' };
    }
  }
}

/** How full a rack is by the limit that is nearest: U, feeds at nameplate, weight or cooling. */
const tightest = ({ space, power, feeds, mass, cooling }: WireRackPlan): number =>
  Math.max(
    shareOf(space.usedUnits, space.units),
    feeds.usable.typical > 0 ? power.maximum.typical / feeds.usable.typical : 0,
    mass.limit ? shareOf(mass.demand.typical, mass.limit.typical) : 0,
    cooling.limit?.limit ? shareOf(cooling.heat.typical, cooling.limit.limit.typical) : 0,
  );

const nothingServed: ReadonlyMap<RackId, ServedByRack> = new Map();

interface HeatSources {
  readonly scenario?: Scenario | undefined;
  readonly survival?: RackSurvivals | undefined;
}

function changingIn({ devices, asOf }: Scenario): ReadonlyMap<RackId, Changing> {
  const racks = new Map<RackId, { changing: number; devices: number }>();
  for (const { rack, lifeCycle } of Object.values(devices)) {
    const known = racks.get(rack) ?? { changing: 0, devices: 0 };
    known.devices += 1;
    if (phaseOn(lifeCycle, asOf) !== 'standing') known.changing += 1;
    racks.set(rack, known);
  }
  return racks;
}

/** The context of a plan: the dearest or busiest rack is what the others are measured against. */
export function heatContext(
  colour: Colour,
  plan: WirePlan | undefined,
  { scenario, survival }: HeatSources = {},
): HeatContext {
  const served = plan ? servedByRack(plan) : nothingServed;
  const values =
    colour === 'capital'
      ? Object.values(plan?.racks ?? {}).map(({ capital }) => capital.typical.amount)
      : [...served.values()].map(({ outputTokensPerSecond }) => outputTokensPerSecond);
  const changing =
    colour === 'life' && scenario !== undefined ? changingIn(scenario) : new Map<RackId, Changing>();
  return { served, changing, survival, largest: values.reduce((most, value) => Math.max(most, value), 1) };
}

/** Whether the plan has what a measure shows; what nobody serves cannot be coloured by tokens. */
export const hasMeasure = (
  colour: Colour,
  plan: Pick<WirePlan, 'racks' | 'deployments'> | undefined,
): boolean => colour !== 'tokens' || (plan !== undefined && servedByRack(plan).size > 0);

/** The step of the ramp, from 1 for empty to 6 for full. */
export const rampStep = (share: number): number =>
  Math.max(1, Math.min(RAMP_STEPS, Math.ceil(share * RAMP_STEPS)));

/** The measures that every device has by itself; space, what is left, life and survival belong to racks. */
const deviceMeasures = ['power', 'mass', 'heat', 'capital', 'tokens'] as const;
export type DeviceMeasure = (typeof deviceMeasures)[number];

export const isOfDevices = (colour: Colour): colour is DeviceMeasure =>
  deviceMeasures.some((measure) => measure === colour);

interface DeviceHeats {
  readonly byType: ReadonlyMap<string, HeatReading>;
  /** The largest figure of one device that stands; absent where no figure is known. */
  readonly most: Omit<HeatReading, 'share'> | undefined;
}

interface DeviceHeatMeans {
  readonly scenario: Pick<Scenario, 'devices'>;
  readonly catalogue: Pick<Catalogue, 'deviceTypes'>;
  readonly plan: Pick<WirePlan, 'deployments'> | undefined;
  readonly sheet: TypeSheet;
}

/**
 * What one device of each type that stands draws, weighs, gives off, costs or serves, held against the largest of them: a
 * device has no limit of its own. Types of which the figure is not known, or is nothing, are left out.
 */
export function deviceHeats(measure: DeviceMeasure, means: DeviceHeatMeans): DeviceHeats {
  const types = new Set(Object.values(means.scenario.devices).map(({ type }) => type));
  const figures = [...types].flatMap((type) => {
    const figure = figureOf(measure, type, means);
    return figure !== undefined && figure.value > 0 ? [{ type, ...figure }] : [];
  });
  const most = figures.reduce<(typeof figures)[number] | undefined>(
    (largest, figure) => (largest === undefined || figure.value > largest.value ? figure : largest),
    undefined,
  );
  return {
    byType: new Map(
      figures.map(({ type, value, unit }) => [type, { share: value / (most?.value ?? value), value, unit }]),
    ),
    most: most && { value: most.value, unit: most.unit },
  };
}

type Figure = Omit<HeatReading, 'share'> | undefined;

function figureOf(measure: DeviceMeasure, type: string, { sheet, catalogue, plan }: DeviceHeatMeans): Figure {
  const entry = catalogue.deviceTypes[type];
  const own = sheet.get(type);
  const empty = sheet.get(rackAlone);
  if (entry === undefined || own === undefined) return undefined;
  switch (measure) {
    case 'power':
      return own.powerUnknownFor.length > 0 ? undefined : { value: own.power.typical.typical, unit: 'W' };
    case 'heat':
      return own.powerUnknownFor.length > 0 ? undefined : { value: own.cooling.heat.typical, unit: 'W' };
    case 'mass':
      return own.massUnknownFor.includes(entry.name)
        ? undefined
        : { value: own.mass.demand.typical - (empty?.mass.demand.typical ?? 0), unit: 'kg' };
    case 'capital':
      return capitalOf(own, empty);
    case 'tokens': {
      const { accelerators } = entry;
      return (
        accelerators && {
          value: tokensPerAccelerator(accelerators.type, plan) * accelerators.count,
          unit: 'tok/s',
        }
      );
    }
  }
}

/** What a device adds to an empty rack; not known where one of its items has no price. */
function capitalOf(own: WireRackPlan, empty: WireRackPlan | undefined): Figure {
  if (own.unpriced.length > (empty?.unpriced.length ?? 0)) return undefined;
  const { amount, currency } = own.capital.typical;
  return { value: amount - (empty?.capital.typical.amount ?? 0), unit: currency };
}

/** Predicted output per accelerator of a hardware: each deployment's rate is shared equally among those that stand. */
const tokensPerAccelerator = (hardware: string, plan: Pick<WirePlan, 'deployments'> | undefined): number =>
  (plan?.deployments ?? []).reduce((sum, deployment) => {
    const { result, acceleratorsPlaced, acceleratorsNeeded } = deployment;
    const serves = 'fits' in result && result.fits && acceleratorsPlaced >= acceleratorsNeeded;
    if (deployment.hardware !== hardware || !serves || acceleratorsPlaced === 0) return sum;
    return sum + result.outputTokensPerSecond / acceleratorsPlaced;
  }, 0);

/** What a measure is called. */
export const colourName = (colour: Colour): MessageKey =>
  colour === 'life' || colour === 'survival'
    ? `dates:colours.${colour}`
    : colour === 'remaining' || colour === 'tokens'
      ? `designer:colours.${colour}`
      : `layout:colours.${colour}`;
