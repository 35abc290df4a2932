import type { NetboxDeviceType } from './device-type-schema';

/** What the power ports of a file come to, in watts; undefined where the file says nothing of draw. */
export interface PortDraw {
  readonly maximum: number | undefined;
  readonly allocated: number | undefined;
  readonly ports: number;
}

export function portDraw(type: NetboxDeviceType): PortDraw {
  const ports = type['power-ports'] ?? [];
  const sum = (read: (port: (typeof ports)[number]) => number | undefined): number | undefined => {
    const draws = ports.map(read).filter((draw) => draw !== undefined);
    return draws.length === 0 ? undefined : draws.reduce((total, draw) => total + draw, 0);
  };
  return {
    maximum: sum(({ maximum_draw: draw }) => draw),
    allocated: sum(({ allocated_draw: draw }) => draw),
    ports: ports.length,
  };
}

/** A power in words, such as `6.5 kW`, `10,200W` or `3300 watts`; what is counted as supplies is not the device's. */
const POWER = /(\d{1,3}(?:,\d{3})+|\d+(?:\.\d+)?)\s*(kW|kilowatts?|W|watts?)\b/gi;

/** Powers that the comments and the description of a file name, in watts, largest first. */
export function powersInWords({ comments = '', description = '' }: NetboxDeviceType): readonly number[] {
  const found = [...`${description}\n${comments}`.matchAll(POWER)].map(([, amount = '', unit = '']) => {
    const value = Number(amount.replaceAll(',', ''));
    return /^k/i.test(unit) ? value * 1_000 : value;
  });
  return [...new Set(found)].sort((a, b) => b - a);
}

/** Two figures for one thing that differ by more than a quarter contradict each other rather than round differently. */
const TOLERANCE = 0.25;

export const contradict = (a: number, b: number): boolean => Math.abs(a - b) > TOLERANCE * Math.max(a, b);
