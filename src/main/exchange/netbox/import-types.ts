import { readYamlDocuments } from '#main/exchange/read-yaml';
import type { Catalogue } from '#shared/catalogue/catalogue';
import type { DeviceType, RackType } from '#shared/catalogue/entries';
import type { FileRemark, NetboxFile, UnreadColumn } from '#shared/exchange/exchange';
import { readJson } from '#shared/json/read';
import { failure, type Refusal, type Result, success } from '#shared/refusal/refusal';
import type { Scenario } from '#shared/scenario/schema';
import { userCatalogueOf, userCatalogueLimits } from '#shared/scenario/user-catalogue';
import { CatalogueId } from '#shared/schema/ids';
import { schemaIssues, type z } from '#shared/schema/zod';
import { NetboxDeviceType, NetboxModuleType, NetboxRackType, readProperties } from './device-type-schema';
import { libraryEntryOf } from './export';
import { deviceTypeOf, embeddedIn, known, massIn, unknown, warningsOf } from './import-device-type';

/** The types of NetBox's and Nautobot's libraries, of exports and of the API, as entries of the user's catalogue. */

type Kind = 'device' | 'module' | 'rack';

/** How the units of a rack are numbered. */
export interface Numbering {
  readonly isDescending: boolean;
  readonly startingUnit: number;
}

export interface Typed {
  readonly scenario: Scenario;
  readonly count: number;
  readonly leftOut: readonly FileRemark[];
  readonly warnings: readonly FileRemark[];
  readonly unread: readonly UnreadColumn[];
  /** How racks of a type that came along number their units, by its id. */
  readonly numbering: ReadonlyMap<string, Numbering>;
}

/** One entry of a file, as it stands there. */
interface Entry {
  readonly file: string;
  readonly read: Result<unknown, Refusal>;
}

const JSON_LIMITS = { bytes: 64 * 1024 * 1024, depth: 32 } as const;

