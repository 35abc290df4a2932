import { parse } from 'csv-parse/sync';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { csvOf } from '#shared/exchange/csv';

const readBack = (text: string): string[][] => parse(text, { bom: true, relax_column_count: true });

describe('CSV', () => {
  it.each(['=1+1', '+1', '-1', '@SUM(A1)', '\tx', '\rx', '\nx', ' =1', '\u00a0@A1', '＝1'])(
    'does not let a spreadsheet run the text %j as a formula',
    (text) => {
      expect(readBack(csvOf([[text, 'end']]))[0]?.[0]).toBe(`'${text}`);
    },
  );

  it('leaves negative numbers numbers', () => {
    expect(readBack(csvOf([[-12.5, 7]]))).toEqual([['-12.5', '7']]);
  });

  it('writes the decimals of an amount as they are given, negative ones too', () => {
    expect(readBack(csvOf([[{ decimal: '-121500.00' }]]))).toEqual([['-121500.00']]);
  });

  it('says that it is UTF-8, so that Chinese opens right in a spreadsheet', () => {
    expect(csvOf([['机柜']]).startsWith('\uFEFF')).toBe(true);
  });

  it('ends its lines as RFC 4180 says', () => {
    expect(csvOf([['a'], ['b']])).toBe('\uFEFFa\r\nb\r\n');
  });

  it('is read back as it was written where no text looks like a formula', () => {
    const text = fc
      .string({ minLength: 1 })
      .filter((value) => !/^\s*[=+\-@＝＋－＠]|^[\t\r\n]/.test(value) && value.trim() !== '');
    fc.assert(
      fc.property(fc.array(fc.tuple(text, text), { minLength: 1 }), (rows) => {
        expect(readBack(csvOf(rows))).toEqual(rows);
      }),
    );
  });
});
