import type { RackId } from '#shared/schema/ids';
import { rowName } from '#shared/scenario/names';
import type { Rack, Scenario } from '#shared/scenario/schema';
import type { Command } from '#renderer/documents/command';

type Place = Pick<Rack, 'row' | 'place'>;

export interface RackMove {
  /** The rack that is held; the others keep their distance to it. */
  readonly anchor: Rack;
  readonly to: Place;
}

export interface RackMovement {
  readonly command: Command;
  /** Where the held rack comes to stand: no rack leaves the floor at its first row or place. */
  readonly to: Place;
  /** Every rack that changes its place, with its new one. */
  readonly places: ReadonlyMap<RackId, Place>;
}

const keyOf = ({ row, place }: Place): string => `${row}/${place}`;
const inOrder = (a: Place, b: Place): number => a.row - b.row || a.place - b.place;

/**
 * Moves racks together over the floor. What stands where they go takes the places that they leave, in order: for one
 * rack that is a swap, and no place is ever taken twice by a move.
 */
export function moveRacks(
  scenario: Scenario,
  ids: readonly RackId[],
  { anchor, to }: RackMove,
): RackMovement {
  const moving = [...new Set([anchor.id, ...ids])].flatMap((id) => scenario.racks[id] ?? []);
  const least = (of: (place: Place) => number) => Math.min(...moving.map(of));
  const rows = Math.max(to.row - anchor.row, -least(({ row }) => row));
  const along = Math.max(to.place - anchor.place, -least(({ place }) => place));
  const shifted = ({ row, place }: Place): Place => ({ row: row + rows, place: place + along });
  const places = placesAfter(Object.values(scenario.racks), moving, shifted);
  const displaced = [...places.keys()].flatMap((id) => (moving.some((rack) => rack.id === id) ? [] : [id]));
  return {
    to: shifted(anchor),
    places,
    command: {
      name: nameOf(scenario, { moving, anchor, to: shifted(anchor), displaced }),
      recipe: (draft) => {
        for (const [id, place] of places) {
          const rack = draft.racks[id];
          if (rack) Object.assign(rack, place);
        }
      },
    },
  };
}

function placesAfter(
  racks: readonly Rack[],
  moving: readonly Rack[],
  shifted: (place: Place) => Place,
): ReadonlyMap<RackId, Place> {
  const goingTo = new Set(moving.map((rack) => keyOf(shifted(rack))));
  const left = moving
    .filter((rack) => !goingTo.has(keyOf(rack)))
    .map(({ row, place }) => ({ row, place }))
    .toSorted(inOrder);
  const isMoving = new Set(moving.map(({ id }) => id));
  const displaced = racks
    .filter((rack) => !isMoving.has(rack.id) && goingTo.has(keyOf(rack)))
    .toSorted(inOrder);
  return new Map([
    ...moving.map((rack) => [rack.id, shifted(rack)] as const),
    ...displaced.flatMap(({ id }, index) => (left[index] ? [[id, left[index]] as const] : [])),
  ]);
}

interface Named {
  readonly moving: readonly Rack[];
  readonly anchor: Rack;
  readonly to: Place;
  readonly displaced: readonly RackId[];
}

function nameOf({ racks }: Scenario, { moving, anchor, to, displaced }: Named): Command['name'] {
  const params = { rack: anchor.name, row: rowName(to.row), place: to.place + 1, count: moving.length };
  if (moving.length > 1) return { key: 'designer:commands.moveRacks', params };
  const [other] = displaced;
  return other === undefined
    ? { key: 'layout:commands.moveRack', params }
    : { key: 'layout:commands.swapRacks', params: { rack: anchor.name, other: racks[other]?.name ?? other } };
}
