import type { WirePlan } from '#shared/plan/plan';
import type { Colour } from '../designer';
import type { WireRackPlan } from './type-sheet';

/** How full a rack is by one measure, from 0 to 1 and above, and the figure itself; undefined where nothing is known. */
export interface HeatReading {
  readonly share: number;
  readonly value: number;
  readonly unit: string;
}

const RAMP_STEPS = 6;

const shareOf = (value: number, limit: number): number => (limit > 0 ? value / limit : value > 0 ? 1 : 0);

/** `largestCapital` is that of the dearest rack in sight, since money has no limit to be measured against. */
export function heatReading(
  colour: Colour,
  rack: WireRackPlan | undefined,
  largestCapital: number,
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
      return { share: shareOf(amount, largestCapital), value: amount, unit: currency };
    }
  }
}

/** What the dearest rack costs, for the measures that have no limit of their own; 1 where it does not matter. */
export const largestOf = (colour: Colour, plan: WirePlan | undefined): number =>
  colour === 'capital' && plan
    ? Math.max(1, ...Object.values(plan.racks).map(({ capital }) => capital.typical.amount))
    : 1;

/** The step of the ramp, from 1 for empty to 6 for full. */
export const rampStep = (share: number): number =>
  Math.max(1, Math.min(RAMP_STEPS, Math.ceil(share * RAMP_STEPS)));
