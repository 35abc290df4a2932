import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { compare } from '#main/planning/compare/compare';
import { plan } from '#main/planning/plan';
import { performanceOf } from '#main/quote/build';
import { quoteFormats } from '#main/quote/language';
import { estimate } from '#main/simulator/estimate';
import { simulateCases } from '#main/simulator/serving/simulate-cases';
import type { EstimateAnswer } from '#shared/estimate/result';
import { expectedService, interTokenSeconds, missedTimes, stepSeconds } from '#shared/serving/service';
import { interTokenLatencyOf } from '#shared/quote/quote';
import type { Scenario } from '#shared/scenario/schema';
import { shippedCatalogue } from '../support/catalogue';
import { shippedExample } from '../support/examples';

const catalogue = await shippedCatalogue();

function estimated(wanted: object): EstimateAnswer | undefined {
  const [answer] = estimate([{ id: 'a', ...wanted }], catalogue);
  return answer !== undefined && 'fits' in answer && answer.fits ? answer : undefined;
}

const anyLoad = fc.record({
  fleet: fc.constantFrom(
    { hardware: 'h100-sxm', devices: 4, tensorParallel: 4, model: 'llama-3.1-70b', weights: 'fp8' },
    { hardware: 'h100-sxm', devices: 2, tensorParallel: 1, model: 'gpt-oss-20b', weights: 'fp8' },
    { hardware: 'groq-lpu-v1', devices: 144, model: 'llama-2-7b', weights: 'int8' },
  ),
  mode: fc.constantFrom('in-flight', 'serving'),
  input: fc.integer({ min: 16, max: 4_000 }),
  output: fc.integer({ min: 2, max: 500 }),
  requestsPerSecond: fc.double({ min: 0.01, max: 20, noNaN: true }),
});

describe('the time from one token to the next', () => {
  it('makes up the latency of a request with its first token, and is never below a decode step', () => {
    let asked = 0;
    fc.assert(
      fc.property(anyLoad, ({ fleet, ...load }) => {
        const answer = estimated({ ...fleet, ...load });
        if (answer === undefined) return;
        asked++;
        const each = interTokenSeconds(answer);
        const whole = answer.timeToFirstTokenSeconds + (load.output - 1) * each;
        expect(answer.requestLatencySeconds / whole).toBeCloseTo(1, 9);
        expect(each).toBeGreaterThanOrEqual(stepSeconds(answer) * (1 - 1e-12));
        expect(answer.outputTokensPerSecondPerUser * each).toBeCloseTo(1, 12);
      }),
      { numRuns: 200 },
    );
    expect(asked).toBeGreaterThan(100);
  });

  it.each([
    { hardware: 'h100-sxm', devices: 4, tensorParallel: 4, model: 'llama-3.1-70b', weights: 'fp8' },
    { hardware: 'groq-lpu-v1', devices: 144, model: 'llama-2-7b', weights: 'int8' },
  ])('is the same in the estimate and in the simulation where hardly anybody asks: %o', (fleet) => {
    const asked = { ...fleet, input: 1_000, output: 200, requestsPerSecond: 0.01 };
    const answer = estimated({ ...asked, mode: 'serving' });
    const [served] = simulateCases([{ ...asked, id: 'a', requests: 100 }], catalogue);
    if (answer === undefined || served === undefined || !('timeline' in served)) throw new Error('no answer');
    const { timePerOutputTokenSeconds, interTokenLatencySeconds } = served;
    expect(timePerOutputTokenSeconds.mean / interTokenSeconds(answer)).toBeCloseTo(1, 1);
    expect(interTokenLatencySeconds.mean / interTokenSeconds(answer)).toBeCloseTo(1, 1);
    expect(stepSeconds(answer) / interTokenSeconds(answer)).toBeCloseTo(1, 1);
  });
});

describe('a fleet that serves', () => {
  it('shows what users meet between tokens in the plan, in Compare, in the objective and in the quote', async () => {
    const example = await shippedExample('article-70b-h100');
    const [id, deployment] = Object.entries(example.deployments)[0] ?? [];
    if (id === undefined || deployment === undefined) throw new Error('no deployment');
    const busy = { ...deployment.estimate, mode: 'serving' as const, batch: undefined, requestsPerSecond: 2 };
    const scenario: Scenario = { ...example, deployments: { [id]: { ...deployment, estimate: busy } } };
    const planned = plan(scenario, catalogue);
    const result = planned.deployments[0]?.result;
    if (result === undefined || !('fits' in result) || !result.fits) throw new Error('does not fit');
    const met = interTokenSeconds(result);
    expect(met).toBeGreaterThan(1.01 * stepSeconds(result));

    const compared = compare({ scenarios: [scenario, example], baseline: 0 }, catalogue);
    if (!compared.ok) throw new Error(compared.error.message);
    const row = compared.value.rows.find(({ name }) => name === 'performance.interTokenLatency');
    expect(row?.cells[0]).toMatchObject({ known: true, typical: met });

    const [sheet] = performanceOf({
      scenario,
      plan: planned,
      catalogue,
      language: 'en',
      formats: quoteFormats('en'),
    });
    if (sheet === undefined) throw new Error('no sheet');
    expect(interTokenLatencyOf(sheet)).toBe(met);
    expect(sheet.outputTokensPerSecondPerUser * interTokenLatencyOf(sheet)).toBeCloseTo(1, 12);

    const between = (met + stepSeconds(result)) / 2;
    const objective = { timePerOutputTokenSeconds: between };
    expect(missedTimes(expectedService(result), objective)).toEqual(['time-per-output-token']);
  });
});
