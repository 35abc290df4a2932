import { strFromU8 } from 'fflate/browser';

/**
 * How far the cells of a worksheet reach, by what its XML says of rows and cells. A reader fills all the places up to the
 * last cell, so that a sheet of one cell at its far corner takes gigabytes; this finds out before one reads it.
 */
interface SheetExtent {
  readonly rows: number;
  readonly columns: number;
}

/** The name of an element, perhaps after a prefix, at the beginning of what follows a `<`. */
const PLACED = /^(?:[^\s:>/]+:)?(?:row|c)[\s>/]/;
const PLACES = /(?:^|[\s:])r\s*=\s*["']?([^"']*)/g;
/** Up to three letters for the column, and the row: `XFD1048576` is the last cell that there can be. */
const PLACE = /^([A-Z]{0,3})([0-9]{1,7})$/;
/** A cell has a place, a style and a kind; the longest attributes of what programs write are far shorter. */
const LONGEST_TAG = 2_000;

/** The number of a column, from 1: A, Z and AA are 1, 26 and 27. */
function columnOf(letters: string): number {
  let column = 0;
  for (let at = 0; at < letters.length; at += 1) column = column * 26 + letters.charCodeAt(at) - 64;
  return column;
}

/** How far a part of a workbook reaches; undefined where a row or cell of it is at no place that a sheet has. */
export function extentOf(part: Uint8Array): SheetExtent | undefined {
  const xml = strFromU8(part);
  let [rows, columns] = [0, 0];
  // Cells of other parts, such as the order of calculation, are never filled in.
  if (!xml.includes('sheetData')) return { rows, columns };
  for (let start = xml.indexOf('<'); start >= 0;) {
    const next = xml.indexOf('<', start + 1);
    // No `<` may stand within a tag.
    const end = next < 0 ? xml.length : next;
    const tag = xml.slice(start + 1, Math.min(end, start + 1 + LONGEST_TAG));
    if (PLACED.test(tag)) {
      if (end - start > LONGEST_TAG) return undefined;
      for (const [, value = ''] of tag.matchAll(PLACES)) {
        const place = PLACE.exec(value);
        if (place === null) return undefined;
        columns = Math.max(columns, columnOf(place[1] ?? ''));
        rows = Math.max(rows, Number(place[2]));
      }
    }
    start = next;
  }
  return { rows, columns };
}
