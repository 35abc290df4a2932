import type { DeviceType } from '#shared/catalogue/entries';
import { supplyCountsOf, type SupplyCounts } from '#shared/power/supplies';
import type { Electrical } from '#shared/scenario/electrical';
import type { Watts } from '#shared/units';
import type { Figures } from '../planning-context';

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
      return figures.at<Watts>(`deviceTypes/${id}/supplies.rated`, 'W')?.typical;
    case 'assumed':
      return undefined;
  }
}
