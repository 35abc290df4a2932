import { RackId } from '#shared/ids';
import type { RowOnFloor } from './floor-geometry';

/** What an event on the floor is about: a rack, the handle of a row, or neither. */
export interface FloorItem {
  readonly rack: RackId | undefined;
  readonly row: RowOnFloor | undefined;
}

export function floorItemOf(
  { target }: { readonly target: EventTarget },
  rows: readonly RowOnFloor[],
): FloorItem {
  const element = target instanceof Element ? target : undefined;
  const named = (attribute: string) =>
    element?.closest(`[${attribute}]`)?.getAttribute(attribute) ?? undefined;
  const rowText = named('data-row');
  return {
    rack: RackId.safeParse(named('data-floor-rack')).data,
    row: rows.find(({ row }) => String(row) === rowText),
  };
}
