import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { byHarm } from '#main/planning/power/failures';
import { plan } from '#main/planning/plan';
import { powerReport } from '#main/planning/power-report';
import type { LoadLevel, PowerReport } from '#shared/power/report';
import { shippedCatalogue } from '../../../support/catalogue';
import { aScenario, dgx, groqNode, someRacks, times } from '../../../support/fleet';

const catalogue = await shippedCatalogue();

interface Stacks {
  readonly groqNodes: number;
  readonly servers: number;
}

/** Racks of nodes or of servers, in two rows. */
const racksOf = (stacks: readonly Stacks[]) => {
  const { racks, devices } = someRacks(
    stacks.map(({ groqNodes, servers }) => ({
      stack: [...times(groqNodes, groqNode), ...times(servers, dgx)],
    })),
  );
  const inRows = Object.entries(racks).map(([id, rack], index) => ({
    [id]: { ...(rack as object), row: index % 2 },
  }));
  return { racks: Object.assign({}, ...inRows) as object, devices };
};

const stacks = fc.array(
  fc.record({ groqNodes: fc.integer({ min: 0, max: 5 }), servers: fc.integer({ min: 0, max: 2 }) }),
  { minLength: 1, maxLength: 5 },
);
const levels = fc.constantFrom<LoadLevel>('idle', 'typical', 'maximum', 'simulated');

const scenarioOf = (of: readonly Stacks[], electrical: object = {}) =>
  aScenario({ ...racksOf(of), electrical });
const reportOf = (of: readonly Stacks[], level: LoadLevel, electrical: object = {}): PowerReport =>
  powerReport({ scenario: scenarioOf(of, electrical), level }, catalogue);

const sum = (values: readonly number[]): number => values.reduce((total, value) => total + value, 0);

describe('the report on power', () => {
  it('tells the worst failures first', () => {
    fc.assert(
      fc.property(stacks, levels, (of, level) => {
        const { failures } = reportOf(of, level).failures;
        failures.slice(1).forEach((failure, index) => {
          const before = failures[index];
          if (before !== undefined) expect(byHarm(before, failure)).toBeLessThanOrEqual(0);
        });
      }),
      { numRuns: 30 },
    );
  });

  it('loses nothing between the supplies and the feeds, at any level', () => {
    fc.assert(
      fc.property(stacks, fc.constantFrom('idle', 'typical', 'maximum' as const), (of, level) => {
        const { racks } = plan(scenarioOf(of), catalogue);
        const drawn = sum(Object.values(racks).map(({ power }) => power[level].typical));
        const fed = sum(reportOf(of, level).feeds.map(({ load }) => load));
        expect(fed).toBeCloseTo(drawn, 3);
      }),
      { numRuns: 30 },
    );
  });

  it('never simulates more than the nameplates say', () => {
    fc.assert(
      fc.property(stacks, (of) => {
        const simulated = sum(reportOf(of, 'simulated').feeds.map(({ load }) => load));
        const nameplate = sum(reportOf(of, 'maximum').feeds.map(({ load }) => load));
        expect(simulated).toBeLessThanOrEqual(nameplate + 1e-6);
      }),
      { numRuns: 30 },
    );
  });

  it('shares the load between live sides alike, or leaves all of it to side A where that is preferred', () => {
    const one = [{ groqNodes: 2, servers: 0 }];
    const bySide = (electrical: object) => {
      const { feeds } = reportOf(one, 'maximum', electrical);
      const side = (wanted: string) =>
        sum(feeds.flatMap((feed) => (feed.side === wanted ? [feed.load] : [])));
      return { a: side('A'), b: side('B') };
    };
    const shared = bySide({ sharing: 'shared' });
    expect(shared.a).toBeCloseTo(shared.b, 6);
    const preferred = bySide({ sharing: 'prefers-a' });
    expect(preferred.b).toBe(0);
    expect(preferred.a).toBeCloseTo(shared.a + shared.b, 6);
  });

  it('gives each row the heat of its racks', () => {
    fc.assert(
      fc.property(stacks, levels, (of, level) => {
        const { racks, rows } = reportOf(of, level).cooling;
        for (const { row, heat } of rows) {
          const inRow = racks.filter((rack) => rack.row === row).map((rack) => rack.heat.typical);
          expect(heat.typical).toBeCloseTo(sum(inRow), 6);
        }
      }),
      { numRuns: 30 },
    );
  });
});
