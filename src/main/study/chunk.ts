import { createHash } from 'node:crypto';
import { parquetOf } from '#main/exchange/streams/write-parquet';
import { headerOf, linesOf } from '#main/exchange/streams/write-rows';
import { studyRows } from '#main/planning/study/rows';
import type { Catalogue } from '#shared/catalogue/catalogue';
import { type Candidate, candidateOf, selected } from '#shared/study/selection';
import type { Study } from '#shared/study/study';
import { demands, unitOf } from '#shared/study/study-cases';
import { studyColumns } from '#shared/study/study-rows';
import type { StudyFormat } from './identity';

/** Some cases of a stage, as they are handed to whoever works on them. */
export interface ChunkTask {
  readonly study: Study;
  /** Which of the study's stages, from 0. */
  readonly stage: number;
  readonly numbers: CaseNumbers;
  readonly setAside: Readonly<Record<number, string>>;
  readonly formats: readonly StudyFormat[];
}

/** Numbers that follow each other, or those of a list. */
export type CaseNumbers = { readonly from: number; readonly to: number } | readonly number[];

export const numbersIn = (numbers: CaseNumbers): readonly number[] =>
  'from' in numbers
    ? Array.from({ length: numbers.to - numbers.from }, (_, index) => numbers.from + index)
    : numbers;

/** The rows of a chunk as they are written, and what the next stage may take of them. */
export interface ChunkAnswer {
  readonly files: Readonly<Partial<Record<StudyFormat, Uint8Array>>>;
  readonly rows: number;
  readonly fit: number;
  readonly failed: number;
  readonly candidates: readonly Candidate[];
  /** Laid-out fleets by the ids of their cases. */
  readonly scenarios: Readonly<Record<string, string>>;
}

const ID_LENGTH = 20;

/** The id of a case: 80 bits of the SHA-256 of what it asks. */
const nameCase = (asked: unknown): string =>
  createHash('sha256').update(JSON.stringify(asked)).digest('hex').slice(0, ID_LENGTH);

/** Works on a chunk in this thread. Equal tasks give equal bytes, whoever works on them. */
export function answerChunk(
  { study, stage, numbers, setAside, formats }: ChunkTask,
  catalogue: Catalogue,
): ChunkAnswer {
  const level = study.stages[stage]?.level;
  if (level === undefined) throw new RangeError(`The study has no stage ${stage}`);
  const answered = studyRows({ study, level, numbers: numbersIn(numbers), setAside }, catalogue, nameCase);
  const rows = answered.map(({ row }) => row);
  const selection = study.stages[stage + 1]?.of;
  const demandOf = demands(study, unitOf(level));
  const candidates =
    selection === undefined
      ? []
      : answered.flatMap(({ row, block }) => candidateOf(row, demandOf(row.number, block), selection) ?? []);
  const columns = studyColumns[level];
  const names = Object.keys(columns);
  const written: Readonly<Record<StudyFormat, () => Uint8Array>> = {
    parquet: () => parquetOf(rows, columns),
    csv: () =>
      text(headerOf({ format: 'csv', columns: names }) + linesOf(rows, { format: 'csv', columns: names })),
    ndjson: () => text(linesOf(rows, { format: 'ndjson', columns: names })),
  };
  return {
    files: Object.fromEntries(formats.map((format) => [format, written[format]()])),
    rows: rows.length,
    fit: rows.filter(({ fits }) => fits).length,
    failed: rows.filter((row) => row['code'] === 'case-failed').length,
    candidates: selection === undefined ? [] : selected(candidates, selection),
    scenarios: Object.fromEntries(
      answered.flatMap(({ row, scenario }) =>
        scenario === undefined ? [] : [[String(row['id']), `${JSON.stringify(scenario, null, 2)}\n`]],
      ),
    ),
  };
}

const text = (content: string): Uint8Array => new TextEncoder().encode(content);
