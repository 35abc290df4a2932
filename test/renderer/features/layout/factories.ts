import type { Catalogue } from '#shared/catalogue/catalogue';
import { DeviceType, RackType, type DeviceGroup } from '#shared/catalogue/entries';
import { DeviceId, RackId } from '#shared/schema/ids';
import { Scenario, SCENARIO_VERSION } from '#shared/scenario/schema';

const unknown = (unit: string) => ({ unit, unknown: 'not needed by this test' });

export const aDeviceType = (type: Partial<DeviceType> & { readonly id: string }): DeviceType =>
  DeviceType.parse({
    name: type.id,
    vendor: 'Test',
    kind: 'server',
    heightUnits: 4,
    depth: unknown('m'),
    fullDepth: true,
    dimensions: { source: 'test', confidence: 'derived' },
    front: 'lpu-node',
    mass: unknown('kg'),
    power: { idle: unknown('W'), typical: unknown('W'), maximum: unknown('W') },
    ...type,
  });

export const aRackType = (id: string, units: number): RackType =>
  RackType.parse({
    id,
    name: id,
    units,
    width: unknown('m'),
    depth: unknown('m'),
    massLimit: unknown('kg'),
    emptyMass: unknown('kg'),
  });

const groqRack: DeviceGroup = {
  id: 'groq-rack',
  name: 'Groq rack',
  vendor: 'Groq',
  members: [{ type: 'groq-node-v1', count: 9 }],
  spares: 1,
};

const byId = <T extends { readonly id: string }>(entries: readonly T[]): Record<string, T> =>
  Object.fromEntries(entries.map((entry) => [entry.id, entry]));

export const aCatalogue = (): Catalogue => ({
  sources: {},
  accelerators: {},
  deviceTypes: byId([
    aDeviceType({ id: 'groq-node-v1' }),
    aDeviceType({ id: 'dgx-h100', heightUnits: 8, front: 'gpu-chassis' }),
    aDeviceType({ id: 'switch-1u', heightUnits: 1, kind: 'switch', front: 'switch', fullDepth: false }),
    aDeviceType({ id: 'pdu-zero-u', heightUnits: 0, kind: 'pdu', front: 'pdu', fullDepth: false }),
    aDeviceType({ id: 'half-u', heightUnits: 0.5, kind: 'blank', front: 'blank', fullDepth: false }),
  ]),
  deviceGroups: { 'groq-rack': groqRack },
  rackTypes: byId([aRackType('rack-42u', 42), aRackType('rack-48u', 48)]),
  models: {},
  engines: {},
  prices: {},
  services: {},
  exchangeRates: {},
  sites: {},
  taxes: {},
  figures: {},
  priceBookDate: '2024-03',
});

export const aScenario = (content: {
  readonly racks?: readonly {
    readonly id: string;
    readonly type?: string;
    readonly row?: number;
    readonly place?: number;
  }[];
  readonly devices?: readonly {
    readonly id: string;
    readonly type?: string;
    readonly rack: string;
    readonly position: number;
    readonly face?: 'front' | 'rear';
  }[];
}): Scenario =>
  Scenario.parse({
    format: 'fleetwright-scenario',
    schemaVersion: SCENARIO_VERSION,
    id: 'test',
    name: 'Test',
    site: { preset: 'us-va' },
    racks: byId(
      (content.racks ?? []).map((rack, index) => ({
        name: rack.id.toUpperCase(),
        type: 'rack-42u',
        row: 0,
        place: index,
        feeds: [],
        ...rack,
      })),
    ),
    devices: byId(
      (content.devices ?? []).map((device) => ({
        name: device.id,
        type: 'groq-node-v1',
        face: 'front',
        ...device,
      })),
    ),
  });

export const rackId = (id: string) => RackId.parse(id);
export const deviceId = (id: string) => DeviceId.parse(id);
