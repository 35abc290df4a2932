import type { Catalogue } from '#shared/catalogue/catalogue';
import { SourceDate } from '#shared/catalogue/figure';
import { describeJsonProblem, readJson } from '#shared/json/read';
import { failure, success, type Result } from '#shared/result';
import { formatPath, schemaIssues } from '#shared/schema-issues';
import { z } from '#shared/zod';
import type { CatalogueFault } from './fault';
import { kindNames, kinds, type Kind } from '#shared/catalogue/kinds';
import { referenceFaults } from './references';
import { expandSameAs } from './same-as';

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
