import type { Catalogue } from '#shared/catalogue/catalogue';
import type { DeviceType } from '#shared/catalogue/entries';
import { rowLeftOut } from '#shared/exchange/csv';
import { failure, type Refusal, type Result, success } from '#shared/refusal/refusal';
import { Device, type Rack, type Scenario } from '#shared/scenario/schema';
import { DeviceId, type RackId } from '#shared/schema/ids';
import type { Numbering } from './import-types';
import { type AddedRack, lifeCycleOf } from './import-racks';
import { nameKey } from './names';
import { choiceOf, type NetboxRow, numberIn } from './read-netbox-table';

/** Devices of a table of NetBox in the racks that they name. */

/** A row that is left out, with the rack that it would stand in where that is known. */
interface LeftOut {
  readonly refusal: Refusal;
  readonly rack: RackId | undefined;
}

export interface AddedDevices {
  readonly scenario: Scenario;
  readonly count: number;
  readonly leftOut: readonly LeftOut[];
  readonly warnings: readonly Refusal[];
}

interface Home {
  readonly rack: Rack;
  readonly numbering: Numbering | undefined;
}

type HomeOf = (row: NetboxRow) => Home | string;

const lowerCase = (text: string | undefined): string => (text ?? '').toLowerCase();

/**
 * The rack of a row: among those of the same import by site, location and name, and only where none of these has the name, among
 * those that were there. A name that several racks have is no answer.
 */
function homesOf(scenario: Scenario, added: readonly AddedRack[]): HomeOf {
  const here = new Map<string, AddedRack[]>();
  for (const rack of added) {
    const key = lowerCase(rack.name);
    here.set(key, [...(here.get(key) ?? []), rack]);
  }
  const came = new Set<string>(added.map(({ id }) => id));
  const there = new Map<string, Rack[]>();
  for (const rack of Object.values(scenario.racks))
    if (!came.has(rack.id)) {
      const key = lowerCase(rack.name);
      there.set(key, [...(there.get(key) ?? []), rack]);
    }
  const narrowed = <Candidate>(
    candidates: readonly Candidate[],
    said: string | undefined,
    of: (candidate: Candidate) => string | undefined,
  ): readonly Candidate[] =>
    said === undefined
      ? candidates
      : candidates.filter((each) => of(each) === undefined || lowerCase(of(each)) === lowerCase(said));
  return ({ cells }) => {
    const name = cells.rack;
    if (name === undefined) return 'it is in no rack';
    const own = here.get(lowerCase(name));
    if (own !== undefined) {
      const bySite = narrowed(own, cells.site, ({ site }) => site);
      const fitting = narrowed(bySite, cells.location, ({ location }) => location);
      const exact = fitting.filter((each) => each.name === name);
      const [found, ...others] = exact.length > 0 ? exact : fitting;
      if (found === undefined) return `there is no rack ${name}${cells.site ? ` at ${cells.site}` : ''}`;
      if (others.length > 0) return `several racks are called ${name}, and the row does not say which`;
      const rack = scenario.racks[found.id];
      return rack === undefined ? `there is no rack ${name}` : { rack, numbering: found.numbering };
    }
    const others = narrowed(there.get(lowerCase(name)) ?? [], cells.site, ({ siteName }) => siteName);
    const [found, ...more] = narrowed(others, cells.location, ({ locationName }) => locationName);
    if (found === undefined) return `there is no rack ${name}`;
    return more.length > 0
      ? `several racks are called ${name}, and the row does not say which`
      : { rack: found, numbering: undefined };
  };
}

type TypeOf = (row: NetboxRow) => DeviceType | string;

/** The type of a row by its maker and model; by its model alone where only one type has it. */
function typesOf({ deviceTypes }: Catalogue): TypeOf {
  const byName = new Map<string, Set<DeviceType>>();
  const note = (name: string, type: DeviceType): void => {
    const key = nameKey(name);
    if (key === '') return;
    const types = byName.get(key) ?? new Set();
    types.add(type);
    byName.set(key, types);
  };
  for (const type of Object.values(deviceTypes)) {
    for (const name of [type.id, type.name, `${type.vendor} ${type.name}`]) note(name, type);
    const part = /^Part number (.+)$/.exec(type.note ?? '')?.[1];
    if (part !== undefined) note(part, type);
  }
  return ({ cells }) => {
    const model = cells.device_type ?? '';
    const types = [...(byName.get(nameKey(model)) ?? [])];
    const maker = nameKey(cells.manufacturer ?? '');
    const ofMaker = types.filter(({ vendor }) => maker === '' || nameKey(vendor) === maker);
    const [found, ...others] = ofMaker.length > 0 ? ofMaker : types;
    if (found === undefined) return `the catalogue has no device type “${model}”`;
    // An id is one of a kind whatever else a name may mean.
    const byId = [found, ...others].find(({ id }) => id === model.toLowerCase());
    if (byId !== undefined || others.length === 0) return byId ?? found;
    return `several device types are called “${model}”, and the row names no maker of one of them`;
  };
}

