import type { Catalogue } from '../catalogue/catalogue';
import type { Scenario } from './schema';

/** The items that a scenario holds, accelerators that are priced apart included. */
export function itemsIn({ devices, racks }: Scenario, { deviceTypes }: Catalogue): ReadonlySet<string> {
  const items = new Set<string>();
  for (const { type: id } of Object.values(devices)) {
    items.add(id);
    const type = Object.hasOwn(deviceTypes, id) ? deviceTypes[id] : undefined;
    if (type?.acceleratorsPricedApart && type.accelerators) items.add(type.accelerators.type);
  }
  for (const { type } of Object.values(racks)) items.add(type);
  return items;
}
