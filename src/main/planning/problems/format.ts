import type { Kilograms, Watts } from '#shared/units';

/** Kilowatts with one decimal, as feeds and breakers are spoken of. */
export const kilowattText = (power: Watts): string => `${(power / 1_000).toFixed(1)} kW`;

export const kilogramText = (mass: Kilograms): string => `${Math.round(mass)} kg`;

/** Metres in millimetres, as racks and devices are measured. */
export const millimetreText = (meters: number): string => `${Math.round(meters * 1_000)} mm`;
