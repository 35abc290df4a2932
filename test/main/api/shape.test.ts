import { describe, expect, it } from 'vitest';
import { refuseShape, shapeLimits } from '#main/api/dispatch';

const nested = (depth: number): unknown => JSON.parse('['.repeat(depth) + ']'.repeat(depth));

describe('the shape of an argument', () => {
  it('may be as deep as the limit and no deeper', () => {
    expect(refuseShape(nested(shapeLimits.depth - 1))).toBeUndefined();
    expect(refuseShape(nested(shapeLimits.depth))).toMatchObject({ code: 'too-deep' });
  });

  it('is measured without recursion: a hundred thousand levels are refused, not a crash', () => {
    expect(refuseShape(nested(100_000))).toMatchObject({ code: 'too-deep' });
  });

  it('counts a value that holds itself as too deep', () => {
    const circle: Record<string, unknown> = {};
    circle['self'] = circle;
    expect(refuseShape(circle)).toMatchObject({ code: 'too-deep' });
  });

  it('limits values and characters, keys included', () => {
    const limits = { depth: 4, values: 3, characters: 10 } as unknown as typeof shapeLimits;
    expect(refuseShape([1, 2], limits)).toBeUndefined();
    expect(refuseShape([1, 2, 3], limits)).toMatchObject({ code: 'too-many-values' });
    expect(refuseShape({ elevenchars: 1 }, limits)).toMatchObject({ code: 'too-large' });
    expect(refuseShape('elevenchars', limits)).toMatchObject({ code: 'too-large' });
  });
});
