import type { RackType } from '#shared/catalogue/entries';
import type { Catalogue } from '#shared/catalogue/catalogue';
import { rowLeftOut } from '#shared/exchange/csv';
import type { Refusal } from '#shared/refusal/refusal';
import type { LifeCycle } from '#shared/scenario/life-cycle';
import { rackIdFor } from '#shared/scenario/names';
import { Rack, type Scenario } from '#shared/scenario/schema';
import { userCatalogueOf } from '#shared/scenario/user-catalogue';
import type { RackId } from '#shared/schema/ids';
import { kilogramsPer, known, unknown } from './import-device-type';
import { metersIn, type Numbering } from './import-types';
import { nameKey } from './names';
import { choiceOf, type NetboxRow, numberIn, unitIn } from './read-netbox-table';

/** Racks of a table of NetBox, each at a place of its own on the floor. */

/** Where a rack stands in NetBox: names are one of a kind within a location of a site only. */
export interface RackAddress {
  readonly site: string | undefined;
  readonly location: string | undefined;
  readonly name: string;
}

export interface AddedRack extends RackAddress {
  readonly id: RackId;
  readonly units: number;
  readonly numbering: Numbering;
}

export interface AddedRacks {
  readonly scenario: Scenario;
  readonly racks: readonly AddedRack[];
  readonly leftOut: readonly Refusal[];
  readonly warnings: readonly Refusal[];
}

/** Names such as `B07` say where a rack stands: row B, place 7. Others follow in rows of their own. */
const PLACE_IN_NAME = /^([A-Z])-?(\d{1,3})$/i;

/** Racks whose names give no place stand in rows no longer than this. */
const RACKS_IN_A_ROW = 40;

/** NetBox's own defaults of a rack. */
const USUAL = { units: 42, inches: 19 } as const;

const lowerCase = (text: string | undefined): string => (text ?? '').toLowerCase();

const addressKey = ({ site, location, name }: RackAddress): string =>
  [site ?? '', location ?? '', name].map(lowerCase).join('\u0000');

interface Floor {
  readonly occupied: Set<string>;
  nextRow: number;
  /** Rows of racks without a place in their names, by site and location. */
  readonly rows: Map<string, { row: number; place: number }>;
}

const placeKey = (row: number, place: number): string => `${row}/${place}`;

interface Placed {
  readonly row: number;
  readonly place: number;
  /** The place that the name gives and another rack has. */
  readonly wanted?: string;
}

function placeOf({ site, location, name }: RackAddress, floor: Floor, firstRow: number): Placed {
  const [, letter, number] = PLACE_IN_NAME.exec(name) ?? [];
  if (letter !== undefined && number !== undefined && Number(number) > 0) {
    const row = firstRow + letter.toUpperCase().charCodeAt(0) - 'A'.charCodeAt(0);
    const place = Number(number) - 1;
    if (!floor.occupied.has(placeKey(row, place))) return { row, place };
    let free = 0;
    while (floor.occupied.has(placeKey(row, free))) free += 1;
    if (free <= 1_000) return { row, place: free, wanted: `${letter.toUpperCase()}${number}` };
  }
  const key = `${lowerCase(site)}\u0000${lowerCase(location)}`;
  let at = floor.rows.get(key);
  if (at === undefined || at.place >= RACKS_IN_A_ROW) {
    at = { row: floor.nextRow, place: 0 };
    floor.nextRow += 1;
    floor.rows.set(key, at);
  }
  const { row, place } = at;
  at.place += 1;
  return { row, place };
}

/** What a status of NetBox is of a life cycle; every other is in service. */
const states: Readonly<Record<string, LifeCycle['state']>> = {
  planned: 'planned',
  staged: 'planned',
  reserved: 'planned',
  offline: 'planned',
  decommissioning: 'retired',
  deprecated: 'retired',
};

/** Planned and staged racks and devices are yet to come; what is offline is not in service before it is planned to be. */
export function lifeCycleOf(status: string | undefined): { readonly lifeCycle?: LifeCycle } {
  const state = states[choiceOf(status) ?? ''];
  return state === undefined ? {} : { lifeCycle: { state } };
}

/** A mass in kilograms; without a unit, in the cell or beside it, nothing is known. */
function kilogramsIn(cell: string | undefined, unit: string | undefined): number | undefined {
  const value = numberIn(cell);
  const named = unitIn(cell) ?? lowerCase(unit);
  const word = { kilograms: 'kg', grams: 'g', pounds: 'lb', lbs: 'lb', ounces: 'oz' }[named] ?? named;
  return value === undefined || value === 0 || !Object.hasOwn(kilogramsPer, word)
    ? undefined
    : Number((value * kilogramsPer[word as keyof typeof kilogramsPer]).toPrecision(10));
}

function outerMeters(cell: string | undefined, unit: string | undefined): number | undefined {
  const named = unitIn(cell) ?? lowerCase(unit);
  const word = /^(mm|millim)/.test(named) ? 'mm' : /^in/.test(named) ? 'in' : undefined;
  return metersIn(numberIn(cell), word);
}

