import type { Derived } from '#shared/plan/derived';
import type { PowerLevels } from '#shared/plan/plan';
import type { Finance } from '#shared/scenario/schema';
import {
  fraction,
  type Fraction,
  type Kilograms,
  wattHours,
  type WattHours,
  watts,
  type Watts,
} from '#shared/units/units';
import { derive, given, productOfInputs } from './derive';

export const HOURS_PER_YEAR = 8_760;

/** Power averaged over the year: typical while in use, idle for the rest. */
export const averagePower = ({
  typical,
  idle,
  utilisation,
}: {
  readonly typical: Watts;
  readonly idle: Watts;
  readonly utilisation: number;
}): Watts => watts(typical * utilisation + idle * (1 - utilisation));

/** Energy of a year at the meter of the site: average IT power · 8,760 h · PUE (facts section 5; A4.4). */
export const yearlyEnergy = (average: Watts, powerUsageEffectiveness: number): WattHours =>
  wattHours(average * HOURS_PER_YEAR * powerUsageEffectiveness);

/** Yearly energy of a fleet that is in use for a share of the year and idles for the rest. */
export function energyPerYear({
  power,
  pue,
  finance,
}: {
  readonly power: PowerLevels;
  readonly pue: Derived<Fraction>;
  readonly finance: Finance;
}): Derived<WattHours> {
  const { utilisation } = finance;
  const at = (bound: 'low' | 'typical' | 'high'): WattHours =>
    yearlyEnergy(
      averagePower({ typical: power.typical[bound], idle: power.idle[bound], utilisation }),
      pue[bound],
    );
  return derive({
    formula: 'energy-per-year',
    unit: 'Wh',
    inputs: [
      { name: 'power.typical', value: power.typical },
      { name: 'power.idle', value: power.idle },
      { name: 'utilisation', value: given(fraction(utilisation), '1', 'finance/utilisation') },
      { name: 'powerUsageEffectiveness', value: pue },
    ],
    range: { low: at('low'), typical: at('typical'), high: at('high') },
  });
}

/** Emissions of a year: energy · grid intensity in kilograms per kilowatt-hour. */
export const carbonPerYear = (energy: Derived<WattHours>, intensity: Derived): Derived<Kilograms> =>
  productOfInputs<Kilograms>({
    formula: 'carbon-per-year',
    unit: 'kg',
    inputs: [
      { name: 'energy', value: energy },
      { name: 'carbonIntensity', value: intensity },
    ],
    factor: 1 / 1_000,
  });

/** Energy of a year in which the fleet only idles, at the meter of the site. */
export const standingEnergyPerYear = ({
  power,
  powerUsageEffectiveness,
}: {
  readonly power: PowerLevels;
  readonly powerUsageEffectiveness: Derived<Fraction>;
}): Derived<WattHours> =>
  productOfInputs<WattHours>({
    formula: 'standing-energy',
    unit: 'Wh',
    inputs: [
      { name: 'power.idle', value: power.idle },
      { name: 'powerUsageEffectiveness', value: powerUsageEffectiveness },
    ],
    factor: HOURS_PER_YEAR,
  });
