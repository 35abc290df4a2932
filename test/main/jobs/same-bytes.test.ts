import { describe, expect, it } from 'vitest';
import { plainContext } from '#main/services/computing';
import { spread } from '#main/jobs/spread';
import { sizeOn } from '#main/planning/sizing/size-on';
import { sweepRows, sweepSpans } from '#main/planning/sweep/sweep';
import { drawsOfSpan, spansOf } from '#main/planning/uncertainty/report';
import type { Answer } from '#shared/api/contract';
import { success } from '#shared/refusal/refusal';
import { SizingRequest } from '#shared/sizing/sizing';
import { SweepRequest } from '#shared/sizing/sweep';
import { shippedCatalogue } from '../../support/catalogue';
import { shippedExample } from '../../support/examples';
import { aScenario } from '../../support/fleet';

const catalogue = await shippedCatalogue();

/**
 * The work on so many lanes. Of every two inputs the first ends later, so that several lanes end out of order and each
 * begins with what another had before; a catalogue of its own stands for the memory of another worker.
 */
async function onLanes<Input, Output>(
  lanes: number,
  inputs: readonly Input[],
  work: (input: Input, own: typeof catalogue) => readonly Output[],
): Promise<string> {
  let begun = 0;
  const answer: Answer<readonly Output[]> = await spread(
    inputs,
    { lanes, context: plainContext },
    async (input) => {
      const place = begun++;
      if (place % 2 === 0) await new Promise((resolve) => setTimeout(resolve, 5));
      return success(work(input, lanes === 1 ? catalogue : { ...catalogue }));
    },
  );
  return JSON.stringify(answer);
}

describe('the same bytes on one worker and on two', { timeout: 60_000 }, () => {
  it('of the draws of chance', async () => {
    const scenarios = [await shippedExample('article-7b-lpu'), await shippedExample('article-7b-h100')];
    const spans = spansOf({ draws: 20_000, seed: 7 });
    const draws = (span: (typeof spans)[number], own: typeof catalogue) => {
      const drawn = drawsOfSpan(scenarios, span, own);
      if (!drawn.ok) throw new Error(drawn.error.message);
      return Array.from(drawn.value);
    };

    expect(spans.length).toBeGreaterThan(2);
    expect(await onLanes(2, spans, draws)).toBe(await onLanes(1, spans, draws));
  });

  it('of a sizing', async () => {
    const request = SizingRequest.parse({
      workload: { model: 'llama-3.1-8b', inputTokens: 512, outputTokens: 256, requestsPerSecond: 4 },
      objective: { timeToFirstTokenSeconds: 2, timePerOutputTokenSeconds: 0.05, percentile: 95 },
      terms: aScenario(),
    });
    const size = (hardware: string, own: typeof catalogue) => [sizeOn({ request, hardware }, own)];
    const parts = ['h100-sxm', 'groq-lpu-v1', 'l40s', 'a100-sxm-80'];

    expect(await onLanes(2, parts, size)).toBe(await onLanes(1, parts, size));
  });

  it('of a sweep', async () => {
    const request = SweepRequest.parse({
      hardware: ['h100-sxm', 'groq-lpu-v1'],
      devices: [8, 16, 72],
      model: ['llama-3.1-8b'],
      input: Array.from({ length: 1_500 }, (_, index) => 64 + index),
      output: [128, 256, 512],
      terms: aScenario(),
    });
    const spans = sweepSpans(request);
    const rows = (span: (typeof spans)[number], own: typeof catalogue) => sweepRows(request, span, own);

    expect(spans.length).toBeGreaterThan(1);
    expect(await onLanes(2, spans, rows)).toBe(await onLanes(1, spans, rows));
  });
});
