import type { ComparedRow } from '#shared/compare';
import type { Range } from '#shared/range';
import type { ComparedFleet } from './fleet';

/** What a scenario says of a row: a range, or why there is none. */
export type Reading = Range | { readonly because: string };

export interface RowDefinition extends Pick<ComparedRow, 'name' | 'group' | 'unit' | 'better'> {
  readonly read: (fleet: ComparedFleet) => Reading;
}
