import { describe, expect, it } from 'vitest';
import { schedulings } from '#renderer/features/performance/serving/serving-draft';
import { priceColumns } from '#shared/prices/price-table';
import { comparedAmounts, comparedFields } from '#shared/quote/difference';
import { Quote } from '#shared/quote/quote';
import { collections } from '#shared/scenario/changes';
import { comparedParts } from '#shared/scenario/difference';
import { ServingCase } from '#shared/serving/case';
import { UserPrice } from '#shared/scenario/user-catalogue';

/** Lists that pages hold without the schemas, since those are not in their first load. A field that a list lacks fails here. */

const inSnakeCase = (name: string): string =>
  name.replaceAll(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);

describe('a list that follows a schema', () => {
  it('of what is compared entry by entry has every collection of a scenario', () => {
    const filed = collections.filter(({ length }) => length === 1).map(([field]) => field);
    expect([...comparedParts].toSorted()).toEqual(filed.toSorted());
  });

  it('of the columns of a price table has every field of a price', () => {
    expect([...priceColumns].toSorted()).toEqual(Object.keys(UserPrice.shape).map(inSnakeCase).toSorted());
  });

  it('of what a run may be served by has every scheduling of a case', () => {
    expect([...schedulings].toSorted()).toEqual(
      [...ServingCase.shape.scheduling.unwrap().options].toSorted(),
    );
  });

  it('of what differs between two quotes has every field, but what they are called by and what follows from others', () => {
    const identity = [
      'format',
      'schemaVersion',
      'number',
      'revision',
      'title',
      'issuedOn',
      'language',
      'scenario',
    ];
    const lines = ['sections', 'options', 'alternates'];
    const derived = [
      'taxable',
      'gross',
      'lineDiscounts',
      'discountGiven',
      'taxes',
      'once',
      'recurring',
      'alsoIn',
      'exchangeRates',
      'elevations',
      'performance',
      'changes',
      'footprint',
      'rounding',
      'internal',
    ];
    const told = [...identity, ...lines, ...derived, ...comparedAmounts, ...comparedFields];
    expect(told.toSorted()).toEqual(Object.keys(Quote.shape).toSorted());
  });
});
