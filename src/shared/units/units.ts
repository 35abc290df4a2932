/** Physical quantities as branded numbers in SI units, so that adding watts to kilograms does not compile. */
declare const unit: unique symbol;

type Quantity<Unit extends string> = number & { readonly [unit]: Unit };

export type Watts = Quantity<'W'>;
export type WattHours = Quantity<'Wh'>;
export type Joules = Quantity<'J'>;
export type Volts = Quantity<'V'>;
export type Amperes = Quantity<'A'>;
export type Kilograms = Quantity<'kg'>;
type Meters = Quantity<'m'>;
export type Seconds = Quantity<'s'>;
export type Bytes = Quantity<'B'>;
export type BytesPerSecond = Quantity<'B/s'>;
export type FlopsPerSecond = Quantity<'FLOP/s'>;
export type CubicMetersPerSecond = Quantity<'m3/s'>;
export type KelvinDifference = Quantity<'K'>;
export type RackUnits = Quantity<'U'>;
export type Fraction = Quantity<'1'>;

export const watts = (value: number): Watts => value as Watts;
export const wattHours = (value: number): WattHours => value as WattHours;
export const joules = (value: number): Joules => value as Joules;
export const volts = (value: number): Volts => value as Volts;
export const amperes = (value: number): Amperes => value as Amperes;
export const kilograms = (value: number): Kilograms => value as Kilograms;
export const seconds = (value: number): Seconds => value as Seconds;
export const bytes = (value: number): Bytes => value as Bytes;
export const cubicMetersPerSecond = (value: number): CubicMetersPerSecond => value as CubicMetersPerSecond;
export const kelvinDifference = (value: number): KelvinDifference => value as KelvinDifference;
export const rackUnits = (value: number): RackUnits => value as RackUnits;
export const fraction = (value: number): Fraction => value as Fraction;

/** Every conversion between units stands in this file; inside, quantities are SI. */

type BritishThermalUnitsPerHour = Quantity<'BTU/h'>;
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

interface UnitScale {
  /** The smallest size it is preferred for. */
  readonly from: number;
  readonly by: number;
  readonly unit: string;
}

/** Larger units that people prefer from a size on, largest first. */
const scales: Readonly<Record<string, readonly UnitScale[]>> = {
  W: [
    { from: 1e6, by: 1e6, unit: 'MW' },
    { from: 1e3, by: 1e3, unit: 'kW' },
  ],
  Wh: [
    { from: 1e9, by: 1e9, unit: 'GWh' },
    { from: 1e6, by: 1e6, unit: 'MWh' },
    { from: 1e3, by: 1e3, unit: 'kWh' },
  ],
  B: [
    { from: 1e12, by: 1e12, unit: 'TB' },
    { from: 1e9, by: 1e9, unit: 'GB' },
    { from: 1e6, by: 1e6, unit: 'MB' },
  ],
  'B/s': [
    { from: 1e12, by: 1e12, unit: 'TB/s' },
    { from: 1e9, by: 1e9, unit: 'GB/s' },
  ],
  'FLOP/s': [
    { from: 1e15, by: 1e15, unit: 'PFLOP/s' },
    { from: 1e12, by: 1e12, unit: 'TFLOP/s' },
  ],
  s: [
    { from: 1, by: 1, unit: 's' },
    { from: 1e-3, by: 1e-3, unit: 'ms' },
    { from: 0, by: 1e-6, unit: 'µs' },
  ],
  'm3/s': [{ from: 0, by: 1, unit: 'm³/s' }],
};

/** The unit that suits a value's size: the value divided by `by` stands in `unit`. */
export const scaleFor = (value: number, unit: string): UnitScale =>
  scales[unit]?.find(({ from }) => Math.abs(value) >= from) ?? { from: 0, by: 1, unit };
