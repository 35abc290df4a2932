import { rowLeftOut } from '#shared/exchange/csv';
import { readTable, type TableRow } from '#main/exchange/read-table';
import type { Catalogue } from '#shared/catalogue/catalogue';
import type { DeviceType } from '#shared/catalogue/entries';
import type { FileRemark, NetboxImport, NetboxImported } from '#shared/exchange/exchange';
import { failure, type Refusal, type Result, success } from '#shared/refusal/refusal';
import { rackIdFor } from '#shared/scenario/names';
import { readScenarioValue } from '#shared/scenario/read';
import { Device, Rack, type Scenario } from '#shared/scenario/schema';
import { userCatalogueOf, withUserEntries } from '#shared/scenario/user-catalogue';
import { DeviceId, type RackId } from '#shared/schema/ids';
import { importDeviceType } from './import-device-type';

interface NetboxTables {
  /** Racks as NetBox exports them: name and u_height at the least. */
  readonly racks?: string;
  /** Devices: name, device_type, rack, position at the least. */
  readonly devices?: string;
}

interface ImportedRacks {
  readonly scenario: Scenario;
  readonly added: { readonly racks: number; readonly devices: number };
  /** Rows that were left out, each with its line and why. */
  readonly leftOut: readonly Refusal[];
}

/**
 * The scenario with the racks and devices of NetBox's CSV files added. A row that names an unknown type, a rack that is
 * not there or a place that cannot be is left out and named; a file that is no such table refuses the whole.
 */
export function importNetboxTables(
  scenario: Scenario,
  tables: NetboxTables,
  published: Catalogue,
): Result<ImportedRacks, Refusal> {
  const catalogue = withUserEntries(published, scenario.userCatalogue);
  const racks = addRacks(scenario, tables.racks, catalogue);
  if (!racks.ok) return failure(within('racks', racks.error));
  const devices = addDevices(racks.value.scenario, tables.devices, catalogue);
  if (!devices.ok) return failure(within('devices', devices.error));
  const checked = readScenarioValue(JSON.parse(JSON.stringify(devices.value.scenario)));
  if (!checked.ok) return checked;
  return success({
    scenario: checked.value,
    added: { racks: racks.value.count, devices: devices.value.count },
    leftOut: [
      ...racks.value.leftOut.map((refusal) => within('racks', refusal)),
      ...devices.value.leftOut.map((refusal) => within('devices', refusal)),
    ],
  });
}

/** The refusal with the table that it speaks of. */
const within = (table: keyof NetboxTables, refusal: Refusal): Refusal => ({ ...refusal, path: table });

interface Added {
  readonly scenario: Scenario;
  readonly count: number;
  readonly leftOut: readonly Refusal[];
}

/** Names such as `B07` say where a rack stands: row B, place 7. Others follow in a row of their own. */
const PLACE_IN_NAME = /^([A-Z])-?(\d{1,3})$/i;

function addRacks(
  scenario: Scenario,
  text: string | undefined,
  { rackTypes }: Catalogue,
): Result<Added, Refusal> {
  if (text === undefined) return success({ scenario, count: 0, leftOut: [] });
  const table = readTable(text, ['name', 'u_height']);
  if (!table.ok) return table;
  const racks: Record<RackId, Rack> = { ...scenario.racks };
  const names = new Set(Object.values(racks).map(({ name }) => name));
  const ids = new Set<string>(Object.keys(racks));
  const leftOut: Refusal[] = [];
  const nextRow = 1 + Math.max(-1, ...Object.values(racks).map(({ row }) => row));
  const unplaced = { place: 0 };
  let count = 0;
  for (const { line, cells } of table.value) {
    const name = cells['name'] ?? '';
    const units = Number(cells['u_height']);
    const type = Object.values(rackTypes).find((each) => each.units === units);
    const place = placeOf(name, nextRow, unplaced);
    const limit = Number(cells['max_weight'] ?? '');
    const id = rackIdFor(name || 'rack', ids);
    const rack = Rack.safeParse({
      id,
      name,
      type: type?.id ?? '',
      ...place,
      feeds: [],
      limits: limit > 0 && (cells['weight_unit'] ?? 'kg') === 'kg' ? { massKilograms: limit } : {},
      ...(cells['comments'] ? { note: cells['comments'] } : {}),
    });
    if (names.has(name)) leftOut.push(rowLeftOut(line, `rack ${name} already exists`));
    else if (type === undefined)
      leftOut.push(rowLeftOut(line, `no rack type has ${cells['u_height'] ?? ''} U`));
    else if (!rack.success) leftOut.push(rowLeftOut(line, rack.error.issues[0]?.message ?? 'not a rack'));
    else {
      racks[rack.data.id] = rack.data;
      names.add(name);
      ids.add(id);
      count += 1;
    }
  }
  return success({ scenario: { ...scenario, racks }, count, leftOut });
}

function placeOf(
  name: string,
  nextRow: number,
  unplaced: { place: number },
): { readonly row: number; readonly place: number } {
  const [, letter, number] = PLACE_IN_NAME.exec(name) ?? [];
  if (letter !== undefined && number !== undefined && Number(number) > 0) {
    return { row: letter.toUpperCase().charCodeAt(0) - 'A'.charCodeAt(0), place: Number(number) - 1 };
  }
  unplaced.place += 1;
  return { row: nextRow, place: unplaced.place - 1 };
}

