import { isRecord, ownValue } from '#shared/schema/own-value';
import { type Catalogue, figureList, type Kind, kindNames, kinds } from '#shared/catalogue/catalogue';
import { isKnown, SourceDate } from '#shared/catalogue/figure';
import { describeJsonProblem, readJson } from '#shared/json/read';
import { failure, type Result, success } from '#shared/refusal/refusal';
import { formatPath, schemaIssues, z } from '#shared/schema/zod';

/** What is wrong with the catalogue: in which file, where in it, and why. */
export interface CatalogueFault {
  readonly file: string;
  /** Such as `entries[3].power.typical`; empty for the whole file. */
  readonly path: string;
  readonly reason: string;
  /** The entry that is at fault, where it is one that refers to another. */
  readonly entry?: { readonly kind: Kind; readonly id: string };
}

/** One line for people, such as `prices.json entries[0].amount: the unit must be USD`. */
export const describeFault = ({ file, path, reason }: CatalogueFault): string =>
  `${file}${path === '' ? '' : ` ${path}`}: ${reason}`;

/** What a file's entries are before they are checked. */
type RawEntries = ReadonlyMap<string, readonly unknown[]>;

interface Expansion {
  readonly all: RawEntries;
  readonly faults: { readonly path: readonly (string | number)[]; readonly reason: string }[];
}

/**
 * Replaces `{ "sameAs": "kind/id/field" }` by what stands there, so that a value that many entries share, such as a
 * country's grid for its states, is written once. The target must be a value of its own, not another reference.
 */
function expandSameAs(kind: string, all: RawEntries): Result<readonly unknown[], Expansion['faults']> {
  const expansion: Expansion = { all, faults: [] };
  const entries = (all.get(kind) ?? []).map((entry, index) => expand(entry, ['entries', index], expansion));
  return expansion.faults.length === 0 ? success(entries) : failure(expansion.faults);
}

function expand(value: unknown, path: readonly (string | number)[], expansion: Expansion): unknown {
  if (Array.isArray(value)) return value.map((item, index) => expand(item, [...path, index], expansion));
  if (!isRecord(value)) return value;
  if ('sameAs' in value) return target(value['sameAs'], path, expansion);
  return Object.fromEntries(
    Object.entries(value).map(([key, item]) => [key, expand(item, [...path, key], expansion)]),
  );
}

function target(address: unknown, path: readonly (string | number)[], expansion: Expansion): unknown {
  const found = typeof address === 'string' ? valueAt(address, expansion.all) : undefined;
  if (found !== undefined && !(isRecord(found) && 'sameAs' in found)) return found;
  const reason = `"sameAs" must name another value of the catalogue as kind/id/field, not ${JSON.stringify(address)}`;
  expansion.faults.push({ path, reason });
  return undefined;
}

function valueAt(address: string, all: RawEntries): unknown {
  const [kind = '', id = '', field = ''] = address.split('/');
  let value: unknown = all.get(kind)?.find((entry) => isRecord(entry) && entry['id'] === id);
  for (const name of field.split('.')) {
    value = isRecord(value) ? ownValue(value, name) : undefined;
  }
  return value;
}

interface Reference {
  /** The entry and field that refer, such as `deviceTypes/dgx-h100/price`. */
  readonly from: string;
  readonly to: Kind;
  readonly id: string | undefined;
}

/** Every reference of the catalogue that leads nowhere, and every pair of entries that contradict one another. */
export const referenceFaults = (catalogue: Catalogue): readonly CatalogueFault[] => [
  ...allReferences(catalogue)
    .filter(({ to, id }) => id !== undefined && !Object.hasOwn(catalogue[to], id))
    .map(({ from, to, id }) => fault(from, `${kinds[to].file} has no entry "${id ?? ''}"`)),
  ...unitFaults(catalogue),
  ...engineFaults(catalogue),
];

function fault(from: string, reason: string): CatalogueFault {
  const [kind = '', ...place] = from.split('/');
  const entry = { kind: kind as Kind, id: place[0] ?? '' };
  return { file: kinds[entry.kind].file, path: place.join('.'), reason, entry };
}

