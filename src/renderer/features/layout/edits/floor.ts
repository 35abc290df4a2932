import type { Draft } from 'immer';
import type { RackId } from '#shared/schema/ids';
import { freeRackName, rackIdFor, rowName } from '#shared/scenario/names';
import type { Floor, FloorRow } from '#shared/scenario/placement';
import type { Scenario } from '#shared/scenario/schema';
import type { Command } from '#renderer/documents/command';
import { dropEmptyGroups } from './groups';

/** The room and the rows in it, as the scenario's floor says; the floor plan on the screen and on paper follows it. */

type RoomField = Exclude<keyof Floor, 'rows' | 'obstacles'>;
export type Obstacle = NonNullable<Floor['obstacles']>[number];

/** Sets a measure of the room, or lets the usual one count again. */
export const changeRoom = (field: RoomField, value: number | undefined): Command => ({
  name: { key: 'floor:commands.room' },
  recipe: (draft) => {
    const floor: Draft<Floor> = { ...draft.floor };
    if (value === undefined) Reflect.deleteProperty(floor, field);
    else floor[field] = value;
    draft.floor = floor;
  },
});

export const putObstacles = (obstacles: readonly Obstacle[], name: string): Command => ({
  name: { key: 'floor:commands.obstacles', params: { name } },
  recipe: (draft) => {
    draft.floor = { ...draft.floor, obstacles: obstacles.map((obstacle) => ({ ...obstacle })) };
  },
});

export type RowChange = { readonly [Field in keyof Omit<FloorRow, 'row'>]?: FloorRow[Field] | undefined };

function withRow(draft: Draft<Scenario>, row: number, change: RowChange): void {
  const rows = draft.floor?.rows ?? [];
  const changed: FloorRow = { ...rows.find((each) => each.row === row), row };
  for (const [field, value] of Object.entries(change)) {
    if (value === undefined) Reflect.deleteProperty(changed, field);
    else Object.assign(changed, { [field]: value });
  }
  const others = rows.filter((each) => each.row !== row);
  const says = Object.keys(changed).length > 1;
  const next = says ? [...others, changed].sort((a, b) => a.row - b.row) : others;
  draft.floor = { ...draft.floor, rows: next };
}

/** Puts a row elsewhere, or back to where it follows from the rows before it. */
export const placeRow = (row: number, change: Pick<RowChange, 'xMeters' | 'yMeters'>): Command => ({
  name: { key: 'floor:commands.placeRow', params: { row: rowName(row) } },
  recipe: (draft) => withRow(draft, row, change),
});

/** Turns a row so that its fronts look the other way, or lets it alternate with its neighbours again. */
export const turnRow = (row: number, facing: FloorRow['facing']): Command => ({
  name: { key: 'floor:commands.turnRow', params: { row: rowName(row) } },
  recipe: (draft) => withRow(draft, row, { facing }),
});

/** Every row from `from` on gets another number, with what the floor says of it. */
function renumber(draft: Draft<Scenario>, numberOf: (row: number) => number): void {
  for (const rack of Object.values(draft.racks)) {
    const row = numberOf(rack.row);
    if (row !== rack.row) rack.row = row;
  }
  const rows = draft.floor?.rows;
  if (rows) {
    const moved = rows.map((each) => ({ ...each, row: numberOf(each.row) }));
    draft.floor = { ...draft.floor, rows: moved.sort((a, b) => a.row - b.row) };
  }
}

/** A new row before another, begun with one empty rack like the first of that row. */
export function insertRow(
  scenario: Scenario,
  before: number,
): { readonly command: Command; readonly rack: RackId | undefined } {
  const racks = Object.values(scenario.racks);
  const like = racks.filter(({ row }) => row === before).toSorted((a, b) => a.place - b.place)[0];
  const name = freeRackName(new Set(racks.map((rack) => rack.name)), before, 0);
  const id = rackIdFor(name, new Set(Object.keys(scenario.racks)));
  return {
    rack: like && id,
    command: {
      name: { key: 'floor:commands.insertRow', params: { row: rowName(before) } },
      recipe: (draft) => {
        if (!like) return;
        renumber(draft, (row) => (row >= before ? row + 1 : row));
        const { type, feeds } = like;
        const copied = feeds.map((feed) => ({ ...feed }));
        draft.racks[id] = { id, name, type, row: before, place: 0, feeds: copied, limits: {} };
      },
    },
  };
}

/** Takes a row away with its racks and what stands in them; the rows behind it move up. */
export const removeRow = (row: number): Command => ({
  name: { key: 'floor:commands.removeRow', params: { row: rowName(row) } },
  recipe: (draft) => {
    const gone = new Set(Object.values(draft.racks).flatMap((rack) => (rack.row === row ? [rack.id] : [])));
    for (const { id, rack } of Object.values(draft.devices)) {
      if (gone.has(rack)) Reflect.deleteProperty(draft.devices, id);
    }
    for (const id of gone) Reflect.deleteProperty(draft.racks, id);
    if (draft.floor?.rows) {
      draft.floor = { ...draft.floor, rows: draft.floor.rows.filter((each) => each.row !== row) };
    }
    renumber(draft, (other) => (other > row ? other - 1 : other));
    dropEmptyGroups(draft);
  },
});

/** Lets two rows change places in the order from front to back. */
export const swapRows = (row: number, other: number): Command => ({
  name: { key: 'floor:commands.swapRows', params: { row: rowName(row), other: rowName(other) } },
  recipe: (draft) => renumber(draft, (each) => (each === row ? other : each === other ? row : each)),
});
