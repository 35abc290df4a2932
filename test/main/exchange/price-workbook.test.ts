import { strToU8, zipSync } from 'fflate';
import { describe, expect, it } from 'vitest';
import writeXlsxFile, { type SheetData } from 'write-excel-file/universal';
import { readPriceWorkbook, readWorkbook, workbookLimits } from '#main/exchange/price-workbook';
import { writeTableWorkbook } from '#main/exchange/writers/table-workbook';
import { priceCells, priceColumns } from '#shared/prices/price-table';
import { UserPrice } from '#shared/scenario/user-catalogue';
import { shippedCatalogue } from '../../support/catalogue';

const catalogue = await shippedCatalogue();
const base64 = (bytes: Uint8Array): string => Buffer.from(bytes).toString('base64');

const workbookOf = async (data: SheetData): Promise<string> => {
  const blob = await writeXlsxFile(data, {}).toBlob();
  return base64(new Uint8Array(await blob.arrayBuffer()));
};

const header = ['item', 'currency', 'typical', 'observed_on'].map((value) => ({ value, type: String }));
const text = (value: string) => ({ value, type: String });
const number = (value: number) => ({ value, type: Number });

describe('a price book as XLSX', () => {
  it('comes back as it went out, also where a text looks like a formula', async () => {
    const prices = ['Acme', '=1+1', '+49 69', '机柜'].map((supplier, index) =>
      UserPrice.parse({
        id: `p${index}`,
        item: 'rack-42u',
        currency: 'EUR',
        low: 1_700.5,
        typical: 1_800,
        high: 1_900,
        observedOn: '2026-10-01',
        validUntil: '2026-12-31',
        tiers: [{ fromQuantity: 10, low: 1_500, typical: 1_600, high: 1_700 }],
        supplier,
      }),
    );
    const rows = [
      [...priceColumns],
      ...prices.map((price) => priceColumns.map((column) => priceCells(price)[column])),
    ];
    const file = await writeTableWorkbook({ suggestedName: 'prices.xlsx', sheet: 'Price book', rows });

    expect(await readPriceWorkbook(base64(file.content as Uint8Array), catalogue)).toEqual({
      ok: true,
      value: { prices, faults: [] },
    });
  });

  it('reads days that the spreadsheet keeps as dates, and names rows by the lines of the sheet', async () => {
    const day = { value: new Date('2026-10-01'), type: Date, format: 'yyyy-mm-dd' };
    const read = await readPriceWorkbook(
      await workbookOf([
        header,
        [text('rack-42u'), text('USD'), number(1_900), day],
        [null, null, null, null],
        [text('mainframe'), text('USD'), number(1), day],
      ]),
      catalogue,
    );

    expect(read).toMatchObject({
      ok: true,
      value: {
        prices: [{ item: 'rack-42u', typical: 1_900, observedOn: '2026-10-01' }],
        faults: [{ params: { line: 4, reason: 'item: the catalogue has no mainframe' } }],
      },
    });
  });

  it('never computes a formula: without the value that the spreadsheet kept the row is left out', async () => {
    const read = await readPriceWorkbook(
      await workbookOf([
        header,
        [text('rack-42u'), text('USD'), { value: '=1000+900', type: 'Formula' }, text('2026-10-01')],
      ]),
      catalogue,
    );

    expect(read).toMatchObject({ ok: true, value: { prices: [], faults: [{ params: { line: 2 } }] } });
  });
});

const reasonOf = async (bytes: Uint8Array): Promise<unknown> => {
  const read = await readWorkbook(base64(bytes), ['item']);
  return read.ok ? undefined : [read.error.code, read.error.params?.['reason']];
};

