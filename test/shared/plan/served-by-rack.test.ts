import { describe, expect, it } from 'vitest';
import { servedByRack } from '#shared/plan/served-by-rack';

type Asked = Parameters<typeof servedByRack>[0];

const rack = (id: string, count: number) => ({ id, accelerators: [{ type: 'h100-sxm', count }] });
const deployment = (tokens: number, { placed = 24, needed = 16, cost = 100, fits = true } = {}) => ({
  hardware: 'h100-sxm',
  acceleratorsPlaced: placed,
  acceleratorsNeeded: needed,
  result: { fits, outputTokensPerSecond: tokens },
  costPerMillionOutputTokens: { typical: { micros: cost * 10_000, currency: 'USD' } },
});
const planOf = (deployments: readonly object[]) =>
  ({ racks: { a: rack('a', 8), b: rack('b', 16), c: rack('c', 0) }, deployments }) as unknown as Asked;

describe('what racks serve', () => {
  it('is shared by the accelerators that they hold', () => {
    const served = servedByRack(planOf([deployment(2_400)]));
    expect([...served].map(([id, { outputTokensPerSecond }]) => [id, outputTokensPerSecond])).toEqual([
      ['a', 800],
      ['b', 1_600],
    ]);
  });

  it('adds up to what the deployments serve, with costs weighed by tokens', () => {
    const served = servedByRack(planOf([deployment(2_400, { cost: 100 }), deployment(1_200, { cost: 400 })]));
    const total = [...served.values()].reduce(
      (sum, { outputTokensPerSecond }) => sum + outputTokensPerSecond,
      0,
    );
    expect(total).toBeCloseTo(3_600);
    expect([...served.values()][0]?.costPerMillionOutputTokens).toBeCloseTo(200);
  });

  it('is nothing where a deployment does not fit or lacks accelerators', () => {
    expect(
      servedByRack(planOf([deployment(2_400, { needed: 32 }), deployment(1, { fits: false })])).size,
    ).toBe(0);
  });
});
