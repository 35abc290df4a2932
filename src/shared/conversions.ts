import type { CubicMetersPerSecond, KelvinDifference, Meters, RackUnits, Quantity, Watts } from './units';

/** Every conversion between units stands in this file; inside, quantities are SI. */

export type BritishThermalUnitsPerHour = Quantity<'BTU/h'>;
export type CubicFeetPerMinute = Quantity<'CFM'>;
export type FahrenheitDifference = Quantity<'°F'>;

const BTU_PER_HOUR_PER_WATT = 3.412142; // ISO 31-4
const CUBIC_METERS_PER_CUBIC_FOOT = 0.028316846592; // exact: (0.3048 m)³
const METERS_PER_RACK_UNIT = 0.04445; // EIA-310: 1.75 in

/** Heat that a steady electrical load gives off. 1 W = 3.412142 BTU/h. */
export const britishThermalUnitsPerHour = (load: Watts): BritishThermalUnitsPerHour =>
  (load * BTU_PER_HOUR_PER_WATT) as BritishThermalUnitsPerHour;

export const cubicFeetPerMinute = (flow: CubicMetersPerSecond): CubicFeetPerMinute =>
  ((flow / CUBIC_METERS_PER_CUBIC_FOOT) * 60) as CubicFeetPerMinute;

export const cubicMetersPerSecondFrom = (flow: CubicFeetPerMinute): CubicMetersPerSecond =>
  ((flow * CUBIC_METERS_PER_CUBIC_FOOT) / 60) as CubicMetersPerSecond;

export const fahrenheitDifference = (difference: KelvinDifference): FahrenheitDifference =>
  (difference * 1.8) as FahrenheitDifference;

export const kelvinDifferenceFrom = (difference: FahrenheitDifference): KelvinDifference =>
  (difference / 1.8) as KelvinDifference;

export const heightOf = (units: RackUnits): Meters => (units * METERS_PER_RACK_UNIT) as Meters;
