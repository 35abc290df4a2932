import { strFromU8, strToU8, unzipSync, type Zippable, zipSync } from 'fflate/browser';

/** What is added to a written workbook: formulas beside the values of cells, and how the first sheet is printed. */
export interface SheetExtras {
  /** By cell, such as `I7`: the formula that its value was counted by. */
  readonly formulas: ReadonlyMap<string, string>;
  readonly sheet: string;
  /** Columns and rows that are printed, such as `A` to `J` and 40. */
  readonly lastColumn: string;
  readonly lastRow: number;
  /** The rows that repeat on every page. */
  readonly headRow: number;
}

const FIRST_SHEET = 'xl/worksheets/sheet1.xml';
const WORKBOOK = 'xl/workbook.xml';
/** Files in an archive have a date; the same quote gives the same bytes. */
const mtime = new Date(1980, 0, 1);

const escaped = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');

/** The workbook with its formulas, which keep the values that were written, its print area, and one page in width. */
export function withFormulas(workbook: Uint8Array, extras: SheetExtras): Uint8Array {
  const parts: Zippable = Object.fromEntries(
    Object.entries(unzipSync(workbook)).map(([name, bytes]) => {
      if (name === FIRST_SHEET) return [name, strToU8(sheetWith(strFromU8(bytes), extras))];
      if (name === WORKBOOK) return [name, strToU8(workbookWith(strFromU8(bytes), extras))];
      return [name, bytes];
    }),
  );
  return zipSync(parts, { mtime });
}

const sheetWith = (xml: string, { formulas }: SheetExtras): string =>
  xml
    .replaceAll(/<c r="([A-Z]+\d+)"([^>]*)><v>/g, (cell, place: string, rest: string) => {
      const formula = formulas.get(place);
      return formula === undefined ? cell : `<c r="${place}"${rest}><f>${escaped(formula)}</f><v>`;
    })
    .replace(/(<worksheet[^>]*>)/, '$1<sheetPr><pageSetUpPr fitToPage="1"/></sheetPr>')
    .replace(
      '</worksheet>',
      '<pageSetup paperSize="9" orientation="landscape" fitToWidth="1" fitToHeight="0"/></worksheet>',
    );

function workbookWith(xml: string, { sheet, lastColumn, lastRow, headRow }: SheetExtras): string {
  const name = `'${escaped(sheet.replaceAll("'", "''"))}'`;
  const area = `${name}!$A$1:$${lastColumn}$${lastRow}`;
  const titles = `${name}!$${headRow}:$${headRow}`;
  return xml.replace(
    '<definedNames/>',
    `<definedNames><definedName name="_xlnm.Print_Area" localSheetId="0">${area}</definedName><definedName name="_xlnm.Print_Titles" localSheetId="0">${titles}</definedName></definedNames>`,
  );
}
