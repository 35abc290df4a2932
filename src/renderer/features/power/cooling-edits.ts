import type { Command } from '#renderer/documents/command';
import type { Cooling, CoolingUnit, RackCooling } from '#shared/scenario/cooling';
import { CoolingUnitId, type RackId } from '#shared/schema/ids';

/** The edits of cooling, each with the name that undo gives it. */

export const changeCooling = (change: Partial<Cooling>): Command => ({
  name: { key: 'power:commands.cooling' },
  merge: `cooling ${Object.keys(change).join(' ')}`,
  recipe: (draft) => {
    Object.assign(draft.cooling, change);
  },
});

// A usual size to begin with; it is there to be changed.
const NEW_UNIT_WATTS = 100_000;

export function addUnit({ units }: Cooling, cools: CoolingUnit['cools']): Command {
  const stem = cools === 'air' ? 'CRAC' : 'CDU';
  let number = 1;
  while (Object.hasOwn(units, `${stem.toLowerCase()}-${number}`)) number += 1;
  const id = CoolingUnitId.parse(`${stem.toLowerCase()}-${number}`);
  const name = `${stem} ${number}`;
  return {
    name: { key: 'power:commands.add', params: { name } },
    recipe: (draft) => {
      draft.cooling.units[id] = { id, name, cools, capacityWatts: NEW_UNIT_WATTS };
    },
  };
}

export const changeUnit = (unit: CoolingUnit, change: Partial<CoolingUnit>): Command => ({
  name: { key: 'power:commands.change', params: { name: unit.name } },
  merge: `unit ${unit.id} ${Object.keys(change).join(' ')}`,
  recipe: (draft) => {
    const changed = draft.cooling.units[unit.id];
    if (changed) Object.assign(changed, change);
  },
});

export const removeUnit = (unit: CoolingUnit): Command => ({
  name: { key: 'power:commands.remove', params: { name: unit.name } },
  recipe: (draft) => {
    Reflect.deleteProperty(draft.cooling.units, unit.id);
  },
});

/** Gives racks a rear door, a share of liquid or an airflow of their own; undefined takes it away. */
export const coolRacks = (
  racks: readonly RackId[],
  change: { readonly [Key in keyof RackCooling]?: RackCooling[Key] | undefined },
): Command => ({
  name: { key: 'power:commands.coolRacks', params: { count: racks.length } },
  merge: `coolRacks ${Object.keys(change).join(' ')} ${racks.length}`,
  recipe: (draft) => {
    for (const id of racks) {
      const rack = draft.racks[id];
      if (rack === undefined) continue;
      const merged = { ...rack.cooling, ...change };
      const kept = Object.fromEntries(Object.entries(merged).filter(([, value]) => value !== undefined));
      if (Object.keys(kept).length === 0) delete rack.cooling;
      else rack.cooling = kept;
    }
  },
});
