import { describe, expect, it } from 'vitest';
import { readScenarioValue } from '#shared/scenario/read';
import { aDraft } from '../../support/scenario';

const read = (changes: Record<string, unknown>) => readScenarioValue(aDraft(changes));

describe('the electrical chain and the cooling of a scenario', () => {
  it('are empty in a file that knows nothing of them', () => {
    const scenario = read({});
    expect(scenario).toMatchObject({
      ok: true,
      value: {
        electrical: { utilities: {}, upsSystems: {}, pdus: {}, supplies: {}, sharing: 'shared' },
        cooling: { containment: 'none', bypassFraction: 0, units: {}, spareUnits: 1 },
      },
    });
  });

  it('file every entry under its own id', () => {
    const pdus = { p1: { id: 'p2', name: 'PDU', side: 'A', volts: 415, amperes: 400 } };
    expect(read({ electrical: { pdus } })).toMatchObject({
      ok: false,
      error: { path: 'electrical.pdus.p1.id' },
    });
  });

  it('refuse a UPS of spare modules only, supplies that need more than there are, and 21 utilities', () => {
    const ups = { id: 'u', name: 'UPS', side: 'A', moduleWatts: 1, modules: 2, spareModules: 2 };
    expect(read({ electrical: { upsSystems: { u: ups } } }).ok).toBe(false);
    expect(read({ electrical: { supplies: { 'dgx-h100': { count: 2, needed: 3 } } } }).ok).toBe(false);
    const utilities = Object.fromEntries(
      Array.from({ length: 21 }, (_, index) => [`u${index}`, { id: `u${index}`, name: 'Utility' }]),
    );
    expect(read({ electrical: { utilities } }).ok).toBe(false);
  });
});
