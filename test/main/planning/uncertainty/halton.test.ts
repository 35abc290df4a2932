import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { haltonPoints, normalQuantile, radicalInverse, triangular } from '#main/planning/uncertainty/draws';

describe('the radical inverse', () => {
  it('gives van der Corput’s and Halton’s first terms', () => {
    const first = (base: number) => [0, 1, 2, 3, 4, 5].map((index) => radicalInverse(index, base));
    expect(first(2)).toEqual([0, 1 / 2, 1 / 4, 3 / 4, 1 / 8, 5 / 8]);
    const thirds = [0, 1 / 3, 2 / 3, 1 / 9, 4 / 9, 7 / 9];
    first(3).forEach((value, index) => expect(value).toBeCloseTo(thirds[index]!, 14));
  });
});

describe('scrambled points', () => {
  it('fall once into each of the equal parts that a power of the base makes, in every dimension', () => {
    const points = haltonPoints(5, 7);
    [2, 3, 5, 7, 11].forEach((base, dimension) => {
      const parts = base ** 2;
      const hit = new Set(
        Array.from({ length: parts }, (_, index) => Math.floor(points.coordinate(index, dimension) * parts)),
      );
      expect(hit.size).toBe(parts);
    });
  });

  it('are the same for the same seed and others for another, and lie in the cube', () => {
    fc.assert(
      fc.property(fc.nat(1_000_000), fc.nat(19), fc.nat(1_000), (index, dimension, seed) => {
        const [a, b] = [haltonPoints(20, seed), haltonPoints(20, seed)];
        const value = a.coordinate(index, dimension);
        expect(value).toBe(b.coordinate(index, dimension));
        expect(value >= 0 && value < 1).toBe(true);
      }),
      { numRuns: 30 },
    );
    expect(haltonPoints(3, 1).coordinate(5, 2)).not.toBe(haltonPoints(3, 2).coordinate(5, 2));
  });

  it('integrate a product of six dimensions closer than chance would: within 0.1 % from 4,096 points', () => {
    const points = haltonPoints(6, 3);
    let sum = 0;
    for (let index = 0; index < 4_096; index += 1) {
      let product = 1;
      for (let dimension = 0; dimension < 6; dimension += 1)
        product *= 2 * points.coordinate(index, dimension);
      sum += product;
    }
    // Chance alone has a standard error of 2.4 % here: √((4/3)⁶ − 1) / √4,096.
    expect(Math.abs(sum / 4_096 - 1)).toBeLessThan(0.01);
  });
});

describe('quantiles', () => {
  it('of the normal distribution are those of the tables', () => {
    expect(normalQuantile(0.5)).toBeCloseTo(0, 9);
    expect(normalQuantile(0.9)).toBeCloseTo(1.2815515655, 7);
    expect(normalQuantile(0.975)).toBeCloseTo(1.9599639845, 7);
    expect(normalQuantile(0.001)).toBeCloseTo(-3.0902323062, 6);
  });

  it('of a triangle reach its corners, and its mean is that of the corners', () => {
    const triangle = { low: 4, typical: 20, high: 20 };
    expect([triangular(triangle, 0), triangular(triangle, 1)]).toEqual([4, 20]);
    const steps = 10_000;
    const mean =
      Array.from({ length: steps }, (_, step) => triangular(triangle, (step + 0.5) / steps)).reduce(
        (sum, value) => sum + value,
      ) / steps;
    expect(mean).toBeCloseTo(44 / 3, 3);
  });
});
