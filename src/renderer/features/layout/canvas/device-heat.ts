import type { Catalogue } from '#shared/catalogue/catalogue';
import type { WirePlan } from '#shared/plan/plan';
import type { Scenario } from '#shared/scenario/schema';
import type { Colour } from '../designer';
import type { HeatReading } from './heat-map';
import { rackAlone, type TypeSheet, type WireRackPlan } from './type-sheet';

/** The measures that every device has by itself; space, what is left, life and survival belong to racks. */
export const deviceMeasures = ['power', 'mass', 'heat', 'capital', 'tokens'] as const;
export type DeviceMeasure = (typeof deviceMeasures)[number];

export const isOfDevices = (colour: Colour): colour is DeviceMeasure =>
  deviceMeasures.some((measure) => measure === colour);

export interface DeviceHeats {
  readonly byType: ReadonlyMap<string, HeatReading>;
  /** The largest figure of one device that stands; absent where no figure is known. */
  readonly most: Omit<HeatReading, 'share'> | undefined;
}

export interface DeviceHeatMeans {
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
