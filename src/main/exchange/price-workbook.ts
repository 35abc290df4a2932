import { unzipSync, type Zippable, zipSync } from 'fflate/browser';
import { readSheet } from 'read-excel-file/universal';
import type { Catalogue } from '#shared/catalogue/catalogue';
import { readPriceRows, type ReadPrices } from '#shared/prices/price-table';
import { failure, fileTooLarge, type Refusal, type Result, success } from '#shared/refusal/refusal';
import { neededColumns, pricedItems } from './price-table';
import type { TableRow } from './read-table';
import { extentOf } from './sheet-extent';
import { counted, written } from '#shared/text/plural';

/** A workbook is an archive: what it unpacks to, and how far its sheets reach, is bounded as well as what it weighs. */
export const workbookLimits = {
  bytes: 8 * 1024 * 1024,
  unpackedBytes: 64 * 1024 * 1024,
  parts: 2_000,
  /** Rows up to the last one of a sheet times columns up to its last one. */
  places: 4_000_000,
  rows: 10_000,
  columns: 200,
} as const;
type WorkbookLimits = Readonly<Record<keyof typeof workbookLimits, number>>;

const invalid = (reason: string): Result<never, Refusal> =>
  failure({
    code: 'workbook-invalid',
    message: `The workbook cannot be used: ${reason}`,
    params: { reason },
  });

/**
 * The first sheet of an XLSX workbook as rows by column name, all cells as text; the first row names the columns. Formulas
 * are never computed: what counts is the value that the spreadsheet kept beside them.
 */
export async function readWorkbook(
  base64: string,
  required: readonly string[],
  limits: WorkbookLimits = workbookLimits,
): Promise<Result<readonly TableRow[], Refusal>> {
  const bytes = bytesOf(base64);
  if (bytes === undefined) return invalid('it is not a spreadsheet file');
  if (bytes.length > limits.bytes) return failure(fileTooLarge(bytes.length, limits.bytes));
  if (isOldFormat(bytes))
    return invalid('it is protected by a password or in the old XLS format; save it as XLSX');
  const plain = unpacked(bytes, limits);
  if (!plain.ok) return plain;
  try {
    return rowsOf(await readSheet(plain.value), required, limits);
  } catch (error) {
    return invalid(error instanceof Error ? error.message : 'it is not an XLSX file');
  }
}

function bytesOf(base64: string): Uint8Array<ArrayBuffer> | undefined {
  try {
    return Uint8Array.from(atob(base64), (character) => character.charCodeAt(0));
  } catch {
    return undefined;
  }
}

/** The signature of a compound file (MS-CFB, section 2.2), in which XLS and encrypted workbooks are. */
const isOldFormat = (bytes: Uint8Array): boolean =>
  [0xd0, 0xcf, 0x11, 0xe0].every((byte, index) => bytes[index] === byte);

/**
 * The parts that are read, stored without compression. Their size is known before anything is unpacked, and the unpacked
 * ones cannot grow beyond it, so that a small file cannot fill the memory.
 */
function unpacked(bytes: Uint8Array<ArrayBuffer>, limits: WorkbookLimits): Result<ArrayBuffer, Refusal> {
  let parts = 0;
  let size = 0;
  try {
    unzipSync(bytes, {
      filter: ({ originalSize }) => {
        parts += 1;
        size += originalSize;
        return false;
      },
    });
    if (parts > limits.parts) return invalid(`it has more than ${counted(limits.parts, 'part')}`);
    if (size > limits.unpackedBytes) {
      return invalid(`unpacked it would take more than ${limits.unpackedBytes / 1024 / 1024} MB`);
    }
    const read = unzipSync(bytes, { filter: ({ name }) => /\.xml(\.rels)?$/.test(name) });
    const reach = Object.values(read).map(extentOf);
    if (reach.includes(undefined)) return invalid('a cell has no valid reference');
    const places = Math.max(0, ...reach.map((extent) => (extent?.rows ?? 0) * (extent?.columns ?? 0)));
    if (places > limits.places) {
      return invalid(
        `a sheet of it spans ${counted(places, 'cell')}; at most ${written(limits.places)} can be read`,
      );
    }
    const stored: Zippable = read;
    return success(zipSync(stored, { level: 0 }).slice().buffer);
  } catch {
    return invalid('it is not an XLSX file, or it is damaged');
  }
}

function rowsOf(
  sheet: readonly (readonly unknown[])[],
  required: readonly string[],
  limits: WorkbookLimits,
): Result<readonly TableRow[], Refusal> {
  const [header, ...rows] = sheet;
  if (header === undefined || rows.length === 0) return invalid('there are no rows after the header');
  if (rows.length > limits.rows)
    return invalid(`row ${limits.rows + 2}: at most ${counted(limits.rows, 'row')} can be read`);
  if (header.length > limits.columns)
    return invalid(`at most ${counted(limits.columns, 'column')} can be read`);
  const names = header.map((cell) => textOf(cell).toLowerCase());
  const missing = required.find((name) => !names.includes(name));
  if (missing !== undefined) return invalid(`row 1: the column ${missing} is missing`);
  return success(
    rows.flatMap((row, index) => {
      const cells = Object.fromEntries(names.map((name, column) => [name, textOf(row[column])]));
      return Object.values(cells).every((cell) => cell === '') ? [] : [{ line: index + 2, cells }];
    }),
  );
}

/** A cell as CSV would have it: days as ISO, numbers without grouping. */
function textOf(cell: unknown): string {
  if (cell instanceof Date) return cell.toISOString().slice(0, 10);
  if (typeof cell === 'string') return cell.trim();
  return typeof cell === 'number' || typeof cell === 'boolean' ? String(cell) : '';
}

/** The prices of the first sheet of a workbook in base64, as those of a CSV table. */
export async function readPriceWorkbook(
  base64: string,
  catalogue: Catalogue,
): Promise<Result<ReadPrices, Refusal>> {
  const table = await readWorkbook(base64, neededColumns);
  return table.ok ? success(readPriceRows(table.value, pricedItems(catalogue))) : failure(table.error);
}
