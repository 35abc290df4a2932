import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { HeadGrouping } from '#main/simulator/gpu/kernels/coefficients';
import { measuredParts } from '#main/simulator/gpu/kernels/measured-parts';
import { collectiveSeconds } from '#main/simulator/gpu/kernels/collectives';
import { bytesRead, contextSeconds, generationKernel } from '#main/simulator/gpu/kernels/attention';
import { gemmSeconds } from '#main/simulator/gpu/kernels/gemm';

const [{ rates: measuredPart, coefficients }] = measuredParts;
const { gemm, generation, context, collectives } = coefficients;

describe('the fitted matrix product', () => {
  it.each([
    [1, 8192, 8192, 47.9],
    [256, 4096, 4096, 19.8],
    [4096, 8192, 8192, 723.5],
    [32768, 65536, 4096, 25_151.9],
  ])(
    'is within a tenth of the measured %i × %i × %i in BF16 (aiconfigurator, H100)',
    (rows, columns, depth, microseconds) => {
      const seconds = gemmSeconds({ rows, columns, depth }, measuredPart, gemm.bf16);
      expect(Math.abs((seconds * 1e6) / microseconds - 1)).toBeLessThan(0.1);
    },
  );

  it('never takes less time than its bytes at full bandwidth and its operations at full peak', () => {
    const size = fc.integer({ min: 5, max: 15 }).map((exponent) => 2 ** exponent);
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 30_000 }), size, size, (rows, columns, depth) => {
        const seconds = gemmSeconds({ rows, columns, depth }, measuredPart, gemm.bf16);
        expect(seconds).toBeGreaterThan((2 * rows * columns * depth) / measuredPart.flops16);
      }),
    );
  });

  it('takes no longer on a part with twice the bandwidth and peaks', () => {
    const twice = { ...measuredPart, bytesPerSecond: 6.7e12, flops16: 1978e12, flops8: 3958e12 };
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 30_000 }), (rows) => {
        const shape = { rows, columns: 4096, depth: 4096 };
        expect(gemmSeconds(shape, twice, gemm.fp8)).toBeLessThanOrEqual(
          gemmSeconds(shape, measuredPart, gemm.fp8),
        );
      }),
    );
  });
});

describe('the fitted attention', () => {
  const decoding = {
    sequences: 64,
    heads: 32,
    keyValueHeads: 8,
    headDimension: 128,
    context: 2048,
    window: Infinity,
    cacheBytes: 2,
  };

  it('is within a tenth of decode attention measured at 64 sequences of 2,048 tokens (aiconfigurator, H100)', () => {
    const shape = { ...decoding, keyValueHeads: 32 };
    const seconds = generationKernel(shape, measuredPart, generation.cache16['128'].single)(64, 2048);
    expect(Math.abs((seconds * 1e6) / 695.8 - 1)).toBeLessThan(0.1);
  });

  it('reads no cache faster than the memory delivers, whatever the engine and however the benchmark cached it', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 512 }),
        fc.integer({ min: 1, max: 100_000 }),
        fc.constantFrom<HeadGrouping>('single', 'grouped'),
        fc.constantFrom(0.5, 1, 2),
        (sequences, tokens, grouping, factor) => {
          const keyValueHeads = grouping === 'single' ? 32 : 8;
          const shape = { ...decoding, sequences, context: tokens, keyValueHeads };
          const kernel = generationKernel(shape, measuredPart, generation.cache16['128'][grouping], {
            factor,
          });
          const seconds = kernel(sequences, tokens);
          expect(seconds).toBeGreaterThan(bytesRead(shape) / measuredPart.bytesPerSecond);
        },
      ),
    );
  });

  it('is within a tenth of prefill attention measured at 8 sequences of 4,096 tokens (aiconfigurator, H100)', () => {
    const shape = {
      sequences: 8,
      heads: 32,
      keyValueHeads: 8,
      headDimension: 128,
      tokens: 4096,
      window: Infinity,
    };
    const seconds = contextSeconds(shape, measuredPart, context.bits16['128']);
    expect(Math.abs((seconds * 1e6) / 2709.8 - 1)).toBeLessThan(0.1);
  });
});

describe('the fitted all-reduce', () => {
  it('costs nothing on one device and is within a tenth of 33.5 million elements on eight', () => {
    expect(collectiveSeconds(1e6, 1, measuredPart, collectives.customAllReduce)).toBe(0);
    const seconds = collectiveSeconds(2 * 33_554_432, 8, measuredPart, collectives.customAllReduce);
    expect(Math.abs((seconds * 1e6) / 322.7 - 1)).toBeLessThan(0.1);
  });
});
