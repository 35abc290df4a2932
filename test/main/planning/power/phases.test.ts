import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { usableWatts } from '#main/planning/power/strips';
import {
  imbalanceOf,
  lineCurrentsOfPairs,
  linesOfFeed,
  linesOfLoads,
  outletVolts,
} from '#main/planning/power/phases';
import { plan } from '#main/planning/plan';
import { powerReport } from '#main/planning/power-report';
import type { Problem } from '#shared/plan/plan';
import type { Line } from '#shared/scenario/electrical';
import { connectionOf } from '#shared/power/supplies';
import { shippedCatalogue } from '../../../support/catalogue';
import { aScenario, someRacks, times, type RackOptions } from '../../../support/fleet';

const catalogue = await shippedCatalogue();

const delta208 = { volts: 208, phases: 3 } as const;
const wye415 = { volts: 415, phases: 3 } as const;
const anywhere = (watts: readonly number[]) => watts.map((each) => ({ watts: each, line: undefined }));

describe('breakers and phases', () => {
  it('carry 17,293 VA at 208 V, 60 A and three phases, and 8,646 VA at 30 A, of 80 % (facts A1.9)', () => {
    expect(Math.round(usableWatts({ ...delta208, amperes: 60 }, 0.8))).toBe(17_293);
    expect(Math.round(usableWatts({ ...delta208, amperes: 30 }, 0.8))).toBe(8_646);
  });

  it.each([
    // Facts section 5, usable kVA at 80 %; 230 V by IEC practice at 100 %.
    { volts: 415, amperes: 32, phases: 3, share: 0.8, kilowatts: 18.4 },
    { volts: 415, amperes: 60, phases: 3, share: 0.8, kilowatts: 34.5 },
    { volts: 400, amperes: 32, phases: 3, share: 0.8, kilowatts: 17.74 },
    { volts: 400, amperes: 32, phases: 3, share: 1, kilowatts: 22.17 },
    { volts: 208, amperes: 30, phases: 1, share: 0.8, kilowatts: 4.99 },
    { volts: 240, amperes: 30, phases: 1, share: 0.8, kilowatts: 5.76 },
    { volts: 230, amperes: 32, phases: 1, share: 1, kilowatts: 7.36 },
  ] as const)(
    'carry $kilowatts kVA at $volts V and $amperes A of $phases phases, times $share',
    ({ share, kilowatts, ...supply }) => {
      expect(usableWatts(supply, share) / 1000).toBeCloseTo(kilowatts, 2);
    },
  );

  it('take 208 V as delta and 400 and 415 V as wye, unless a feed says so itself', () => {
    expect([208, 240, 400, 415].map((volts) => connectionOf({ volts }))).toEqual([
      'delta',
      'delta',
      'wye',
      'wye',
    ]);
    expect(connectionOf({ volts: 208, connection: 'wye' })).toBe('wye');
    expect(outletVolts(wye415)).toBeCloseTo(239.6, 1);
    expect(outletVolts(delta208)).toBe(208);
  });

  it('load all lines alike with three equal loads, and no neutral: I = P / (√3 · V)', () => {
    for (const [feed, volts] of [
      [delta208, 208],
      [wye415, 415],
    ] as const) {
      const { currents, neutral } = linesOfFeed(feed, anywhere([3_000, 3_000, 3_000]));
      for (const current of currents) expect(current).toBeCloseTo(9_000 / (Math.sqrt(3) * volts), 9);
      expect(neutral).toBeCloseTo(0, 9);
    }
  });

  it('put a single load of a wye into its line and back through the neutral', () => {
    const { currents, neutral } = linesOfLoads([{ line: 'L2', watts: 2_396 }], 415);
    expect(currents[1]).toBeCloseTo(10, 2);
    expect([currents[0], currents[2]]).toEqual([0, 0]);
    expect(neutral).toBeCloseTo(currents[1], 9);
  });

  it('leave in the neutral of a wye √(a² + b² + c² − ab − bc − ca)', () => {
    fc.assert(
      fc.property(fc.tuple(...times(3, fc.integer({ min: 0, max: 9_000 }))), ([a = 0, b = 0, c = 0]) => {
        const loads = [
          { line: 'L1', watts: a },
          { line: 'L2', watts: b },
          { line: 'L3', watts: c },
        ] as const;
        const expected = Math.sqrt(a * a + b * b + c * c - a * b - b * c - c * a) / (415 / Math.sqrt(3));
        expect(linesOfLoads(loads, 415).neutral).toBeCloseTo(expected, 6);
      }),
    );
  });

  it('give two pair currents that meet in a line √(a² + b² + a·b), as phasors do', () => {
    expect(lineCurrentsOfPairs([10, 10, 0])).toEqual([10, Math.sqrt(300), 10]);
    expect(lineCurrentsOfPairs([10, 0, 0])).toEqual([10, 10, 0]);
    fc.assert(
      fc.property(fc.tuple(...times(3, fc.integer({ min: 0, max: 9_000 }))), ([a = 0, b = 0, c = 0]) => {
        const loads = [
          { line: 'L1-L2', watts: a },
          { line: 'L2-L3', watts: b },
          { line: 'L3-L1', watts: c },
        ] as const;
        const { currents, neutral } = linesOfLoads(loads, 208);
        lineCurrentsOfPairs([a / 208, b / 208, c / 208]).forEach((expected, line) =>
          expect(currents[line]).toBeCloseTo(expected, 6),
        );
        expect(neutral).toBe(0);
      }),
    );
  });

  it('take a load of no known outlet in the grid as spread over all three lines', () => {
    const { currents } = linesOfLoads([{ line: undefined, watts: 9_000 }], 415);
    for (const current of currents) expect(current).toBeCloseTo(9_000 / (Math.sqrt(3) * 415), 9);
  });

  it('are out of balance by nothing when equal, and by two when one line carries all', () => {
    expect(imbalanceOf([7, 7, 7])).toBe(0);
    expect(imbalanceOf([9, 0, 0])).toBe(2);
    expect(imbalanceOf([0, 0, 0])).toBe(0);
  });

  it('never put more current into a line than the whole load between two lines would', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 1, max: 5_000 }), { minLength: 1, maxLength: 20 }), (loads) => {
        const sum = loads.reduce((total, load) => total + load, 0);
        for (const current of linesOfFeed(delta208, anywhere(loads)).currents)
          expect(current).toBeLessThanOrEqual(sum / 208 + 1e-9);
      }),
    );
  });
});

