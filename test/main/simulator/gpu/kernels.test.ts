import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { HeadGrouping } from '#main/simulator/gpu/kernels/coefficients';
import { measuredParts } from '#main/simulator/gpu/kernels/measured-parts';
import { collectiveSeconds, exchangeSeconds } from '#main/simulator/gpu/kernels/collectives';
import {
  bytesRead,
  contextSeconds,
  generationKernel,
  latentKernel,
} from '#main/simulator/gpu/kernels/attention';
import { gemmSeconds } from '#main/simulator/gpu/kernels/gemm';

const [{ rates: measuredPart, coefficients }] = measuredParts;
const { gemm, generation, context, latent, collectives } = coefficients;

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

describe('the fitted latent attention', () => {
  const shapeOf = (heads: number, cacheBytes: number) => ({ heads, key: 576, value: 512, cacheBytes });

  it.each([
    [16, 2, 8192, 139.9],
    [128, 2, 8192, 163.4],
    [128, 1, 2048, 67.4],
    [16, 1, 8192, 94.6],
  ])(
    'is within a tenth of %i heads with %i bytes a number, 32 sequences of %i tokens (aiconfigurator, H100)',
    (heads, cacheBytes, tokens, microseconds) => {
      const fitted = latent.generation[cacheBytes === 1 ? 'cache8' : 'cache16'];
      const seconds = latentKernel(shapeOf(heads, cacheBytes), measuredPart, fitted)(32, tokens);
      expect(Math.abs((seconds * 1e6) / microseconds - 1)).toBeLessThan(0.1);
    },
  );

  it('reads no latents faster than memory delivers, on any measured part', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...measuredParts),
        fc.integer({ min: 1, max: 1024 }),
        fc.integer({ min: 1, max: 100_000 }),
        fc.constantFrom(1, 16, 128),
        ({ rates, coefficients: own }, sequences, tokens, heads) => {
          const seconds = latentKernel(
            shapeOf(heads, 1),
            rates,
            own.latent.generation.cache8,
          )(sequences, tokens);
          expect(seconds).toBeGreaterThanOrEqual((sequences * tokens * 576) / rates.bytesPerSecond);
        },
      ),
    );
  });
});

describe('the exchange of tokens', () => {
  const inDeepSeek = { hidden: 7168, expertsPerToken: 8 };
  const kernelsOf = (way: 'dispatch' | 'combine') => ({
    usual: collectives[way],
    leastLatency: collectives[`${way}LeastLatency`],
  });
  const exchange = (way: 'dispatch' | 'combine', tokens: number, devices: number) =>
    1e6 *
    exchangeSeconds(
      {
        tokens,
        bytesPerToken: inDeepSeek.hidden * (way === 'dispatch' ? 1 + 4 / 128 : 2),
        devices,
        shares: devices,
        expertsPerToken: inDeepSeek.expertsPerToken,
      },
      devices > 8 ? { ...measuredPart, nearDevices: 8, farBytesPerSecond: 50e9 } : measuredPart,
      kernelsOf(way),
    );

  it('is within a tenth of eight H100, for least latency and as usual (aiconfigurator, DeepEP)', () => {
    expect(Math.abs(exchange('dispatch', 128, 8) / 36.7 - 1)).toBeLessThan(0.1);
    expect(Math.abs(exchange('combine', 128, 8) / 67 - 1)).toBeLessThan(0.1);
    expect(Math.abs(exchange('dispatch', 4096, 8) / 492 - 1)).toBeLessThan(0.1);
    expect(Math.abs(exchange('combine', 4096, 8) / 961 - 1)).toBeLessThan(0.1);
  });

  it.each([
    [16, 118, 195],
    [32, 155, 273],
    [64, 173, 314],
    [128, 192, 369],
    [256, 194, 360],
  ])(
    'is within an eighth of %i H800 over 50 GB/s each: %i and %i µs (DeepEP, docs/legacy.md)',
    (devices, there, back) => {
      expect(Math.abs(exchange('dispatch', 128, devices) / there - 1)).toBeLessThan(0.125);
      expect(Math.abs(exchange('combine', 128, devices) / back - 1)).toBeLessThan(0.125);
    },
  );

  it('takes no less time for more tokens, over however many servers', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 4_000 }),
        fc.constantFrom(8, 16, 64),
        fc.constantFrom<'dispatch' | 'combine'>('dispatch', 'combine'),
        (tokens, devices, way) => {
          if (tokens <= 256 && 2 * tokens > 256) return; // other kernels run there, which send fewer copies
          expect(exchange(way, 2 * tokens, devices)).toBeGreaterThan(0.97 * exchange(way, tokens, devices));
        },
      ),
    );
  });
});

describe('the fitted all-reduce', () => {
  it('costs nothing on one device and is within a tenth of 33.5 million elements on eight', () => {
    expect(collectiveSeconds(1e6, 1, measuredPart, collectives.customAllReduce)).toBe(0);
    const seconds = collectiveSeconds(2 * 33_554_432, 8, measuredPart, collectives.customAllReduce);
    expect(Math.abs((seconds * 1e6) / 322.7 - 1)).toBeLessThan(0.1);
  });
});
