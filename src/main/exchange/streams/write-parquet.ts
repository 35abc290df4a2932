import { type ColumnSource, parquetWriteBuffer } from 'hyparquet-writer';

/** How a column is kept: texts as UTF-8, whole numbers of 32 bits, numbers of 64 bits, truth values. */
const kept = { text: 'STRING', truth: 'BOOLEAN', number: 'DOUBLE', whole: 'INT32' } as const;

type Columns = Readonly<Record<string, keyof typeof kept>>;

/** Rows as one Apache Parquet file, compressed by Snappy; every column may lack values. Equal rows give equal bytes. */
export function parquetOf(rows: readonly Readonly<Record<string, unknown>>[], columns: Columns): Uint8Array {
  const columnData = Object.entries(columns).map(([name, type]): ColumnSource => ({
    name,
    data: rows.map((row) => row[name] ?? null),
    type: kept[type],
    nullable: true,
  }));
  return new Uint8Array(parquetWriteBuffer({ columnData, createdBy: 'fleetwright' }));
}