describe('a file that is no workbook of prices', () => {
  it('is refused with its reason, and nothing of it is read', async () => {
    expect(await reasonOf(strToU8('item,price'))).toEqual([
      'workbook-invalid',
      'it is not an XLSX file, or it is damaged',
    ]);
    expect(await reasonOf(new Uint8Array([0xd0, 0xcf, 0x11, 0xe0, 0, 0]))).toEqual([
      'workbook-invalid',
      'it is protected by a password or in the old XLS format; save it as XLSX',
    ]);
    expect(await reasonOf(zipSync({ 'a.txt': strToU8('a') }))).toMatchObject([
      'workbook-invalid',
      expect.anything(),
    ]);
    expect(await readWorkbook('§', ['item'])).toMatchObject({
      ok: false,
      error: { code: 'workbook-invalid' },
    });
  });

  it('is refused for the column that it lacks, or where no row follows', async () => {
    const bytes = async (data: SheetData) => Buffer.from(await workbookOf(data), 'base64');
    expect(await reasonOf(await bytes([[text('price')], [number(1)]]))).toEqual([
      'workbook-invalid',
      'row 1: the column item is missing',
    ]);
    expect(await reasonOf(await bytes([[text('item')]]))).toEqual([
      'workbook-invalid',
      'there are no rows after the header',
    ]);
  });

  it('is refused before it is unpacked where it says that it would fill the memory', async () => {
    const small = zipSync({ 'xl/worksheets/sheet1.xml': strToU8('<worksheet/>') });
    expect(await reasonOf(saying(small, workbookLimits.unpackedBytes + 1))).toEqual([
      'workbook-invalid',
      'unpacked it would take more than 64 MB',
    ]);
  });

  it('is refused where it unpacks to more than it says', async () => {
    const large = zipSync({ 'xl/worksheets/sheet1.xml': new Uint8Array(2_000_000) });
    expect(await reasonOf(saying(large, 10))).toMatchObject(['workbook-invalid', expect.anything()]);
  });

  it.each([
    [
      'the last cell of a sheet',
      '<row r="1048576"><c r="XFD1048576" t="inlineStr"><is><t>x</t></is></c></row>',
    ],
    ['a prefix before the names', '<x:row r="9"><x:c x:r="XFD1048576"><x:v>1</x:v></x:c></x:row>'],
    ['other quotation marks', "<row r='1048576'><c r = 'XFD1048576'><v>1</v></c></row>"],
  ])('is refused at once where its sheet reaches far beyond any price book: %s', async (_, rows) => {
    expect(await reasonOf(sheetOf(rows))).toEqual([
      'workbook-invalid',
      expect.stringMatching(/^a sheet of it spans [\d,]+ cells; at most 4,000,000 can be read$/),
    ]);
  });

  it.each([
    '<row r="1e9"><c r="A1000000000"/></row>',
    '<row><c r="&#88;FD9"/></row>',
    '<row><c r="~~~~9"/></row>',
    `<row><c ${'a="1" '.repeat(1_000)} r="A1"/></row>`,
  ])('is refused where a cell is at no place that a sheet has: %.40s', async (rows) => {
    expect(await reasonOf(sheetOf(rows))).toEqual(['workbook-invalid', 'a cell has no valid reference']);
  });

  it('is refused where it has more parts, rows or columns than a price book', async () => {
    const few = { ...workbookLimits, parts: 20, rows: 2, columns: 3 };
    const refused = async (content: string) => {
      const read = await readWorkbook(content, ['item'], few);
      return read.ok ? undefined : read.error.params?.['reason'];
    };
    const parts = Object.fromEntries(
      Array.from({ length: 21 }, (_part, index) => [`${index}.xml`, strToU8('')]),
    );

    expect(await refused(base64(zipSync(parts)))).toBe('it has more than 20 parts');
    expect(await refused(await workbookOf([[text('item')], [text('a')], [text('b')], [text('c')]]))).toBe(
      'row 4: at most 2 rows can be read',
    );
    expect(await refused(await workbookOf([['item', 'b', 'c', 'd'].map(text), [text('a')]]))).toBe(
      'at most 3 columns can be read',
    );
  });
});

const sheetOf = (rows: string): Uint8Array =>
  zipSync({
    'xl/worksheets/sheet1.xml': strToU8(`<worksheet><sheetData>${rows}</sheetData></worksheet>`),
  });

/** The same archive, whose directory says that each part unpacks to so many bytes. */
function saying(archive: Uint8Array, size: number): Uint8Array {
  const said = archive.slice();
  const view = new DataView(said.buffer);
  for (let at = 0; at + 28 < said.length; at += 1) {
    // The header of an entry of the central directory (APPNOTE.TXT, section 4.3.12).
    if (view.getUint32(at, true) === 0x02014b50) view.setUint32(at + 24, size, true);
  }
  return said;
}
