import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describeFault } from '#main/catalogue/parse';
import { loadCatalogue } from '#main/catalogue/load';
import type { Catalogue } from '#shared/catalogue/catalogue';
import { DeviceId, RackId, ScenarioId } from '#shared/schema/ids';
import { readScenario } from '#shared/scenario/read';
import type { Device, Rack, Scenario } from '#shared/scenario/schema';
import type { BenchContext } from './bench';

/** A hall and the catalogue to plan it with. */
export interface Hall {
  readonly scenario: Scenario;
  readonly catalogue: Catalogue;
}

async function shippedCatalogue(root: string): Promise<Catalogue> {
  const catalogue = await loadCatalogue(join(root, 'resources/catalogue'));
  if (!catalogue.ok) throw new Error(catalogue.error.map(describeFault).join('\n'));
  return catalogue.value;
}

/** The example of 100 racks, as shipped. */
export async function hallOf100({ root }: BenchContext): Promise<Hall> {
  const file = join(root, 'resources/examples/hall-100-racks.fleetwright.json');
  const scenario = readScenario(await readFile(file, 'utf8'));
  if (!scenario.ok) throw new Error(scenario.error.message);
  return { scenario: scenario.value, catalogue: await shippedCatalogue(root) };
}

/** The same hall ten times over, each copy in rows of its own: 1,000 racks. */
export async function hallOf1000(context: BenchContext): Promise<Hall> {
  const { scenario, catalogue } = await hallOf100(context);
  const rows = 1 + Math.max(...Object.values(scenario.racks).map(({ row }) => row));
  const racks: Record<RackId, Rack> = {};
  const devices: Record<DeviceId, Device> = {};
  for (let copy = 0; copy < 10; copy += 1) {
    const copyOf = (id: string) => `${id}-${copy}`;
    for (const rack of Object.values(scenario.racks)) {
      const id = RackId.parse(copyOf(rack.id));
      racks[id] = { ...rack, id, name: copyOf(rack.name), row: rack.row + copy * rows };
    }
    for (const device of Object.values(scenario.devices)) {
      const id = DeviceId.parse(copyOf(device.id));
      devices[id] = { ...device, id, rack: RackId.parse(copyOf(device.rack)) };
    }
  }
  return { scenario: { ...scenario, racks, devices }, catalogue };
}

const FILLED_TO = 10_000;

/** The hall of 1,000 racks with blanking panels in its free top units, so that it holds 10,000 devices. */
export async function fullHallOf1000(context: BenchContext): Promise<Hall> {
  const { scenario, catalogue } = await hallOf1000(context);
  const missing = FILLED_TO - Object.keys(scenario.devices).length;
  const racks = Object.keys(scenario.racks).map((id) => RackId.parse(id));
  const panels = Array.from({ length: missing }, (_, index): Device => {
    const id = DeviceId.parse(`panel-${index}`);
    const rack = racks[index % racks.length] ?? RackId.parse('none');
    const position = 42 - Math.floor(index / racks.length);
    return { id, name: id, type: 'blank-1u', rack, position, face: 'front' };
  });
  const devices = { ...scenario.devices, ...Object.fromEntries(panels.map((panel) => [panel.id, panel])) };
  return {
    scenario: { ...scenario, id: ScenarioId.parse('hall-1000'), name: 'Hall of 1,000 racks', devices },
    catalogue,
  };
}