/** What a row says of the body of its rack. */
interface Body {
  readonly units: number;
  readonly inches: number;
  readonly widthMeters: number | undefined;
  readonly depthMeters: number | undefined;
  readonly mountingMeters: number | undefined;
}

function bodyOf({ cells }: NetboxRow): Body {
  return {
    units: numberIn(cells.u_height) ?? USUAL.units,
    inches: numberIn(cells.width) ?? USUAL.inches,
    widthMeters: outerMeters(cells.outer_width, cells.outer_unit),
    depthMeters: outerMeters(cells.outer_depth, cells.outer_unit),
    mountingMeters: metersIn(numberIn(cells.mounting_depth), 'mm'),
  };
}

const typical = (figure: RackType['width'] | undefined): number | undefined =>
  figure !== undefined && 'readings' in figure ? figure.readings[0]?.typical : undefined;

/** Whether nothing that is said of a body differs from a type, within a centimetre. */
function isOfType(type: RackType, body: Body): boolean {
  const agrees = (said: number | undefined, figure: RackType['width'] | undefined): boolean =>
    said === undefined || Math.abs((typical(figure) ?? Infinity) - said) <= 0.01;
  return (
    type.units === body.units &&
    body.inches === USUAL.inches &&
    agrees(body.widthMeters, type.width) &&
    agrees(body.depthMeters, type.depth) &&
    (body.mountingMeters === undefined || agrees(body.mountingMeters, type.usableDepth))
  );
}

const millimetres = (meters: number | undefined): string =>
  meters === undefined ? '' : String(Math.round(meters * 1_000));

/** An own rack type for a body that the catalogue does not have. */
function typeFor(body: Body): RackType {
  const { units, inches, widthMeters, depthMeters, mountingMeters } = body;
  const measures = [millimetres(widthMeters), millimetres(depthMeters)].filter((each) => each !== '');
  const parts = [`${units}u`, ...(inches === USUAL.inches ? [] : [`${inches}in`]), ...measures];
  const deep = mountingMeters === undefined ? [] : [`m${millimetres(mountingMeters)}`];
  const length = (meters: number | undefined, what: string) =>
    meters === undefined
      ? unknown('m', `The table states no ${what}.`)
      : known('m', meters, `Its ${what} in the table.`);
  return {
    id: ['rack', ...parts, ...deep].join('-'),
    name: `Rack ${[`${units}U`, ...(inches === USUAL.inches ? [] : [`${inches} in`])].join(', ')}${
      measures.length === 0 ? '' : `, ${measures.join(' × ')} mm`
    }`,
    units,
    width: length(widthMeters, 'outer width'),
    depth: length(depthMeters, 'outer depth'),
    ...(mountingMeters === undefined
      ? {}
      : { usableDepth: known('m', mountingMeters, 'Its mounting depth in the table.') }),
    massLimit: unknown('kg', 'The table states it for the rack, if at all.'),
    emptyMass: unknown('kg', 'The table states no weight of the empty rack.'),
  };
}

interface Means {
  readonly catalogue: Catalogue;
  /** How racks of the types that came along number their units. */
  readonly numbering: ReadonlyMap<string, Numbering>;
}

