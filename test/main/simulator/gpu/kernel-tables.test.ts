import { describe, expect, it } from 'vitest';
import { measuredRows } from '../../../../scripts/fit-kernels/tables';

describe('a table of measured kernels', () => {
  const shape = { gemm_dtype: 'fp8', m: 1n, n: 4096, k: 4096 };

  it('gives seconds, with whole numbers of any width as text', () => {
    const [row] = measuredRows([{ ...shape, latency: 0.0125 }]);

    expect(row?.seconds).toBeCloseTo(12.5e-6, 12);
    expect(row?.row).toMatchObject({ m: '1', n: '4096' });
  });

  it.each([0, -0.1, Number.NaN, null, ''])(
    'leaves out rows of which nothing was measured (latency %s)',
    (latency) => {
      expect(
        measuredRows([
          { ...shape, latency },
          { ...shape, m: 2n, latency: 0.01 },
        ]),
      ).toHaveLength(1);
    },
  );

  it('keeps tables that name their times themselves', () => {
    expect(measuredRows([{ num_token: 8, dispatch_avg_t_us: 31.2 }])).toHaveLength(1);
  });
});
