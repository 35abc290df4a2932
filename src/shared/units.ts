/** Physical quantities as branded numbers in SI units, so that adding watts to kilograms does not compile. */
declare const unit: unique symbol;

export type Quantity<Unit extends string> = number & { readonly [unit]: Unit };

export type Watts = Quantity<'W'>;
export type WattHours = Quantity<'Wh'>;
export type Joules = Quantity<'J'>;
export type Volts = Quantity<'V'>;
export type Amperes = Quantity<'A'>;
export type VoltAmperes = Quantity<'VA'>;
export type Kilograms = Quantity<'kg'>;
export type Meters = Quantity<'m'>;
export type Seconds = Quantity<'s'>;
export type Bytes = Quantity<'B'>;
export type BytesPerSecond = Quantity<'B/s'>;
export type FlopsPerSecond = Quantity<'FLOP/s'>;
export type CubicMetersPerSecond = Quantity<'m3/s'>;
export type KelvinDifference = Quantity<'K'>;
export type RackUnits = Quantity<'U'>;
export type Cycles = Quantity<'cycle'>;
export type Nanoseconds = Quantity<'ns'>;
export type Fraction = Quantity<'1'>;

export const watts = (value: number): Watts => value as Watts;
export const wattHours = (value: number): WattHours => value as WattHours;
export const joules = (value: number): Joules => value as Joules;
export const volts = (value: number): Volts => value as Volts;
export const amperes = (value: number): Amperes => value as Amperes;
export const kilograms = (value: number): Kilograms => value as Kilograms;
export const meters = (value: number): Meters => value as Meters;
export const seconds = (value: number): Seconds => value as Seconds;
export const bytes = (value: number): Bytes => value as Bytes;
export const bytesPerSecond = (value: number): BytesPerSecond => value as BytesPerSecond;
export const flopsPerSecond = (value: number): FlopsPerSecond => value as FlopsPerSecond;
export const cubicMetersPerSecond = (value: number): CubicMetersPerSecond => value as CubicMetersPerSecond;
export const kelvinDifference = (value: number): KelvinDifference => value as KelvinDifference;
export const rackUnits = (value: number): RackUnits => value as RackUnits;
export const cycles = (value: number): Cycles => value as Cycles;
export const nanoseconds = (value: number): Nanoseconds => value as Nanoseconds;
export const fraction = (value: number): Fraction => value as Fraction;