function allReferences(catalogue: Catalogue): readonly Reference[] {
  return [...sourceReferences(catalogue), ...partReferences(catalogue)];
}

function* sourceReferences(catalogue: Catalogue): Generator<Reference> {
  for (const { path, figure } of figureList(catalogue)) {
    if (!isKnown(figure)) continue;
    for (const { id, source } of figure.readings) {
      yield { from: `${path}/readings/${id}`, to: 'sources', id: source };
    }
  }
  for (const { id, ...part } of Object.values(catalogue.accelerators)) {
    for (const field of ['architecture', 'floorPlan', 'multiprocessors', 'linkDomain'] as const) {
      yield { from: `accelerators/${id}/${field}`, to: 'sources', id: part[field]?.source };
    }
  }
  for (const { id, dimensions } of Object.values(catalogue.deviceTypes)) {
    yield { from: `deviceTypes/${id}/dimensions`, to: 'sources', id: dimensions.source };
  }
  for (const { id, source } of Object.values(catalogue.models)) {
    yield { from: `models/${id}/source`, to: 'sources', id: source };
  }
  for (const { id, source } of Object.values(catalogue.engines)) {
    yield { from: `engines/${id}/source`, to: 'sources', id: source };
  }
}

function* partReferences(catalogue: Catalogue): Generator<Reference> {
  for (const { id, price, defaultEngine } of Object.values(catalogue.accelerators)) {
    yield { from: `accelerators/${id}/price`, to: 'prices', id: price };
    yield { from: `accelerators/${id}/defaultEngine`, to: 'engines', id: defaultEngine };
  }
  for (const { id, price, accelerators } of Object.values(catalogue.deviceTypes)) {
    yield { from: `deviceTypes/${id}/price`, to: 'prices', id: price };
    yield { from: `deviceTypes/${id}/accelerators`, to: 'accelerators', id: accelerators?.type };
  }
  for (const { id, members } of Object.values(catalogue.deviceGroups)) {
    for (const { type } of members)
      yield { from: `deviceGroups/${id}/members/${type}`, to: 'deviceTypes', id: type };
  }
  for (const service of Object.values(catalogue.services)) {
    if (service.kind === 'tokens')
      yield { from: `services/${service.id}/model`, to: 'models', id: service.model };
    else yield { from: `services/${service.id}/accelerator`, to: 'accelerators', id: service.accelerator };
  }
  for (const { id, price } of Object.values(catalogue.rackTypes)) {
    yield { from: `rackTypes/${id}/price`, to: 'prices', id: price };
  }
  for (const { id, parts = [] } of Object.values(catalogue.taxes)) {
    for (const part of parts) yield { from: `taxes/${id}/parts`, to: 'taxes', id: part };
  }
}

function* unitFaults(catalogue: Catalogue): Generator<CatalogueFault> {
  for (const { id, currency, amount } of Object.values(catalogue.prices)) {
    if (amount.unit !== currency) yield fault(`prices/${id}/amount`, `the unit must be ${currency}`);
  }
  for (const { id, from, to, rate } of Object.values(catalogue.exchangeRates)) {
    if (rate.unit !== `${to}/${from}`)
      yield fault(`exchangeRates/${id}/rate`, `the unit must be ${to}/${from}`);
  }
  for (const { id, tariff, tariffCurrency } of Object.values(catalogue.sites)) {
    const unit = `${tariffCurrency}/kWh`;
    if (tariff.unit !== unit) yield fault(`sites/${id}/tariff`, `the unit must be ${unit}`);
  }
}

function* engineFaults(catalogue: Catalogue): Generator<CatalogueFault> {
  for (const { id, kind, defaultEngine } of Object.values(catalogue.accelerators)) {
    const engine = catalogue.engines[defaultEngine];
    if (engine !== undefined && engine.kind !== kind) {
      yield fault(
        `accelerators/${id}/defaultEngine`,
        `"${defaultEngine}" runs on another kind of accelerator`,
      );
    }
  }
}

