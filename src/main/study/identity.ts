import { createHash } from 'node:crypto';
import type { Catalogue } from '#shared/catalogue/catalogue';
import type { Library } from '#shared/library/library';
import { z } from '#shared/schema/zod';
import { type Study, studyLevels } from '#shared/study/study';
import { blocksOf, sizeOf, unitOf } from '#shared/study/study-cases';

/** What results were computed from: equal manifests mean equal bytes. */

export const studyFormats = ['parquet', 'csv', 'ndjson'] as const;
export type StudyFormat = (typeof studyFormats)[number];

const digest = z.string().regex(/^[0-9a-f]{64}$/);

/** The program that computes: its version, and the SHA-256 of its files. */
export const CodeIdentity = z.object({ version: z.string().max(100), digest });
export type CodeIdentity = Readonly<z.infer<typeof CodeIdentity>>;

export const MANIFEST_FORMAT = 'fleetwright-study-results';
export const MANIFEST_VERSION = 1;

export const Shard = z.object({ index: z.int().min(1), of: z.int().min(1).max(100_000) });
export type Shard = Readonly<z.infer<typeof Shard>>;

export const Manifest = z.object({
  format: z.literal(MANIFEST_FORMAT),
  schemaVersion: z.literal(MANIFEST_VERSION),
  name: z.string(),
  code: CodeIdentity,
  /** SHA-256 of the study with its defaults, its terms and the prices in them. */
  study: digest,
  terms: digest,
  /** SHA-256 of the catalogue that is read, libraries included. */
  catalogue: digest,
  library: digest.nullable(),
  priceBook: digest.nullable(),
  seed: z.int(),
  cases: z.int(),
  formats: z.array(z.enum(studyFormats)),
  levels: z.array(z.enum(studyLevels)),
  shard: Shard.optional(),
});
export type Manifest = Readonly<z.infer<typeof Manifest>>;

export const sha256 = (content: string | Uint8Array): string =>
  createHash('sha256').update(content).digest('hex');

const digestOf = (value: unknown): string => sha256(JSON.stringify(value));

interface Computed {
  readonly study: Study;
  readonly code: CodeIdentity;
  readonly catalogue: Catalogue;
  readonly library: Library | undefined;
  readonly formats: readonly StudyFormat[];
}

export function manifestOf({ study, code, catalogue, library, formats }: Computed): Manifest {
  const levels = study.stages.map(({ level }) => level);
  const [first = 'estimate'] = levels;
  const { userCatalogue } = study.terms;
  return {
    format: MANIFEST_FORMAT,
    schemaVersion: MANIFEST_VERSION,
    name: study.name,
    code,
    study: digestOf(study),
    terms: digestOf(study.terms),
    catalogue: digestOf(catalogue),
    library: library === undefined ? null : digestOf(library),
    priceBook: userCatalogue === undefined ? null : digestOf(userCatalogue),
    seed: study.seed,
    cases: sizeOf(blocksOf(study, unitOf(first))),
    formats: [...formats],
    levels,
  };
}

/** What tells two manifests apart, in words; undefined where results of both go together. Shards do. */
export function differenceOf(held: Manifest, wanted: Manifest): string | undefined {
  if (held.code.version !== wanted.code.version)
    return `it was computed by version ${held.code.version} and this is version ${wanted.code.version}`;
  if (held.code.digest !== wanted.code.digest)
    return `it was computed by another build of version ${held.code.version}`;
  if (held.study !== wanted.study && held.terms !== wanted.terms && held.name === wanted.name)
    return 'its site, finance terms or prices differ (see --terms, --prices and --prices-on)';
  if (held.study !== wanted.study) return `it holds another study, “${held.name}”`;
  if (held.catalogue !== wanted.catalogue)
    return 'it was computed with another catalogue or other libraries (see --library)';
  if (held.formats.join() !== wanted.formats.join()) return `its files are ${held.formats.join(', ')}`;
  return undefined;
}