function addDevices(
  scenario: Scenario,
  text: string | undefined,
  catalogue: Catalogue,
): Result<Added, Refusal> {
  if (text === undefined) return success({ scenario, count: 0, leftOut: [] });
  const table = readTable(text, ['name', 'device_type', 'rack']);
  if (!table.ok) return table;
  const devices: Record<DeviceId, Device> = { ...scenario.devices };
  const racks = new Map(Object.values(scenario.racks).map((rack) => [rack.name, rack.id]));
  const types = typesByName(catalogue);
  const ids = new Set<string>(Object.keys(devices));
  const leftOut: Refusal[] = [];
  let count = 0;
  for (const row of table.value) {
    const device = deviceOf(row, { racks, types, ids });
    if (!device.ok) leftOut.push(device.error);
    else {
      devices[device.value.id] = device.value;
      ids.add(device.value.id);
      count += 1;
    }
  }
  if (count === 0 && leftOut[0] !== undefined) return failure(leftOut[0]);
  return success({ scenario: { ...scenario, devices }, count, leftOut });
}

interface Known {
  readonly racks: ReadonlyMap<string, RackId>;
  readonly types: ReadonlyMap<string, DeviceType>;
  readonly ids: ReadonlySet<string>;
}

function deviceOf({ line, cells }: TableRow, { racks, types, ids }: Known): Result<Device, Refusal> {
  const type = types.get(nameKey(cells['device_type'] ?? ''));
  const rack = racks.get(cells['rack'] ?? '');
  if (type === undefined) {
    return failure(rowLeftOut(line, `the catalogue has no device type “${cells['device_type'] ?? ''}”`));
  }
  if (rack === undefined) return failure(rowLeftOut(line, `there is no rack ${cells['rack'] ?? ''}`));
  const stem = (cells['name'] ?? '')
    .toLowerCase()
    .replaceAll(/[^a-z0-9.-]+/g, '-')
    .replace(/^[^a-z0-9]+/, '');
  const position = cells['position'] ?? '';
  const device = Device.safeParse({
    id: freeId(stem === '' ? type.id : stem, ids),
    name: cells['name'],
    type: type.id,
    rack,
    position: position === '' && type.heightUnits === 0 ? 1 : Number(position === '' ? Number.NaN : position),
    face: (cells['face'] ?? '').toLowerCase() === 'rear' ? 'rear' : 'front',
    ...(cells['comments'] ? { note: cells['comments'] } : {}),
  });
  if (device.success) return success(device.data);
  const [issue] = device.error.issues;
  return failure(
    rowLeftOut(line, `${issue?.path.join('.') ?? 'device'}: ${issue?.message ?? 'not a device'}`),
  );
}

function freeId(stem: string, taken: ReadonlySet<string>): DeviceId {
  const base = stem.slice(0, 70);
  let id = base;
  for (let number = 2; taken.has(id); number += 1) id = `${base}-${number}`;
  return DeviceId.parse(id);
}

/** Models are written in many ways: case, spaces and punctuation do not tell two types apart. */
const nameKey = (name: string): string => name.toLowerCase().replaceAll(/[^\p{L}\p{N}]+/gu, '');

const typesByName = ({ deviceTypes }: Catalogue): ReadonlyMap<string, DeviceType> =>
  new Map(
    Object.values(deviceTypes).flatMap((type): [string, DeviceType][] => [
      [nameKey(type.id), type],
      [nameKey(type.name), type],
    ]),
  );

/**
 * A scenario with NetBox's device types, racks and devices added, in this order, so that devices may be of types that
 * came along. A type file that cannot be used is left out and named; a table that is none refuses the whole.
 */
export function importFromNetbox(
  { scenario, types, racks, devices }: NetboxImport,
  catalogue: Catalogue,
): Result<NetboxImported, Refusal> {
  const typed = addTypes(scenario, types);
  const tables = {
    ...(racks === undefined ? {} : { racks }),
    ...(devices === undefined ? {} : { devices }),
  };
  const placed = importNetboxTables(typed.scenario, tables, catalogue);
  if (!placed.ok) return placed;
  return success({
    scenario: placed.value.scenario,
    added: { ...placed.value.added, types: typed.count },
    leftOut: [...typed.leftOut, ...placed.value.leftOut.map((refusal) => ({ file: 'CSV', refusal }))],
    warnings: typed.warnings,
  });
}

interface Typed {
  readonly scenario: Scenario;
  readonly count: number;
  readonly leftOut: readonly FileRemark[];
  readonly warnings: readonly FileRemark[];
}

function addTypes(scenario: Scenario, files: NetboxImport['types']): Typed {
  const own = userCatalogueOf(scenario);
  const types = new Map(own.deviceTypes.map((type) => [type.id, type]));
  const [leftOut, warnings]: [FileRemark[], FileRemark[]] = [[], []];
  let count = 0;
  for (const { name, text } of files) {
    const imported = importDeviceType(text);
    if (!imported.ok) {
      leftOut.push({ file: name, refusal: imported.error });
      continue;
    }
    warnings.push(...imported.value.warnings.map((refusal) => ({ file: name, refusal })));
    types.set(imported.value.type.id, imported.value.type);
    count += 1;
  }
  if (count === 0) return { scenario, count, leftOut, warnings };
  const userCatalogue = { ...own, deviceTypes: [...types.values()] };
  return { scenario: { ...scenario, userCatalogue }, count, leftOut, warnings };
}
