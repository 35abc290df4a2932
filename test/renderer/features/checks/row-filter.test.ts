import { describe, expect, it } from 'vitest';
import { errorsOf, type ValidationRow } from '#shared/validation/validation';
import { choicesOf, filtered } from '#renderer/features/checks/validation/validation-view';

const unpredicted: ValidationRow = {
  id: 'a',
  group: 'throughput',
  figure: 'outputTokensPerSecond',
  hardware: 'h100-sxm',
  model: 'llama-2-70b',
  engine: 'trtllm-0.6',
  measured: 100,
  source: 'made up for this test',
};
const aRow = (changes: Partial<ValidationRow> = {}): ValidationRow => ({
  ...unpredicted,
  predicted: 110,
  error: 0.1,
  interval: [90, 130],
  ...changes,
});

describe('the filter of measured cases', () => {
  const rows = [
    aRow(),
    aRow({ id: 'b', engine: 'mlperf-4.1', hardware: 'h200-sxm' }),
    aRow({ id: 'c', engine: 'mlperf-4.1', interval: [105, 130] }),
  ];
  const ids = (some: readonly ValidationRow[]) => some.map(({ id }) => id).join('');

  it('lets through what every chosen field says', () => {
    expect(ids(filtered(rows, {}))).toBe('abc');
    expect(ids(filtered(rows, { engine: 'mlperf-4.1' }))).toBe('bc');
    expect(ids(filtered(rows, { engine: 'mlperf-4.1', hardware: 'h100-sxm' }))).toBe('c');
    expect(ids(filtered(rows, { outside: true }))).toBe('c');
  });

  it('offers no choice that would leave nothing, and keeps the one that is made', () => {
    expect(choicesOf(rows, {}, 'engine')).toEqual(['mlperf-4.1', 'trtllm-0.6']);
    expect(choicesOf(rows, { hardware: 'h200-sxm' }, 'engine')).toEqual(['mlperf-4.1']);
    expect(choicesOf(rows, { engine: 'trtllm-0.6' }, 'engine')).toEqual(['mlperf-4.1', 'trtllm-0.6']);
  });
});

describe('the errors of some rows', () => {
  it('are absolute, without outliers and what was not predicted, with the share inside of its interval', () => {
    const errors = errorsOf([
      aRow({ error: 0.1 }),
      aRow({ error: -0.3, interval: [105, 130] }),
      aRow({ error: 9, outlier: 'a typing error' }),
      unpredicted,
    ]);

    expect(errors.rows).toBe(2);
    expect(errors.median).toBeCloseTo(0.2);
    expect(errors.p80).toBeCloseTo(0.26);
    expect(errors.mean).toBeCloseTo(0.2);
    expect(errors.coverage).toBe(0.5);
  });

  it('of none are zero rows without a coverage', () => {
    expect(errorsOf([])).toEqual({ rows: 0, median: 0, p80: 0, mean: 0 });
  });
});
