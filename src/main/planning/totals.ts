import type { Derived } from '#shared/plan/derived';
import type { LimitCheck, RackPlan, Totals } from '#shared/plan/plan';
import { exactly } from '#shared/units/range';
import { fraction, rackUnits, watts, type Fraction, type Kilograms, type Watts } from '#shared/units/units';
import { acceleratorsIn, acceleratorTotals } from './placement/accelerators';
import { airflowOfHeat, heatOfLoad } from './cooling/cooling-plan';
import {
  checkLimit,
  derive,
  given,
  productOfInputs,
  type QuantityInput,
  sumOfInputs,
} from './derivation/derive';
import type { Inventory } from './placement/inventory';
import type { PlanningContext } from './context/planning-context';
import { carbonPerYear, energyPerYear } from './derivation/energy';
import { loadOf, type DevicePowers } from './power/load';

/** The site's PUE; one, the least that it can be, where the catalogue has none. */
export const powerUsageEffectiveness = ({ scenario, figures }: PlanningContext): Derived<Fraction> =>
  figures.at<Fraction>(`sites/${scenario.site.preset}/powerUsageEffectiveness`, '1') ??
  derive({ formula: 'pue-at-least-one', unit: '1', inputs: [], range: exactly(fraction(1)) });

function siteMass({ counts, rackCounts }: Inventory, { figures }: PlanningContext): Derived<Kilograms> {
  const inputs: QuantityInput[] = [];
  for (const { type, count } of rackCounts) {
    const value = figures.at(`rackTypes/${type.id}/emptyMass`, 'kg');
    if (value !== undefined) inputs.push({ name: 'emptyRackMass', of: type.name, count, value });
  }
  for (const { type, count } of counts) {
    const value = figures.at(`deviceTypes/${type.id}/mass`, 'kg');
    if (value !== undefined) inputs.push({ name: 'mass', of: type.name, count, value });
  }
  return sumOfInputs<Kilograms>('kg', inputs);
}

function heaviestRack(racks: readonly RackPlan[]): Derived<Kilograms> {
  let heaviest = sumOfInputs<Kilograms>('kg', []);
  for (const { mass } of racks) {
    if (mass.demand.typical > heaviest.typical) heaviest = mass.demand;
  }
  return heaviest;
}

interface SiteLoad {
  readonly power: Derived<Watts>;
  readonly heat: Derived<Watts>;
  readonly unknownFor: readonly string[];
}

interface SiteLimits {
  readonly powerLimit?: LimitCheck<Watts>;
  readonly coolingLimit?: LimitCheck<Watts>;
}

function siteLimits({ power, heat, unknownFor }: SiteLoad, { scenario }: PlanningContext): SiteLimits {
  const { powerLimitWatts, coolingLimitWatts } = scenario.site;
  const against = (demand: Derived<Watts>, limit: number, field: string): LimitCheck<Watts> =>
    checkLimit(demand, given(watts(limit), 'W', `site/${field}`), unknownFor);
  return {
    ...(powerLimitWatts === undefined
      ? {}
      : { powerLimit: against(power, powerLimitWatts, 'powerLimitWatts') }),
    ...(coolingLimitWatts === undefined
      ? {}
      : { coolingLimit: against(heat, coolingLimitWatts, 'coolingLimitWatts') }),
  };
}

/** Carbon where the site has a grid intensity; where it has none the trace says that it is unknown. */
const siteCarbon = (energy: Totals['energyPerYear'], { scenario, figures }: PlanningContext) => {
  const intensity = figures.at(`sites/${scenario.site.preset}/carbonIntensity`, 'kg/kWh');
  return intensity === undefined
    ? sumOfInputs<Kilograms>('kg', [], 'carbon-unknown')
    : carbonPerYear(energy, intensity);
};

const facilityPowerOf = (power: Derived<Watts>, pue: Derived<Fraction>): Derived<Watts> =>
  productOfInputs<Watts>({
    formula: 'facility-power',
    unit: 'W',
    inputs: [
      { name: 'power.typical', value: power },
      { name: 'powerUsageEffectiveness', value: pue },
    ],
  });

/** The whole fleet, summed by device type so that each trace stays short. */
export function totalsOf(
  inventory: Inventory,
  {
    racks,
    powers,
    simulated,
  }: { racks: readonly RackPlan[]; powers: DevicePowers; simulated: Derived<Watts> },
  context: PlanningContext,
): Totals {
  const { scenario } = context;
  const { power, unknownFor } = loadOf(inventory.counts, powers);
  const heat = heatOfLoad(power.typical, 'power.typical');
  const pue = powerUsageEffectiveness(context);
  const energy = energyPerYear({ power, pue, finance: scenario.finance });
  const accelerators = acceleratorsIn(inventory.counts);
  return {
    racks: racks.length,
    devices: inventory.counts.reduce((sum, { count }) => sum + count, 0),
    accelerators,
    usedUnits: rackUnits(racks.reduce((sum, { space }) => sum + space.usedUnits, 0)),
    units: rackUnits(racks.reduce((sum, { space }) => sum + space.units, 0)),
    mass: siteMass(inventory, context),
    heaviestRack: heaviestRack(racks),
    power: { ...power, simulated },
    heat,
    airflow: airflowOfHeat(heat, scenario.site),
    ...acceleratorTotals(accelerators, context),
    facilityPower: facilityPowerOf(power.typical, pue),
    energyPerYear: energy,
    carbonKilogramsPerYear: siteCarbon(energy, context),
    powerUsageEffectiveness: pue,
    ...siteLimits({ power: power.typical, heat, unknownFor }, context),
  };
}
