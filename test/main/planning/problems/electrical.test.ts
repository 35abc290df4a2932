import { describe, expect, it } from 'vitest';
import { plan } from '#main/planning/plan';
import { shippedCatalogue } from '../../../support/catalogue';
import { aScenario, dgx, someRacks } from '../../../support/fleet';

const catalogue = await shippedCatalogue();

const feed = (side: 'A' | 'B') => ({ side, volts: 415, amperes: 60, phases: 3 }) as const;

/** What is said of a DGX H100 with two supplies, one of which carries it, on feeds of these sides. */
function shortOf(sides: readonly ('A' | 'B')[], supplyFeeds: readonly string[] = []) {
  const racks = someRacks([{ feeds: sides.map(feed), stack: [dgx] }]);
  const device = racks.devices['r1-d1'] as Record<string, unknown>;
  if (supplyFeeds.length > 0) racks.devices['r1-d1'] = { ...device, supplyFeeds };
  const electrical = { supplies: { 'dgx-h100': { count: 2, needed: 1 } } };
  return plan(aScenario({ ...racks, electrical }), catalogue)
    .problems.filter(({ refusal }) => refusal.code === 'supplies-short-on-lost-side')
    .map(({ refusal }) => refusal.params);
}

describe('supplies of a rack with both sides', () => {
  it('are too few on a lost side where all of a device hang on one', () => {
    expect(shortOf(['A', 'B'], ['r1-f1', 'r1-f1'])).toMatchObject([
      { count: 2, needed: 1, live: 0, devices: 1 },
    ]);
    expect(shortOf(['A', 'A', 'B'], ['r1-f1', 'r1-f2'])).toMatchObject([{ live: 0 }]);
  });

  it('are enough where each side carries the device', () => {
    expect(shortOf(['A', 'B'], ['r1-f1', 'r1-f2'])).toEqual([]);
    expect(shortOf(['A', 'B'])).toEqual([]);
  });
});

describe('supplies of a rack with one side', () => {
  it('are not said to be short of the side that is not there', () => {
    expect(shortOf(['A', 'A'], ['r1-f1', 'r1-f2'])).toEqual([]);
  });
});