/** The lowest unit that a device takes in our count, from 1 at the bottom, of the number that NetBox shows for it. */
function positionFromBottom(
  position: number,
  { units, heightUnits, numbering }: { units: number; heightUnits: number; numbering: Numbering | undefined },
): number {
  const place = position - (numbering?.startingUnit ?? 1);
  return numbering?.isDescending === true ? units - place - heightUnits + 1 : place + 1;
}

/** Adds the rows of a table of devices; a row that cannot stand is left out and named. */
export function addDevices(
  scenario: Scenario,
  rows: readonly NetboxRow[],
  { catalogue, racks }: { readonly catalogue: Catalogue; readonly racks: readonly AddedRack[] },
): AddedDevices {
  const devices: Record<DeviceId, Device> = { ...scenario.devices };
  const [homeOf, typeOf] = [homesOf(scenario, racks), typesOf(catalogue)];
  const ids = new Set<string>(Object.keys(devices));
  const numbers = new Map<string, number>();
  const leftOut: LeftOut[] = [];
  let [count, nameless] = [0, 0];
  for (const row of rows) {
    const home = homeOf(row);
    const type = typeOf(row);
    if (typeof type === 'string') {
      const rack = typeof home === 'string' ? undefined : home.rack.id;
      leftOut.push({ refusal: rowLeftOut(row.line, type), rack });
    } else if (typeof home === 'string')
      leftOut.push({ refusal: rowLeftOut(row.line, home), rack: undefined });
    else {
      const device = deviceOf(row, { type, home, catalogue, ids, numbers });
      if (!device.ok) leftOut.push({ refusal: device.error, rack: home.rack.id });
      else {
        devices[device.value.id] = device.value;
        ids.add(device.value.id);
        count += 1;
        if (row.cells.name === undefined) nameless += 1;
      }
    }
  }
  const warnings: readonly Refusal[] =
    nameless === 0
      ? []
      : [
          {
            code: 'netbox-names-given',
            message: `Devices without a name in the table, named after their types: ${nameless}.`,
            params: { count: nameless },
          },
        ];
  return { scenario: { ...scenario, devices }, count, leftOut, warnings };
}

interface Placing {
  readonly type: DeviceType;
  readonly home: Home;
  readonly catalogue: Catalogue;
  readonly ids: ReadonlySet<string>;
  /** The last number given to nameless devices of a type. */
  readonly numbers: Map<string, number>;
}

function deviceOf(
  { line, cells }: NetboxRow,
  { type, home, catalogue, ids, numbers }: Placing,
): Result<Device, Refusal> {
  const units = catalogue.rackTypes[home.rack.type]?.units ?? 0;
  const said = numberIn(cells.position);
  if (said === undefined && type.heightUnits > 0)
    return failure(
      rowLeftOut(
        line,
        cells.position === undefined
          ? 'it has no position in its rack'
          : `its position ${cells.position} is not a number`,
      ),
    );
  const position =
    said === undefined || type.heightUnits === 0
      ? 1
      : positionFromBottom(said, { units, heightUnits: type.heightUnits, numbering: home.numbering });
  const name = cells.name ?? nameless(type, ids, numbers);
  const stem = name
    .toLowerCase()
    .replaceAll(/[^a-z0-9.-]+/g, '-')
    .replace(/^[^a-z0-9]+/, '');
  const device = Device.safeParse({
    id: freeId(stem === '' ? type.id : stem, ids),
    name,
    type: type.id,
    rack: home.rack.id,
    position,
    face: choiceOf(cells.face) === 'rear' ? 'rear' : 'front',
    ...(cells.comments ? { note: cells.comments } : {}),
    ...lifeCycleOf(cells.status),
  });
  if (device.success) return success(device.data);
  const [issue] = device.error.issues;
  return failure(
    rowLeftOut(line, `${issue?.path.join('.') ?? 'device'}: ${issue?.message ?? 'not a device'}`),
  );
}

/** A name for a device that has none in NetBox: its type with a number. */
function nameless({ id }: DeviceType, ids: ReadonlySet<string>, numbers: Map<string, number>): string {
  for (;;) {
    const number = (numbers.get(id) ?? 0) + 1;
    numbers.set(id, number);
    if (!ids.has(`${id}-${number}`)) return `${id}-${number}`;
  }
}

function freeId(stem: string, taken: ReadonlySet<string>): DeviceId {
  const base = stem.slice(0, 70);
  let id = base;
  for (let number = 2; taken.has(id); number += 1) id = `${base}-${number}`;
  return DeviceId.parse(id);
}
