import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readPriceTable } from '#main/exchange/price-table';
import { csvOf } from '#shared/exchange/csv';
import { priceCells, priceColumns } from '#shared/prices/price-table';
import { UserPrice } from '#shared/scenario/user-catalogue';
import { shippedCatalogue } from '../support/catalogue';

const catalogue = await shippedCatalogue();

const csvFrom = (prices: readonly UserPrice[]): string =>
  csvOf([
    [...priceColumns],
    ...prices.map((price) => priceColumns.map((column) => priceCells(price)[column])),
  ]);

const header = priceColumns.join(',');

describe('a price book as CSV', () => {
  it('comes back as it went out, also where a text looks like a formula', () => {
    const amount = fc.integer({ min: 0, max: 1_000_000 }).map((cents) => cents / 100);
    const words = fc.constantFrom('', 'Acme', '=1+1', '-5 %', '+49 69', '@home', 'a "b", c', '机柜');
    const price = fc
      .record({ amounts: fc.array(amount, { minLength: 3, maxLength: 3 }), supplier: words, note: words })
      .map(({ amounts, supplier, note }) => {
        const [low = 0, typical = 0, high = 0] = amounts.toSorted((a, b) => a - b);
        return {
          low,
          typical,
          high,
          supplier,
          note,
          tiers: [{ fromQuantity: 10, low: 0, typical: low, high }],
        };
      });
    fc.assert(
      fc.property(fc.array(price, { minLength: 1, maxLength: 5 }), (drawn) => {
        const prices = drawn.map((each, index) =>
          UserPrice.parse({
            ...each,
            id: `p${index}`,
            item: 'rack-42u',
            currency: 'EUR',
            observedOn: '2026-10-01',
            validUntil: '2026-12-31',
          }),
        );

        expect(readPriceTable(csvFrom(prices), catalogue)).toEqual({
          ok: true,
          value: { prices, faults: [] },
        });
      }),
      { numRuns: 50 },
    );
  });

  it.each([
    ['an unknown item', 'p,mainframe,USD,1,1,1,2026-10-01,,,,,,', 'item: the catalogue has no mainframe'],
    ['a price that is no number', 'p,rack-42u,USD,,=1+1,,2026-10-01,,,,,,', 'low: '],
    ['low above typical', 'p,rack-42u,USD,3,2,4,2026-10-01,,,,,,', 'low ≤ typical ≤ high must hold'],
    ['a day that is none', 'p,rack-42u,USD,1,1,1,2026-13-01,,,,,,', 'observedOn: '],
    ['a currency that is none', 'p,rack-42u,XXX,1,1,1,2026-10-01,,,,,,', 'currency: '],
  ])('leaves out %s and says which line and why', (_name, row, reason) => {
    const read = readPriceTable(`${header}\n${row}\n`, catalogue);

    expect(read).toMatchObject({
      ok: true,
      value: { prices: [], faults: [{ code: 'csv-row-left-out', params: { line: 2 } }] },
    });
    expect(read.ok && read.value.faults[0]?.message).toContain(reason);
  });

  it('is refused as a whole where a column that it needs is missing', () => {
    expect(readPriceTable('item,currency\nrack-42u,USD\n', catalogue)).toMatchObject({
      ok: false,
      error: { code: 'csv-invalid' },
    });
  });

  it('takes one typical price for the range, and makes an id of its own', () => {
    const read = readPriceTable(
      'item,currency,typical,observed_on\nrack-42u,usd,"1,900",2026-10-01\n',
      catalogue,
    );

    expect(read).toMatchObject({
      ok: true,
      value: { prices: [{ low: 1_900, typical: 1_900, high: 1_900 }] },
    });
  });
});
