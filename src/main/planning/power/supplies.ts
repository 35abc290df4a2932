import type { Figures } from '#main/planning/context/planning-context';
import type { DeviceType } from '#shared/catalogue/entries';
import { type SupplyCounts, supplyCountsOf } from '#shared/power/supplies';
import type { Electrical, LoadSharing } from '#shared/scenario/electrical';
import type { Side } from '#shared/scenario/schema';
import type { Watts } from '#shared/units/units';

/** The power supplies of a device type. */
export interface SuppliesOfType extends SupplyCounts {
  readonly rated: Watts | undefined;
}

/** The supplies of a type with the rating of each, where it is given or published. */
export function suppliesOf(
  type: DeviceType,
  { electrical, figures }: { readonly electrical: Electrical; readonly figures: Figures },
): SuppliesOfType {
  const counts = supplyCountsOf(type, electrical);
  return { ...counts, rated: ratedOf(type, counts, { electrical, figures }) };
}

function ratedOf(
  { id }: DeviceType,
  { basis }: SupplyCounts,
  { electrical, figures }: { readonly electrical: Electrical; readonly figures: Figures },
): Watts | undefined {
  switch (basis) {
    case 'own':
      return electrical.supplies[id]?.ratedWatts as Watts | undefined;
    case 'catalogue':
    case 'assumed':
      return figures.at<Watts>(`deviceTypes/${id}/supplies.rated`, 'W')?.typical;
  }
}

/** A supply of a device that has power, with the side it hangs on. */
interface LiveSupply {
  readonly side: Side | undefined;
}

interface CarriedDevice {
  readonly supplies: Pick<SuppliesOfType, 'needed' | 'rated'>;
  /** What the device draws, in watts. */
  readonly watts: number;
  readonly sharing: LoadSharing;
}

/**
 * Which of its live supplies carry a device, in equal shares. None where fewer live than it needs, or where those that
 * live are rated for less than it draws: it goes dark then, and draws nothing.
 */
export function carriersOf<Supply extends LiveSupply>(
  live: readonly Supply[],
  { supplies: { needed, rated }, watts, sharing }: CarriedDevice,
): readonly Supply[] {
  if (live.length < needed || live.length * (rated ?? Infinity) < watts) return [];
  if (sharing === 'shared') return live;
  const preferred = live.filter(({ side }) => side === 'A');
  return preferred.length >= needed ? preferred : live;
}
