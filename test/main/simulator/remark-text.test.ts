import { describe, expect, it } from 'vitest';
import { estimate } from '#main/simulator/estimate';
import { simulateCases } from '#main/simulator/serving/simulate-cases';
import { fillIn } from '#shared/language/language';
import type { Remark, RemarkCode } from '#shared/estimate/result';
import chinese from '../../../resources/locales/zh-CN/remarks.json';
import english from '../../../resources/locales/en/remarks.json';
import { shippedCatalogue } from '../../support/catalogue';

const base = { id: 'a', model: 'llama-3.1-8b', input: 512, output: 128, devices: 1, mode: 'static' };
const lpu = { ...base, model: 'llama-2-7b', hardware: 'groq-lpu-v1', devices: 72 };

/** Cases that between them give rise to most remarks of estimates. */
const cases = [
  { ...base, hardware: 'h200-sxm', engine: 'vllm-0.6', batch: 64 },
  { ...base, hardware: 'h100-sxm', devices: 3, batch: 10_000 },
  { ...base, hardware: 'a100-sxm-80', weights: 'int4' },
  { ...base, hardware: 'h200-sxm', model: 'deepseek-v3', weights: 'fp8', devices: 32, tensorParallel: 16 },
  { ...base, hardware: 'h100-sxm', mode: 'serving', requestsPerSecond: 10_000 },
  { ...base, hardware: 'h100-sxm', mode: 'serving', requestsPerSecond: 1, input: 8_000, output: 16 },
  { ...base, hardware: 'h100-sxm', powerCapWatts: 120, batch: 64 },
  { ...lpu, weights: 'fp8', batch: 100, input: 2_000, output: 2_000 },
  { ...lpu, devices: 73, tensorParallel: 1, pipelineParallel: 72 },
  { ...lpu, hardware: 'groq-lpu-3', mode: 'serving', requestsPerSecond: 1e6 },
];

async function remarksAndWarnings() {
  const results = estimate(cases, await shippedCatalogue());
  return results.flatMap((result) =>
    'fits' in result && result.fits ? [{ remarks: result.remarks, warnings: result.warnings }] : [],
  );
}

const codesOf = (remarks: readonly Remark[]): readonly RemarkCode[] => remarks.map(({ code }) => code);

describe('remarks on an answer', () => {
  it('stand as codes for screens and as English sentences for everybody else, one for one', async () => {
    const all = await remarksAndWarnings();

    expect(new Set(all.flatMap(({ remarks }) => codesOf(remarks))).size).toBeGreaterThan(10);
    for (const { remarks, warnings } of all) {
      expect(warnings).toEqual(remarks.map(({ code, params }) => fillIn(english[code], params)));
    }
  });

  it('bring every parameter that their messages name, in both languages', async () => {
    const remarks = (await remarksAndWarnings()).flatMap((answer) => answer.remarks);
    const sentences = remarks.flatMap(({ code, params }) =>
      [english, chinese].map((texts) => fillIn(texts[code], params)),
    );
    expect(sentences.filter((sentence) => sentence.includes('{{'))).toEqual([]);
  });

  it('of a simulation name what was turned away and whose figures are thin', async () => {
    const [run] = simulateCases(
      [{ ...lpu, mode: 'serving', requestsPerSecond: 1, requests: 20, seed: 1 }],
      await shippedCatalogue(),
    );
    expect(run && 'fits' in run && run.fits ? codesOf(run.remarks) : []).toEqual(
      expect.arrayContaining(['few-requests', 'lpu-users-unpublished']),
    );
  });
});