describe('a breaker with a pole per phase', () => {
  /** Servers of 3.2 kW typical and 4 kW nameplate with two supplies each, one on either side. */
  const groq = { type: 'groq-node-v1', heightUnits: 4 } as const;
  type FeedOption = NonNullable<RackOptions['feeds']>[number];

  const rackOn = (feed: Omit<FeedOption, 'side'>, lines: readonly (readonly [Line, Line])[]) => {
    const feeds = (['A', 'B'] as const).map((side) => ({ ...feed, side }));
    const racks = someRacks([{ feeds, stack: times(lines.length, groq) }]);
    lines.forEach((supplyLines, index) => {
      const id = `r1-d${index + 1}`;
      const supplyFeeds = ['r1-f1', 'r1-f2'];
      racks.devices[id] = { ...(racks.devices[id] as object), supplyFeeds, supplyLines };
    });
    return aScenario(racks);
  };
  const problemsOf = (scenario: ReturnType<typeof aScenario>): readonly Problem[] =>
    plan(scenario, catalogue).problems.filter(({ refusal }) => refusal.code.startsWith('phase-'));

  const wye = { volts: 415, amperes: 32, phases: 3 } as const;
  const delta = { volts: 208, amperes: 60, phases: 3 } as const;

  it('trips one line of a wye when a side is lost, and darkens what hangs there', () => {
    // 4 kW on 239.6 V are 16.7 A; two on one line 33.4 A of 25.6 A, though 8 kW are far below 18.4 kW.
    const scenario = rackOn(wye, [
      ['L1', 'L1'],
      ['L1', 'L1'],
    ]);
    const report = powerReport({ scenario, level: 'maximum' }, catalogue);
    const [worst] = report.failures.failures;
    expect(worst?.cause).toEqual({ kind: 'side', side: 'A' });
    expect(worst?.darkDevices).toBe(2);
    expect(worst?.trips[0]).toMatchObject({ kind: 'feed', load: 8_000, line: { name: 'L1' } });
    expect(worst?.trips[0]?.line?.current).toBeCloseTo(8_000 / (415 / Math.sqrt(3)), 6);
    expect(worst?.trips[0]?.line?.limit).toBeCloseTo(25.6, 9);
    expect(report.feeds[0]?.lines?.neutral).toBeCloseTo(4_000 / (415 / Math.sqrt(3)), 6);
    expect(problemsOf(scenario).map(({ refusal, severity }) => [refusal.code, severity])).toContainEqual([
      expect.stringMatching(/^phase-over-on-lost-side/),
      expect.stringMatching(/error|warning/),
    ]);
  });

  it('keeps the same load where it is spread over two lines', () => {
    const scenario = rackOn(wye, [
      ['L1', 'L2'],
      ['L2', 'L1'],
    ]);
    const report = powerReport({ scenario, level: 'maximum' }, catalogue);
    expect(report.failures.failures).toEqual([]);
    expect(problemsOf(scenario)).toEqual([]);
  });

  it('trips two lines that a delta loads between them, where they meet', () => {
    // 3 × 4 kW between L1 and L2 are 57.7 A of 48 A; 12 kW are below 17.3 kW.
    const scenario = rackOn(delta, times(3, ['L1-L2', 'L1-L2'] as const));
    const report = powerReport({ scenario, level: 'maximum' }, catalogue);
    const trip = report.failures.failures[0]?.trips[0];
    expect(trip?.line?.current).toBeCloseTo(12_000 / 208, 6);
    expect(trip?.line?.limit).toBeCloseTo(48, 9);
    const spread = rackOn(delta, [
      ['L1-L2', 'L1-L2'],
      ['L2-L3', 'L2-L3'],
      ['L3-L1', 'L3-L1'],
    ]);
    expect(powerReport({ scenario: spread, level: 'maximum' }, catalogue).failures.failures).toEqual([]);
  });

  it('trips in normal operation too, and says so of the rack', () => {
    // Both sides live: 3 × 2 kW between L1 and L2 are 28.8 A of 24 A on a 30 A breaker.
    const scenario = rackOn({ ...delta, amperes: 30 }, times(3, ['L1-L2', 'L1-L2'] as const));
    const report = powerReport({ scenario, level: 'maximum' }, catalogue);
    expect(report.failures.failures[0]?.cause).toEqual({ kind: 'nothing' });
    expect(report.failures.failures[0]?.trips[0]?.line?.current).toBeCloseTo(6_000 / 208, 6);
    expect(problemsOf(scenario)).toHaveLength(2);
  });

  it('opens the main breaker of a PDU whose feeds all hang on one line', () => {
    const feeds = [{ side: 'A', volts: 230, amperes: 32, phases: 1 }] as const;
    const racks = someRacks(times(2, { feeds, stack: [groq] }));
    for (const rack of Object.values(racks.racks) as { feeds: object[] }[])
      rack.feeds = rack.feeds.map((feed) => ({ ...feed, pdu: 'pdu-a', line: 'L1' }));
    const pdu = { id: 'pdu-a', name: 'PDU A', side: 'A', volts: 400, amperes: 32 };
    const scenario = aScenario({ ...racks, electrical: { pdus: { 'pdu-a': pdu } } });
    const report = powerReport({ scenario, level: 'maximum' }, catalogue);
    const [first] = report.failures.failures;
    expect(first?.trips).toMatchObject([{ kind: 'pdu', name: 'PDU A', line: { name: 'L1' } }]);
    expect(first?.trips[0]?.line?.current).toBeCloseTo(8_000 / (400 / Math.sqrt(3)), 6);
  });

  it('does not trip a line where nobody says which outlets are used', () => {
    const feeds = (['A', 'B'] as const).map((side) => ({ ...delta, side }));
    const scenario = aScenario(someRacks([{ feeds, stack: times(4, groq) }]));
    expect(powerReport({ scenario, level: 'maximum' }, catalogue).failures.failures).toEqual([]);
    expect(problemsOf(scenario).every(({ severity }) => severity === 'note')).toBe(true);
  });
});
