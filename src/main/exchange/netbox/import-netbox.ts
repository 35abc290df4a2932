import type { Catalogue } from '#shared/catalogue/catalogue';
import type {
  FileRemark,
  NetboxImport,
  NetboxImported,
  RackPreview,
  UnreadColumn,
} from '#shared/exchange/exchange';
import { failure, type Refusal, type Result, success } from '#shared/refusal/refusal';
import { readScenarioValue } from '#shared/scenario/read';
import type { Scenario } from '#shared/scenario/schema';
import { withUserEntries } from '#shared/scenario/user-catalogue';
import { addDevices } from './import-devices';
import { addRacks, type AddedRack } from './import-racks';
import { addTypes, type Numbering } from './import-types';
import { filesOfArchive } from './read-archive';
import { type Column, type NetboxRow, readNetboxTable } from './read-netbox-table';

/** A scenario with what NetBox or Nautobot exported added to it. */

type TableName = 'racks' | 'devices';

const requiredOf: Readonly<Record<TableName, readonly Column[]>> = {
  racks: ['name'],
  devices: ['device_type', 'rack'],
};

interface ReadTables {
  readonly rows: readonly NetboxRow[];
  readonly unread: readonly UnreadColumn[];
}

/** The rows of all files of a table; a list of the API comes in several pages. */
function readAll(table: TableName, texts: readonly string[]): Result<ReadTables, Refusal> {
  const rows: NetboxRow[] = [];
  const unread: UnreadColumn[] = [];
  for (const text of texts) {
    const read = readNetboxTable(text, { file: table, required: requiredOf[table] });
    if (!read.ok) return failure({ ...read.error, path: table });
    for (const row of read.value.rows) rows.push(row);
    unread.push(...read.value.unread);
  }
  return success({ rows, unread });
}

const inTable = (file: TableName, refusals: readonly Refusal[]): readonly FileRemark[] =>
  refusals.map((refusal) => ({ file, refusal: { ...refusal, path: file } }));

/**
 * A scenario with NetBox's types, racks and devices added, in this order, so that devices may be of types that came along. A type
 * file that cannot be used is left out and named, and so is a row; a table that is none refuses the whole.
 */
export function importFromNetbox(
  { scenario, types, archives, racks, devices }: NetboxImport,
  published: Catalogue,
): Result<NetboxImported, Refusal> {
  const rackTable = readAll('racks', racks);
  if (!rackTable.ok) return rackTable;
  const deviceTable = readAll('devices', devices);
  if (!deviceTable.ok) return deviceTable;
  const unpacked = archives.map(({ name, base64 }) => ({ name, files: filesOfArchive(base64) }));
  const packedTypes = unpacked.flatMap(({ files }) => (files.ok ? files.value : []));
  const notUnpacked = unpacked.flatMap(({ name, files }): readonly FileRemark[] =>
    files.ok ? [] : [{ file: name, refusal: files.error }],
  );
  const typed = addTypes(scenario, [...types, ...packedTypes], published);
  const placed = place(typed.scenario, {
    racks: rackTable.value.rows,
    devices: deviceTable.value.rows,
    published,
    numbering: typed.numbering,
  });
  const checked = readScenarioValue(JSON.parse(JSON.stringify(placed.scenario)));
  if (!checked.ok) return checked;
  return success({
    scenario: checked.value,
    added: { racks: placed.racks.length, devices: placed.devices, types: typed.count },
    leftOut: [...notUnpacked, ...typed.leftOut, ...placed.leftOut],
    warnings: [...typed.warnings, ...placed.warnings],
    unread: [...typed.unread, ...rackTable.value.unread, ...deviceTable.value.unread],
    preview: placed.preview,
  });
}

interface Tables {
  readonly racks: readonly NetboxRow[];
  readonly devices: readonly NetboxRow[];
  readonly published: Catalogue;
  readonly numbering: ReadonlyMap<string, Numbering>;
}

interface PlacedTables {
  readonly scenario: Scenario;
  readonly racks: readonly AddedRack[];
  readonly devices: number;
  readonly leftOut: readonly FileRemark[];
  readonly warnings: readonly FileRemark[];
  readonly preview: readonly RackPreview[];
}

function place(scenario: Scenario, { racks, devices, published, numbering }: Tables): PlacedTables {
  const racked = addRacks(scenario, racks, {
    catalogue: withUserEntries(published, scenario.userCatalogue),
    numbering,
  });
  const catalogue = withUserEntries(published, racked.scenario.userCatalogue);
  const filled = addDevices(racked.scenario, devices, { catalogue, racks: racked.racks });
  const leftOutOf = new Map<string, number>();
  for (const { rack } of filled.leftOut)
    if (rack !== undefined) leftOutOf.set(rack, (leftOutOf.get(rack) ?? 0) + 1);
  const before = new Set(Object.keys(scenario.devices));
  const newIn = new Map<string, number>();
  for (const device of Object.values(filled.scenario.devices))
    if (!before.has(device.id)) newIn.set(device.rack, (newIn.get(device.rack) ?? 0) + 1);
  const touched = new Set([...racked.racks.map(({ id }) => id), ...newIn.keys(), ...leftOutOf.keys()]);
  return {
    scenario: filled.scenario,
    racks: racked.racks,
    devices: filled.count,
    leftOut: [
      ...inTable('racks', racked.leftOut),
      ...inTable(
        'devices',
        filled.leftOut.map(({ refusal }) => refusal),
      ),
    ],
    warnings: [...inTable('racks', racked.warnings), ...inTable('devices', filled.warnings)],
    preview: Object.values(filled.scenario.racks).flatMap((rack) =>
      touched.has(rack.id)
        ? [
            {
              rack: rack.id,
              name: rack.name,
              isNew: !Object.hasOwn(scenario.racks, rack.id),
              devices: newIn.get(rack.id) ?? 0,
              leftOut: leftOutOf.get(rack.id) ?? 0,
            },
          ]
        : [],
    ),
  };
}
