import type { Catalogue } from '#shared/catalogue/catalogue';
import type { DeviceId, RackId } from '#shared/schema/ids';
import type { Scenario } from '#shared/scenario/schema';

export interface Found {
  /** Racks that are called so, and racks that hold a device that is. */
  readonly racks: ReadonlySet<RackId>;
  readonly devices: ReadonlySet<DeviceId>;
}

/**
 * The racks and devices in which every word of a search occurs: in the name of a rack, or in the name, type, vendor or
 * note of a device or the name of its rack. A rack that is found by its own name brings all its devices.
 */
export function foundBy(search: string, { racks, devices }: Scenario, { deviceTypes }: Catalogue): Found {
  const words = search.toLowerCase().split(/\s+/).filter(Boolean);
  const matches = (text: string) => words.every((word) => text.toLowerCase().includes(word));
  const byName = new Set(Object.values(racks).flatMap(({ id, name }) => (matches(name) ? [id] : [])));
  const typeWords = new Map<string, string>();
  const wordsOf = (type: string): string => {
    const known = typeWords.get(type);
    if (known !== undefined) return known;
    const entry = deviceTypes[type];
    const made = `${type} ${entry?.name ?? ''} ${entry?.vendor ?? ''} ${entry?.kind ?? ''}`;
    typeWords.set(type, made);
    return made;
  };
  const foundDevices = Object.values(devices).filter(
    ({ name, type, rack, note = '' }) =>
      byName.has(rack) || matches(`${name} ${wordsOf(type)} ${note} ${racks[rack]?.name ?? ''}`),
  );
  return {
    racks: new Set([...byName, ...foundDevices.map(({ rack }) => rack)]),
    devices: new Set(foundDevices.map(({ id }) => id)),
  };
}
