import type { Kilograms, Watts } from '#shared/units';

/** Kilowatts with one decimal, as feeds and breakers are spoken of. */
export const kilowattText = (power: Watts): string => `${(power / 1_000).toFixed(1)} kW`;

export const kilogramText = (mass: Kilograms): string => `${Math.round(mass)} kg`;
