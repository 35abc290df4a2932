import writeXlsxFile, { type Cell } from 'write-excel-file/universal';
import type { TableCell } from '#shared/api/files';
import type { FileToSave } from '#main/files/host-files';

export interface TableWorkbook {
  readonly suggestedName: string;
  readonly sheet: string;
  /** The first row is the header. */
  readonly rows: readonly (readonly TableCell[])[];
}

/** A table as one sheet: texts as texts, which no spreadsheet evaluates, numbers as numbers. */
export async function writeTableWorkbook({ suggestedName, sheet, rows }: TableWorkbook): Promise<FileToSave> {
  const [header = [], ...others] = rows;
  const data = [
    header.map((cell): Cell => ({ value: String(cell ?? ''), type: String, fontWeight: 'bold' })),
    ...others.map((row) => row.map(cellOf)),
  ];
  const blob = await writeXlsxFile(data, { sheet, stickyRowsCount: 1 }).toBlob();
  return { suggestedName, content: new Uint8Array(await blob.arrayBuffer()), kind: 'xlsx' };
}

function cellOf(value: TableCell): Cell {
  if (value === null || value === '') return null;
  return typeof value === 'number' ? { value, type: Number } : { value, type: String };
}
