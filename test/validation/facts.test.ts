import { beforeAll, describe, expect, it } from 'vitest';
import { validate } from '#main/simulator/validation/validate';
import { loadMeasuredCases } from '#main/catalogue/load';
import type { MeasuredCase, ValidationReport } from '#shared/validation/validation';
import { shippedCatalogue } from '../support/catalogue';

/** The measured cases that ship are those of the facts, figure by figure. */

const cases: readonly MeasuredCase[] = await loadMeasuredCases('resources/validation/measured.json');

function measured(id: string): MeasuredCase {
  const found = cases.find((each) => each.case.id === id);
  if (found === undefined) throw new Error(`no measured case ${id}`);
  return found;
}

describe('TensorRT-LLM 0.6.1, static, tokens a second and GPU (facts A3)', () => {
  it.each([
    ['llama-2-7b/tp1/b768/128-128', 1, 19_694],
    ['llama-2-7b/tp1/b112/128-2048', 1, 6_818],
    ['llama-2-7b/tp1/b80/2048-128', 1, 2_244],
    ['llama-2-7b/tp1/b48/2048-2048', 1, 2_740],
    ['llama-2-70b/tp2/b1024/128-128', 2, 2_657],
    ['llama-2-70b/tp2/b96/2048-128', 2, 306],
    ['llama-2-70b/tp4/b480/128-2048', 4, 1_486],
    ['llama-2-70b/tp2/b64/2048-2048', 2, 547],
  ])('%s on %d: %d', (id, gpus, perGpu) => {
    const row = measured(`trt06/${id}`);
    expect(row.case['devices']).toBe(gpus);
    expect(row.measured.outputTokensPerSecond).toBe(gpus * perGpu);
  });

  it.each([
    ['llama-2-7b/tp1/128', 7],
    ['llama-2-7b/tp1/2048', 36],
    ['llama-2-70b/tp4/128', 26],
    ['llama-2-70b/tp4/2048', 109],
  ])('first token of %s in %d ms', (id, milliseconds) => {
    expect(measured(`trt05-first/${id}`).measured.timeToFirstTokenSeconds).toBe(milliseconds / 1_000);
  });
});

describe('TensorRT-LLM 0.17, in flight, tokens a second (facts A3)', () => {
  const lengths = '128-128 128-2048 128-4096 500-2000 1000-1000 2048-128 2048-2048 5000-500 20000-2000'.split(
    ' ',
  );
  it.each([
    ['llama-3.1-8b/tp1', [28_837, 21_109, 13_594, 16_501, 15_245, 3_557, 9_488, 3_559, 1_401]],
    ['llama-3.1-70b/tp2', [6_645, 6_170, 3_897, 4_973, 4_391, 773, 2_898, 920, 443]],
  ])('%s', (id, expected) => {
    const rows = lengths.map((length) => measured(`trt17/h100-sxm/${id}/${length}`).measured);
    expect(rows.map(({ outputTokensPerSecond }) => outputTokensPerSecond)).toEqual(expected);
  });
});

describe('Argonne, FP16, seconds of the whole batch (facts A3)', () => {
  it.each([
    ['llama-2-7b/x1/L128', [0.844, 0.989, 1.087, 1.372]],
    ['llama-2-7b/x1/L512', [3.492, 4.775, 5.941, 8.552]],
    ['llama-2-70b/x4/L128', [2.309, 2.624, 3.102, 3.532]],
    ['llama-2-70b/x4/L512', [9.471, 11.157, 12.911, 15.121]],
  ])('%s', (id, expected) => {
    const rows = [1, 16, 32, 64].map((batch) => measured(`anl-trt/h100-sxm/${id}/b${batch}`).measured);
    expect(rows.map(({ requestLatencySeconds }) => requestLatencySeconds)).toEqual(expected);
  });
});

describe('MLPerf 4.1 on eight H100 (facts A3)', () => {
  it('offline: 24,525 tokens a second', () => {
    expect(measured('mlperf/offline/8xh100').measured.outputTokensPerSecond).toBe(24_525);
  });
});

describe('LPUs as Groq ran them in February 2024', () => {
  let report: ValidationReport;
  beforeAll(async () => {
    report = validate(cases, await shippedCatalogue());
  });

  it.each([
    ['llama-2-7b/72', 750, 'A2.5'],
    ['mixtral-8x7b/576', 480, 'A2.6'],
  ])('%s: %d tokens a second and user within 5 %, which calibrates (facts %s)', (id, tokens) => {
    const row = report.rows.find((each) => each.id === `lpu/${id}`);
    expect(row?.measured).toBe(tokens);
    expect(Math.abs(row?.error ?? Number.NaN)).toBeLessThan(0.05);
  });
});