/** The entries of one file: YAML documents, a list among them, or what the API answers, page or single entry. */
function entriesOf({ name, text }: NetboxFile): readonly Entry[] {
  if (/^\s*[[{]/.test(text)) {
    const json = readJson(text, JSON_LIMITS);
    if (json.ok) return listed(json.value).map((value) => ({ file: name, read: success(value) }));
  }
  const documents = readYamlDocuments(text);
  return documents.flatMap(({ line, read }): readonly Entry[] => {
    const file = documents.length === 1 ? name : `${name}, line ${line}`;
    return read.ok
      ? listed(read.value).map((value) => ({ file, read: success(value) }))
      : [{ file, read: failure(read.error) }];
  });
}

/** The members of a list, or of a page of the API's list. */
export function listed(value: unknown): readonly unknown[] {
  if (Array.isArray(value)) return value;
  if (typeof value === 'object' && value !== null && 'results' in value && Array.isArray(value.results))
    return value.results;
  return [value];
}

/** Which kind of type an entry is: by the folder of the library that it lies in, else by what it says. */
function kindOf(file: string, value: unknown): Kind {
  if (/(^|\/)module-types\//.test(file)) return 'module';
  if (/(^|\/)rack-types\//.test(file)) return 'rack';
  const keys = new Set(typeof value === 'object' && value !== null ? Object.keys(value) : []);
  if (keys.has('form_factor') || keys.has('starting_unit') || keys.has('desc_units')) return 'rack';
  return keys.has('attribute_data') || keys.has('profile') ? 'module' : 'device';
}

const words: Readonly<Record<Kind, string>> = {
  device: 'device type',
  module: 'module type',
  rack: 'rack type',
};

function invalid(kind: Kind, error: z.ZodError): Refusal {
  const [issue] = schemaIssues(error);
  const params = { kind: words[kind], path: issue?.path || 'document', reason: issue?.reason ?? '' };
  return {
    code: 'device-type-file-invalid',
    message: `This is not a NetBox ${params.kind}: ${params.path}: ${params.reason}`,
    path: params.path,
    params,
  };
}

type Said =
  | { readonly kind: 'device'; readonly says: NetboxDeviceType }
  | { readonly kind: 'module'; readonly says: z.output<typeof NetboxModuleType> }
  | { readonly kind: 'rack'; readonly says: NetboxRackType };

/** What an entry says, by its kind. */
function entryIn(file: string, value: unknown): Result<Said, Refusal> {
  const kind = kindOf(file, value);
  switch (kind) {
    case 'device': {
      const parsed = NetboxDeviceType.safeParse(value);
      return parsed.success ? success({ kind, says: parsed.data }) : failure(invalid(kind, parsed.error));
    }
    case 'module': {
      const parsed = NetboxModuleType.safeParse(value);
      return parsed.success ? success({ kind, says: parsed.data }) : failure(invalid(kind, parsed.error));
    }
    case 'rack': {
      const parsed = NetboxRackType.safeParse(value);
      return parsed.success ? success({ kind, says: parsed.data }) : failure(invalid(kind, parsed.error));
    }
  }
}

/** The word of an entry as an id: lower case letters and digits, with hyphens between them. */
const idOf = (slug: string): string =>
  slug
    .toLowerCase()
    .normalize('NFKD')
    .replaceAll(/[^a-z0-9.]+/g, '-')
    .replaceAll(/^[-.]+|[-.]+$/g, '')
    .slice(0, 70)
    .replace(/[-.]+$/, '');

interface Named {
  readonly manufacturer: string;
  readonly model: string;
  readonly slug?: string | undefined;
}

const slugged = ({ manufacturer, model, slug }: Named): string =>
  idOf(slug ?? '') || idOf(`${manufacturer}-${model}`) || 'type';

const sameEntry = (a: unknown, b: unknown): boolean => JSON.stringify(a) === JSON.stringify(b);

/** Entries by id, of which none is replaced by another than itself. */
interface Shelf<Entry> {
  readonly published: Readonly<Record<string, Entry>>;
  readonly own: Map<string, Entry>;
  /** Whether two entries are the same product. */
  readonly isSame: (a: Entry, b: Entry) => boolean;
}

type Put =
  | { readonly put: 'added' | 'known'; readonly id: string }
  | { readonly put: 'renamed' | 'replaced'; readonly id: string; readonly holder: string };

/** Puts an entry under the id that it asks for, or under a free one where that belongs to another product. */
function putOn<Entry extends { readonly id: string; readonly name: string }>(
  shelf: Shelf<Entry>,
  wanted: string,
  entryAt: (id: string) => Entry,
): Put {
  const published = Object.hasOwn(shelf.published, wanted) ? shelf.published[wanted] : undefined;
  const entry = entryAt(wanted);
  const own = shelf.own.get(wanted);
  const holder = own ?? published;
  if (holder === undefined) {
    shelf.own.set(wanted, entry);
    return { put: 'added', id: wanted };
  }
  if (sameEntry(holder, entry)) return { put: 'known', id: wanted };
  if (own !== undefined && shelf.isSame(own, entry)) {
    shelf.own.set(wanted, entry);
    return { put: 'replaced', id: wanted, holder: own.name };
  }
  for (let number = 2; ; number += 1) {
    const id = `${wanted}-${number}`;
    const there = shelf.own.get(id);
    if (Object.hasOwn(shelf.published, id) || (there !== undefined && !shelf.isSame(there, entry))) continue;
    const moved = entryAt(id);
    if (there !== undefined && sameEntry(there, moved)) return { put: 'known', id };
    shelf.own.set(id, moved);
    return { put: 'renamed', id, holder: holder.name };
  }
}

function remarkOn(put: Put, wanted: string, slug: string | undefined): readonly Refusal[] {
  if (put.put === 'replaced')
    return [
      {
        code: 'netbox-type-updated',
        message: `Your own entry ${put.id} is updated to this file, which specifies the same product.`,
        params: { id: put.id },
      },
    ];
  if (put.put === 'renamed')
    return [
      {
        code: 'netbox-slug-taken',
        message: `The slug ${slug ?? wanted} belongs to ${put.holder}; this type is added as ${put.id}.`,
        params: { slug: slug ?? wanted, holder: put.holder, id: put.id },
      },
    ];
  if (slug !== undefined && slug !== put.id && slug.replaceAll('_', '-').slice(0, 70) !== put.id)
    return [
      {
        code: 'netbox-slug-changed',
        message: `The slug ${slug} cannot be an id here; this type is added as ${put.id}.`,
        params: { slug, id: put.id },
      },
    ];
  return [];
}

const METERS_PER = { mm: 0.001, in: 0.0254 } as const;

/** Outer measures of a rack in metres; without a unit nobody knows them. */
export function metersIn(value: number | undefined, unit: 'mm' | 'in' | undefined): number | undefined {
  return value === undefined || value === 0 || unit === undefined
    ? undefined
    : Number((value * METERS_PER[unit]).toPrecision(10));
}

const lengthOf = (meters: number | undefined, what: string) =>
  meters === undefined ? unknown('m', `The file states no ${what}.`) : known('m', meters, `Its ${what}.`);

function rackTypeOf(file: NetboxRackType, id: string): RackType {
  const mounting = metersIn(file.mounting_depth, 'mm');
  const inches = file.width === 19 ? '' : ` (${file.width} in)`;
  return {
    id,
    name: `${file.manufacturer} ${file.model}${inches}`,
    units: file.u_height,
    width: lengthOf(metersIn(file.outer_width, file.outer_unit), 'outer width'),
    depth: lengthOf(metersIn(file.outer_depth, file.outer_unit), 'outer depth'),
    ...(mounting === undefined ? {} : { usableDepth: known('m', mounting, 'Its mounting depth.') }),
    massLimit: massIn(file.max_weight, file.weight_unit),
    emptyMass: massIn(file.weight, file.weight_unit),
    ...(file.description === undefined ? {} : { note: file.description }),
  };
}

/** An exported entry of a catalogue where its file says of it what was written, whatever the library cannot say. */
function unchanged(file: NetboxDeviceType): DeviceType | undefined {
  const entry = embeddedIn(file);
  if (entry === undefined || !CatalogueId.safeParse(entry.id).success) return undefined;
  const again = NetboxDeviceType.safeParse(libraryEntryOf(entry));
  const said = (of: NetboxDeviceType) => ({ ...of, comments: undefined });
  return again.success && sameEntry(said(again.data), said(file)) ? entry : undefined;
}

const sameProduct = (
  a: Pick<DeviceType, 'name' | 'vendor'>,
  b: Pick<DeviceType, 'name' | 'vendor'>,
): boolean => a.name === b.name && a.vendor === b.vendor;

/** Counts what files say and nothing reads. */
export function unreadCounter() {
  const counts = new Map<string, number>();
  return {
    note: (name: string, times = 1): void => {
      counts.set(name, (counts.get(name) ?? 0) + times);
    },
    list: (file: string): readonly UnreadColumn[] =>
      [...counts]
        .sort(([a, many], [b, more]) => more - many || (a < b ? -1 : 1))
        .map(([name, count]) => ({ file, name, count })),
  };
}

const isEmpty = (value: unknown): boolean =>
  value === null || value === '' || (Array.isArray(value) && value.length === 0);

/** The scenario with the types of files in its catalogue. A file or document that cannot be used is left out and named. */
export function addTypes(scenario: Scenario, files: readonly NetboxFile[], published: Catalogue): Typed {
  const own = userCatalogueOf(scenario);
  const byId = <Entry extends { readonly id: string }>(entries: readonly Entry[]) =>
    new Map(entries.map((entry) => [entry.id, entry]));
  const devices: Shelf<DeviceType> = {
    published: published.deviceTypes,
    own: byId(own.deviceTypes),
    isSame: sameProduct,
  };
  const racks: Shelf<RackType> = {
    published: published.rackTypes,
    own: byId(own.rackTypes),
    isSame: (a, b) => a.name === b.name,
  };
  const [leftOut, warnings]: [FileRemark[], FileRemark[]] = [[], []];
  const unread = unreadCounter();
  const numbering = new Map<string, Numbering>();
  let count = 0;
  const put = (file: string, slug: string | undefined, wanted: string, done: Put): void => {
    if (done.put !== 'known') count += 1;
    warnings.push(...remarkOn(done, wanted, slug).map((refusal) => ({ file, refusal })));
  };
  for (const { file, read } of files.flatMap(entriesOf)) {
    if (!read.ok) {
      leftOut.push({ file, refusal: read.error });
      continue;
    }
    const entry = entryIn(file, read.value);
    if (!entry.ok) {
      leftOut.push({ file, refusal: entry.error });
      continue;
    }
    const { kind, says } = entry.value;
    for (const [key, value] of Object.entries(says))
      if (value !== undefined && !isEmpty(value) && !readProperties[kind].has(key)) unread.note(key);
    if (kind === 'module') {
      unread.note('module types');
    } else if (kind === 'rack') {
      const wanted = slugged(says);
      const done = putOn(racks, wanted, (id) => rackTypeOf(says, id));
      numbering.set(done.id, { isDescending: says.desc_units, startingUnit: says.starting_unit });
      put(file, says.slug, wanted, done);
    } else {
      const exported = unchanged(says);
      const wanted = exported?.id ?? slugged(says);
      const entryAt = (id: string) => (exported === undefined ? deviceTypeOf(says, id) : { ...exported, id });
      if (exported === undefined) warnings.push(...warningsOf(says).map((refusal) => ({ file, refusal })));
      const done = putOn(devices, wanted, entryAt);
      put(file, exported === undefined ? says.slug : undefined, wanted, done);
    }
  }
  const listedUnread = unread.list('types');
  if (count === 0) return { scenario, count, leftOut, warnings, unread: listedUnread, numbering };
  const userCatalogue = {
    ...own,
    deviceTypes: [...devices.own.values()],
    rackTypes: [...racks.own.values()],
  };
  const most = userCatalogueLimits.entries;
  const over = Math.max(userCatalogue.deviceTypes.length, userCatalogue.rackTypes.length);
  if (over > most) {
    const refusal: Refusal = {
      code: 'too-many-types',
      message: `With these files your own catalogue entries come to ${over}; the limit is ${most}. Import the types that your racks use.`,
      params: { over, limit: most },
    };
    return { scenario, count: 0, leftOut: [{ file: 'types', refusal }], warnings: [], unread: [], numbering };
  }
  return {
    scenario: { ...scenario, userCatalogue },
    count,
    leftOut,
    warnings,
    unread: listedUnread,
    numbering,
  };
}
