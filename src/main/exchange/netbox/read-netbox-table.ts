import { readTable } from '#main/exchange/read-table';
import { readJson } from '#shared/json/read';
import { failure, type Refusal, type Result, success } from '#shared/refusal/refusal';
import { choices, headings } from './headings';
import { listed, unreadCounter } from './import-types';
import type { UnreadColumn } from '#shared/exchange/exchange';

/** The tables of NetBox: what its Export button writes, what its import forms take, and the lists of its API. */

export type Column = keyof typeof headings;

export interface NetboxRow {
  /** In its file, from 1; of a list of the API its place in it. */
  readonly line: number;
  readonly cells: Readonly<Partial<Record<Column, string>>>;
}

export interface NetboxTable {
  readonly rows: readonly NetboxRow[];
  readonly unread: readonly UnreadColumn[];
}

type Words = Readonly<Record<string, string>>;

const byWord = (words: Words): ReadonlyMap<string, readonly string[]> => {
  const found = new Map<string, string[]>();
  for (const [key, text] of Object.entries(words))
    for (const word of text.split('|')) found.set(word, [...(found.get(word) ?? []), key]);
  return found;
};

const columnsByWord = byWord(headings) as ReadonlyMap<string, readonly Column[]>;
const choicesByWord = byWord(choices);

/** What a word of a status, a face or a truth means, in whichever language NetBox was shown. */
export const choiceOf = (text: string | undefined): string | undefined =>
  text === undefined ? undefined : choicesByWord.get(text.trim().toLowerCase())?.[0];

/** Columns of the API and of exports that say nothing of a plan: addresses of pages, counts, dates of the record. */
const ABOUT_THE_RECORD =
  /^(id|url|display(_url)?|created|last[_ ]updated|tags|custom_fields|.*_count|devices|space|power)$/i;

function columnOf(heading: string, taken: ReadonlySet<Column>): Column | undefined {
  const word = heading.replace(/ \(\d+\)$/, '');
  const columns = columnsByWord.get(heading) ?? columnsByWord.get(word) ?? [];
  return columns.find((column) => !taken.has(column));
}

/** The rows of a table by the columns that are read; its other columns are counted where a row fills them. */
export function readNetboxTable(
  text: string,
  { file, required }: { readonly file: string; readonly required: readonly Column[] },
): Result<NetboxTable, Refusal> {
  const table = /^\s*[[{]/.test(text) ? rowsOfApi(text) : readTable(text, []);
  if (!table.ok) return table;
  const columns = new Map<string, Column | undefined>();
  const taken = new Set<Column>();
  const unread = unreadCounter();
  const rows = table.value.map(({ line, cells }): NetboxRow => {
    const read: Partial<Record<Column, string>> = {};
    for (const [heading, cell] of Object.entries(cells)) {
      if (!columns.has(heading)) {
        const column = columnOf(heading, taken);
        columns.set(heading, column);
        if (column !== undefined) taken.add(column);
      }
      const column = columns.get(heading);
      if (cell === '' || cell === '—') continue;
      if (column !== undefined) read[column] = cell;
      else if (!ABOUT_THE_RECORD.test(heading)) unread.note(heading);
    }
    return { line, cells: read };
  });
  const missing = required.find((column) => !taken.has(column));
  if (missing !== undefined)
    return failure({
      code: 'csv-invalid',
      message: `The CSV file cannot be used: line 1: the column ${missing} is missing`,
      params: { line: 1, reason: `the column ${missing} is missing` },
    });
  return success({ rows, unread: unread.list(file) });
}

const API_LIMITS = { bytes: 64 * 1024 * 1024, depth: 32 } as const;

type Cells = Readonly<Record<string, string>>;

/** The list of an API's answer, with linked entries by their names. */
function rowsOfApi(
  text: string,
): Result<readonly { readonly line: number; readonly cells: Cells }[], Refusal> {
  const json = readJson(text, API_LIMITS);
  if (!json.ok)
    return failure({
      code: 'csv-invalid',
      message: 'The file is neither a table nor a list of the NetBox API.',
      params: { line: 'line' in json.error ? json.error.line : 1, reason: 'not JSON' },
    });
  const entries = listed(json.value);
  const names = new Set(
    entries.flatMap((entry) => (typeof entry === 'object' && entry !== null ? Object.keys(entry) : [])),
  );
  return success(
    entries.map((entry, index) => {
      const cells: Record<string, string> = {};
      for (const name of names) cells[name] = '';
      if (typeof entry === 'object' && entry !== null)
        for (const [name, value] of Object.entries(entry)) Object.assign(cells, cellsOf(name, value));
      return { line: index + 1, cells };
    }),
  );
}

const scalar = (value: unknown): string | undefined =>
  typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean'
    ? String(value)
    : undefined;

function cellsOf(name: string, value: unknown): Cells {
  if (typeof value !== 'object' || value === null || Array.isArray(value))
    return { [name]: scalar(value) ?? '' };
  const of = value as Readonly<Record<string, unknown>>;
  const named = scalar(of['value']) ?? scalar(of['name']) ?? scalar(of['model']) ?? scalar(of['display']);
  const maker = name === 'device_type' || name === 'rack_type' ? of['manufacturer'] : undefined;
  return {
    [name]: named ?? '',
    ...(maker === undefined ? {} : cellsOf('manufacturer', maker)),
  };
}

/**
 * The number in a cell, with whatever unit stands around it: `42U`, `U22`, `19 inches`, `3000 lb`. A comma is one of decimals where
 * no thousands could be meant; where it may be either, as in 1,200, nothing is read.
 */
export function numberIn(cell: string | undefined): number | undefined {
  const [found] = /\d[\d.,' ]*/.exec(cell ?? '') ?? [];
  if (found === undefined) return undefined;
  const digits = found.replaceAll(/[ ']/g, '').replace(/[.,]$/, '');
  const separators = digits.replaceAll(/\d/g, '');
  if (separators === '') return Number(digits);
  if (separators === '.') return Number(digits);
  if (separators === ',') return /,\d{3}$/.test(digits) ? undefined : Number(digits.replace(',', '.'));
  // Of two kinds the last is that of decimals; of several of one kind all are of thousands.
  const last = separators.at(-1) ?? '';
  const isDecimal = separators.indexOf(last) === separators.length - 1;
  const whole = isDecimal ? digits.slice(0, digits.lastIndexOf(last)) : digits;
  const rest = isDecimal ? digits.slice(digits.lastIndexOf(last) + 1) : '';
  if (!/^\d{1,3}([.,]\d{3})+$/.test(whole)) return undefined;
  return Number(`${whole.replaceAll(/[.,]/g, '')}.${rest || '0'}`);
}

/** The unit that stands behind a number, in lower case. */
export const unitIn = (cell: string | undefined): string | undefined =>
  /\d\s*([a-z]{1,6})\.?\s*$/i.exec(cell ?? '')?.[1]?.toLowerCase();