/** One file of the catalogue folder, by its bare name. */
export interface CatalogueFile {
  readonly name: string;
  readonly text: string;
}

export const catalogueLimits = { bytes: 8 * 1024 * 1024, depth: 32, entries: 10_000 } as const;

const FileShape = z.strictObject({
  /** The day up to which prices were collected; only in prices.json. */
  priceBookDate: SourceDate.optional(),
  entries: z.array(z.unknown()).min(1, 'the file has no entries').max(catalogueLimits.entries),
});
type FileShape = z.infer<typeof FileShape>;

/**
 * The catalogue that the files of its folder make, or everything that is wrong with them, each fault with its file,
 * place and reason.
 */
export function parseCatalogue(
  files: readonly CatalogueFile[],
): Result<Catalogue, readonly CatalogueFault[]> {
  const faults: CatalogueFault[] = [];
  const shapes = new Map<Kind, FileShape>();
  for (const kind of kindNames) {
    const shape = readShape(kinds[kind].file, files);
    if (shape.ok) shapes.set(kind, shape.value);
    else faults.push(...shape.error);
  }
  const priceBookDate = shapes.get('prices')?.priceBookDate;
  if (shapes.has('prices') && priceBookDate === undefined) {
    faults.push({
      file: kinds.prices.file,
      path: 'priceBookDate',
      reason: 'the day of the prices is missing',
    });
  }
  if (faults.length > 0) return failure(faults);

  const raw = new Map([...shapes].map(([kind, { entries }]) => [kind as string, entries]));
  const parsed = kindNames.map((kind) => [kind, parseKind(kind, raw)] as const);
  const refused = parsed.flatMap(([, result]) => (result.ok ? [] : result.error));
  if (refused.length > 0) return failure(refused);
  const kept = parsed.flatMap(([kind, result]) => (result.ok ? [[kind, result.value] as const] : []));
  const catalogue = { ...Object.fromEntries(kept), priceBookDate } as unknown as Catalogue;
  const dangling = referenceFaults(catalogue);
  return dangling.length === 0 ? success(catalogue) : failure(dangling);
}

function readShape(
  name: string,
  files: readonly CatalogueFile[],
): Result<FileShape, readonly CatalogueFault[]> {
  const whole = (reason: string) => failure([{ file: name, path: '', reason }]);
  const file = files.find((candidate) => candidate.name === name);
  if (file === undefined) return whole('the file is missing');
  if (file.text.trim() === '') return whole('the file is empty');
  const json = readJson(file.text, catalogueLimits);
  if (!json.ok) return whole(describeJsonProblem(json.error));
  const shape = FileShape.safeParse(json.value);
  if (shape.success) return success(shape.data);
  return failure(schemaIssues(shape.error).map((issue) => ({ file: name, ...issue })));
}

/** The entries of one kind by id, in the order of their file. */
function parseKind(
  kind: Kind,
  raw: ReadonlyMap<string, readonly unknown[]>,
): Result<Readonly<Record<string, unknown>>, readonly CatalogueFault[]> {
  const { file, schema } = kinds[kind];
  const expanded = expandSameAs(kind, raw);
  if (!expanded.ok) {
    return failure(expanded.error.map(({ path, reason }) => ({ file, path: formatPath(path), reason })));
  }
  const faults: CatalogueFault[] = [];
  const entries = new Map<string, unknown>();
  for (const [index, candidate] of expanded.value.entries()) {
    const entry = schema.safeParse(candidate);
    const place = `entries[${index}]`;
    if (!entry.success) {
      faults.push(
        ...schemaIssues(entry.error).map(({ path, reason }) => ({
          file,
          path: path === '' ? place : `${place}.${path}`,
          reason,
        })),
      );
    } else if (entries.has(entry.data.id)) {
      faults.push({
        file,
        path: `${place}.id`,
        reason: `the id "${entry.data.id}" is taken by another entry`,
      });
    } else {
      entries.set(entry.data.id, entry.data);
    }
  }
  return faults.length === 0 ? success(Object.fromEntries(entries)) : failure(faults);
}
