import type { LoadSharing } from '#shared/scenario/electrical';
import type { Side } from '#shared/scenario/schema';
import type { SuppliesOfType } from './supplies';

/** A supply of a device that has power, with the side it hangs on. */
export interface LiveSupply {
  readonly side: Side | undefined;
}

export interface CarriedDevice {
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