/** Adds the rows of a table of racks. Equal names at two places never merge, nor with racks that are there already. */
export function addRacks(
  scenario: Scenario,
  rows: readonly NetboxRow[],
  { catalogue, numbering }: Means,
): AddedRacks {
  const racks: Record<RackId, Rack> = { ...scenario.racks };
  const before = Object.values(scenario.racks);
  const addresses = new Map(
    before.flatMap((rack) =>
      namesOf(rack).map((name): [string, Rack] => [
        addressKey({ site: rack.siteName, location: rack.locationName, name }),
        rack,
      ]),
    ),
  );
  const names = new Set(before.map(({ name }) => name.toLowerCase()));
  const ids = new Set<string>(Object.keys(racks));
  const own = new Map(userCatalogueOf(scenario).rackTypes.map((type) => [type.id, type]));
  const added: AddedRack[] = [];
  const [leftOut, warnings]: [Refusal[], Refusal[]] = [[], []];
  const lettered = rows.flatMap(
    ({ cells }) => PLACE_IN_NAME.exec(cells.name ?? '')?.[1]?.toUpperCase() ?? [],
  );
  const lettersEnd = Math.max(-1, ...lettered.map((letter) => letter.charCodeAt(0) - 'A'.charCodeAt(0)));
  const floor: Floor = {
    occupied: new Set(before.map(({ row, place }) => placeKey(row, place))),
    nextRow: Math.max(lettersEnd, ...before.map(({ row }) => row), -1) + 1,
    rows: new Map(),
  };
  for (const row of rows) {
    const { cells, line } = row;
    const name = (cells.name ?? '').trim();
    const address: RackAddress = { site: cells.site, location: cells.location, name };
    const there = addresses.get(addressKey(address));
    const body = bodyOf(row);
    const type = rackTypeOf(row, body, { catalogue, own });
    const where = placeOf(address, floor, 0);
    const kilograms = kilogramsIn(cells.max_weight, cells.weight_unit);
    const shown = names.has(name.toLowerCase()) ? distinct(address, names) : name;
    const rack = Rack.safeParse({
      id: rackIdFor(shown || 'rack', ids),
      name: shown,
      type: type.id,
      row: where.row,
      place: where.place,
      feeds: [],
      limits: kilograms === undefined ? {} : { massKilograms: kilograms },
      ...(cells.comments ? { note: cells.comments } : {}),
      ...(cells.site === undefined ? {} : { siteName: cells.site }),
      ...(cells.location === undefined ? {} : { locationName: cells.location }),
      ...lifeCycleOf(cells.status),
    });
    if (there !== undefined) leftOut.push(rowLeftOut(line, `rack ${name} already exists`));
    else if (cells.u_height !== undefined && numberIn(cells.u_height) === undefined)
      leftOut.push(rowLeftOut(line, `its height ${cells.u_height} is not a number`));
    else if (!Number.isInteger(body.units) || body.units < 1 || body.units > 100)
      leftOut.push(rowLeftOut(line, `a rack has 1 to 100 U, not ${cells.u_height ?? ''}`));
    else if (!rack.success) leftOut.push(rowLeftOut(line, rack.error.issues[0]?.message ?? 'not a rack'));
    else {
      if (!Object.hasOwn(catalogue.rackTypes, type.id)) own.set(type.id, type);
      racks[rack.data.id] = rack.data;
      addresses.set(addressKey(address), rack.data);
      names.add(shown.toLowerCase());
      ids.add(rack.data.id);
      floor.occupied.add(placeKey(where.row, where.place));
      added.push({
        ...address,
        id: rack.data.id,
        units: type.units,
        numbering: numberingOf(row, numbering.get(type.id)),
      });
      warnings.push(...rackRemarks(row, { shown, name, where, kilograms }));
    }
  }
  const userCatalogue = { ...userCatalogueOf(scenario), rackTypes: [...own.values()] };
  const isSame = own.size === userCatalogueOf(scenario).rackTypes.length;
  return {
    scenario: { ...scenario, racks, ...(isSame ? {} : { userCatalogue }) },
    racks: added,
    leftOut,
    warnings,
  };
}

/** What a rack may be called in the table that it came from: its name, and that without what tells it from others of the name. */
function namesOf({ name, siteName }: Rack): readonly string[] {
  const [, stem] = /^(.+) \([^()]+\)$/.exec(name) ?? [];
  return stem === undefined || siteName === undefined ? [name] : [name, stem];
}

/** A name of its own for a rack whose name another has: with its location or site, else with a number. */
function distinct({ name, site, location }: RackAddress, names: ReadonlySet<string>): string {
  for (const word of [site, location, [site, location].filter(Boolean).join(' ')]) {
    const named = `${name} (${word ?? ''})`;
    if (word && !names.has(named.toLowerCase())) return named;
  }
  for (let number = 2; ; number += 1)
    if (!names.has(`${name} (${number})`.toLowerCase())) return `${name} (${number})`;
}

function rackTypeOf(
  { cells }: NetboxRow,
  body: Body,
  { catalogue, own }: { readonly catalogue: Catalogue; readonly own: ReadonlyMap<string, RackType> },
): RackType {
  const known = [...Object.values(catalogue.rackTypes), ...own.values()];
  const wanted = nameKey(cells.device_type ?? '');
  const named =
    wanted === ''
      ? undefined
      : known.find(
          ({ id, name }) =>
            [nameKey(id), nameKey(name)].includes(wanted) ||
            nameKey(name) === nameKey(`${cells.manufacturer ?? ''} ${cells.device_type ?? ''}`),
        );
  return named ?? known.find((type) => isOfType(type, body)) ?? typeFor(body);
}

function numberingOf({ cells }: NetboxRow, ofType: Numbering | undefined): Numbering {
  const said = choiceOf(cells.desc_units);
  return {
    isDescending: said === undefined ? (ofType?.isDescending ?? false) : said === 'true',
    startingUnit: numberIn(cells.starting_unit) ?? ofType?.startingUnit ?? 1,
  };
}

function rackRemarks(
  { line, cells }: NetboxRow,
  {
    shown,
    name,
    where,
    kilograms,
  }: {
    readonly shown: string;
    readonly name: string;
    readonly where: Placed;
    readonly kilograms: number | undefined;
  },
): readonly Refusal[] {
  const remark = (reason: string): Refusal => ({
    code: 'netbox-row-remark',
    message: `Line ${line}: ${reason}`,
    params: { line, reason },
  });
  const remarks: Refusal[] = [];
  if (shown !== name) remarks.push(remark(`another rack is called ${name}; this one is added as ${shown}`));
  if (where.wanted !== undefined)
    remarks.push(
      remark(`${where.wanted} is the place of another rack; ${name} gets the next free place of its row`),
    );
  if (numberIn(cells.max_weight) !== 0 && cells.max_weight !== undefined && kilograms === undefined)
    remarks.push(remark(`the maximum weight ${cells.max_weight} of ${name} has no unit and is not read`));
  if (cells.u_height === undefined && cells.device_type === undefined)
    remarks.push(remark(`${name} states no height; ${USUAL.units} U are assumed`));
  return remarks;
}
