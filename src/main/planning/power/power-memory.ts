import type { Electrical } from '#shared/scenario/electrical';
import type { Site } from '#shared/scenario/schema';
import { perObject } from '../per-object';
import type { PlacedDevice, RackInventory } from '../placement/inventory';
import type { Figures } from '../planning-context';
import type { DevicePowers } from './load';
import type { Occupied, OccupationOf } from './occupation';
import { deviceDraws, rackDraw, type DrawOf, type RackDraw } from './rack-draw';
import { rackVerdicts, type RackVerdicts } from './rack-verdict';
import { occupiedKey } from './simulated';
import { suppliesOf } from './supplies';
import { rackWirings, type RackWiring } from './wiring';

/** How racks hang on their feeds and what they draw of them, remembered per rack and per kind of rack. */
export interface PowerMemory {
  readonly wiringOf: (inventory: RackInventory) => RackWiring;
  readonly verdictsOf: (inventory: RackInventory) => RackVerdicts;
  readonly deviceDraw: DrawOf;
  readonly drawOf: (inventory: RackInventory, occupation: OccupationOf) => RackDraw;
}

const sameOccupied = (a: readonly Occupied[], b: readonly Occupied[] | undefined): boolean =>
  a === b ||
  (b !== undefined &&
    a.length === b.length &&
    a.every(({ run, count }, index) => run === b[index]?.run && count === b[index].count));

interface KnownDraw {
  readonly occupied: readonly (readonly Occupied[])[];
  readonly draw: RackDraw;
}

export function powerMemory({
  electrical,
  site,
  figures,
  powers,
}: {
  readonly electrical: Electrical;
  readonly site: Site;
  readonly figures: Figures;
  readonly powers: DevicePowers;
}): PowerMemory {
  const { sharing } = electrical;
  const suppliesFor = ({ type }: PlacedDevice) => suppliesOf(type, { electrical, figures });
  const wiringOf = perObject(rackWirings({ powers, suppliesFor }));
  const verdicts = rackVerdicts({ powers, electrical, site });
  const deviceDraw = deviceDraws(powers);
  const ofRack = new WeakMap<RackInventory, KnownDraw>();
  const ofKind = new Map<string, RackDraw>();
  const drawn = (
    inventory: RackInventory,
    occupied: KnownDraw['occupied'],
    occupation: OccupationOf,
  ): RackDraw => {
    const wiring = wiringOf(inventory);
    const key = occupied.reduce((sum, each) => `${sum};${occupiedKey(each)}`, wiring.kind);
    const known = ofKind.get(key);
    if (known !== undefined) return known;
    const draw = rackDraw({ wiring, inventory, sharing, powers, drawOf: deviceDraw, occupation });
    ofKind.set(key, draw);
    return draw;
  };
  return {
    wiringOf,
    verdictsOf: (inventory) => verdicts(wiringOf(inventory)),
    deviceDraw,
    drawOf: (inventory, occupation) => {
      const occupied = inventory.devices.map(({ device }) => occupation(device.id));
      const before = ofRack.get(inventory);
      if (before?.occupied.every((each, index) => sameOccupied(each, occupied[index])) === true)
        return before.draw;
      const draw = drawn(inventory, occupied, occupation);
      ofRack.set(inventory, { occupied, draw });
      return draw;
    },
  };
}
