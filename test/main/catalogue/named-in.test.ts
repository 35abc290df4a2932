import { describe, expect, it } from 'vitest';
import { namedIn } from '#main/catalogue/named-in';
import { kindNames } from '#shared/catalogue/catalogue';
import chinese from '../../../resources/catalogue-names/zh-CN.json';
import { shippedCatalogue } from '../../support/catalogue';

const catalogue = await shippedCatalogue();
const named = namedIn('zh-CN', catalogue);
const han = /\p{Script=Han}/u;

describe('the catalogue in Chinese', () => {
  it.each(['deviceTypes', 'deviceGroups', 'rackTypes', 'sites', 'taxes', 'figures', 'prices'] as const)(
    'names every entry of %s in Chinese',
    (kind) => {
      const entries: readonly { readonly id: string; readonly name: string }[] = Object.values(named[kind]);
      for (const { id, name } of entries) expect(name, id).toMatch(han);
    },
  );

  it('names no entry that is not there', () => {
    for (const [kind, names] of Object.entries(chinese)) {
      const entries = catalogue[kind as keyof typeof chinese];
      expect(Object.keys(names).filter((id) => !Object.hasOwn(entries, id))).toEqual([]);
    }
  });

  it('is the same catalogue but for the names', () => {
    const nameless = (entries: object) =>
      Object.values(entries).map((entry: object) => ({ ...entry, name: undefined }));
    for (const kind of kindNames) expect(nameless(named[kind])).toEqual(nameless(catalogue[kind]));
  });

  it('is made once', () => {
    expect(namedIn('zh-CN', catalogue)).toBe(named);
    expect(namedIn('en', catalogue)).toBe(catalogue);
  });
});
