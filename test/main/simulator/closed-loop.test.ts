import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { estimate } from '#main/simulator/estimate';
import { simulateCases } from '#main/simulator/serving/simulate-cases';
import type { EstimateAnswer } from '#shared/estimate/result';
import type { ServingAnswer } from '#shared/serving/report';
import { quantile } from '#shared/validation/validation';
import { aServingCase } from '../../support/estimate-case';
import { shippedServices } from '../../support/services';

const { catalogue } = await shippedServices();

const aLoop = (changes: Record<string, unknown> = {}): Record<string, unknown> =>
  aServingCase({ requestsPerSecond: undefined, closedLoop: 16, ...changes });
const estimated = (changes?: Record<string, unknown>) =>
  estimate([aLoop(changes)], catalogue)[0] as EstimateAnswer;
const simulated = (changes?: Record<string, unknown>) =>
  simulateCases([aLoop(changes)], catalogue)[0] as ServingAnswer;

const replicas = fc.constantFrom(
  { hardware: 'h100-sxm', model: 'llama-3.1-8b', devices: 1, tensorParallel: 1, weights: 'fp8', kv: 'fp8' },
  { hardware: 'h200-sxm', model: 'llama-3.1-70b', devices: 4, tensorParallel: 4, weights: 'fp8', kv: 'fp8' },
  { hardware: 'b200-sxm', model: 'gpt-oss-120b', devices: 2, tensorParallel: 2, weights: 'fp4', kv: 'fp8' },
  { hardware: 'h200-sxm', model: 'deepseek-v3', devices: 8, tensorParallel: 8, weights: 'fp8', kv: 'fp8' },
);

const powerOfTwo = (low: number, high: number) =>
  fc.double({ min: low, max: high, noNaN: true }).map((exponent) => Math.round(2 ** exponent));

const lengths = fc.constantFrom(
  undefined,
  { kind: 'fixed' },
  ...[0.2, 0.5].map((sigma) => ({ kind: 'log-normal', inputSigma: sigma, outputSigma: sigma })),
);

const loops = fc
  .record({
    replica: replicas,
    engine: fc.constantFrom('trtllm-0.17', 'trtllm-1.2', 'vllm-2026'),
    closedLoop: powerOfTwo(0, 8),
    each: fc.constantFrom(3, 10, 30),
    input: powerOfTwo(6, 13),
    output: powerOfTwo(4, 10),
    lengths,
  })
  .map(({ replica, each, ...rest }) => aLoop({ ...replica, ...rest, requests: each * rest.closedLoop }));

describe('a closed loop, estimated and simulated', () => {
  const cases = fc.sample(loops, { numRuns: 60, seed: 7 });
  const answers = estimate(cases, catalogue) as readonly EstimateAnswer[];
  const runs = simulateCases(cases, catalogue) as readonly ServingAnswer[];
  const offs = (of: (answer: EstimateAnswer, run: ServingAnswer) => number): readonly number[] =>
    answers
      .flatMap((answer, index) => {
        const run = runs[index];
        return run?.fits === true ? [Math.abs(Math.log(of(answer, run)))] : [];
      })
      .sort((a, b) => a - b);

  it.each([
    [
      'first token',
      0.05,
      0.15,
      (a: EstimateAnswer, b: ServingAnswer) => a.timeToFirstTokenSeconds / b.timeToFirstTokenSeconds.mean,
    ],
    [
      'request',
      0.03,
      0.1,
      (a: EstimateAnswer, b: ServingAnswer) => a.requestLatencySeconds / b.requestLatencySeconds.mean,
    ],
    [
      'time between tokens',
      0.03,
      0.1,
      (a: EstimateAnswer, b: ServingAnswer) => a.interTokenLatencySeconds / b.timePerOutputTokenSeconds.mean,
    ],
    [
      'throughput',
      0.05,
      0.15,
      (a: EstimateAnswer, b: ServingAnswer) => a.outputTokensPerSecond / b.outputTokensPerSecond,
    ],
    [
      'median first token',
      0.08,
      0.25,
      (a: EstimateAnswer, b: ServingAnswer) =>
        (a.timeToFirstTokenPercentiles?.p50 ?? 0) / b.timeToFirstTokenSeconds.p50,
    ],
    [
      '99th percentile of first tokens',
      0.12,
      0.35,
      (a: EstimateAnswer, b: ServingAnswer) =>
        (a.timeToFirstTokenPercentiles?.p99 ?? 0) / b.timeToFirstTokenSeconds.p99,
    ],
  ])('agree on the %s: half within %d, four of five within %d', (_, half, most, of) => {
    const off = offs(of);

    expect(off.length).toBeGreaterThan(50);
    expect(quantile(off, 0.5)).toBeLessThan(half);
    expect(quantile(off, 0.8)).toBeLessThan(most);
  });

  it('counts a request as its first token and the gaps after it', () => {
    answers.forEach((answer, index) => {
      const output = Number(cases[index]?.['output']);
      const sum = answer.timeToFirstTokenSeconds + (output - 1) * answer.interTokenLatencySeconds;
      expect(sum).toBeCloseTo(answer.requestLatencySeconds, 9);
    });
  });

  it('orders percentiles', () => {
    for (const { timeToFirstTokenPercentiles: at } of answers) {
      if (at === undefined) throw new Error('a closed loop has percentiles');
      expect([at.p50, at.p90, at.p95, at.p99]).toEqual(
        [at.p50, at.p90, at.p95, at.p99].sort((a, b) => a - b),
      );
    }
  });
});

describe('a closed loop', () => {
  it('keeps as many in flight as it says, by Little’s law', () => {
    const { requestsPerSecond, requestLatencySeconds, timeline } = simulated({ requests: 3_200 });

    expect((requestsPerSecond * requestLatencySeconds.mean) / 16).toBeCloseTo(1, 1);
    timeline.running.forEach((running, bucket) => {
      expect(running + (timeline.waiting[bucket] ?? 0)).toBeLessThanOrEqual(16 + 1e-6);
    });
  });

  it('asks ten for each in flight where it does not say, in the simulation as in the estimate', () => {
    expect(simulated().counts).toMatchObject({ arrived: 160, completed: 160 });
    expect(simulated({ requests: 40 }).counts.completed).toBe(40);
    expect(estimated().remarks.map(({ code }) => code)).toContain('usual-loop');
  });

  it('is what the batch of a case in flight is', () => {
    const rest = Object.fromEntries(
      Object.entries(aLoop()).filter(([key]) => !['requestsPerSecond', 'closedLoop', 'mode'].includes(key)),
    );
    const batch = estimate([{ ...rest, mode: 'in-flight', batch: 16 }], catalogue)[0] as EstimateAnswer;

    expect(estimated().timeToFirstTokenSeconds).toBe(batch.timeToFirstTokenSeconds);
    expect(estimated().outputTokensPerSecond).toBe(batch.outputTokensPerSecond);
    expect(estimate([{ ...rest, closedLoop: 16 }], catalogue)[0]).toMatchObject({
      outputTokensPerSecond: batch.outputTokensPerSecond,
    });
  });

  it.each([0, 5, 10, 60])(
    'makes first tokens wait for the prompts that come together, over a ramp of %d s',
    (rampSeconds) => {
      const asked = { closedLoop: 64, input: 4096, rampSeconds };
      const together = { ...asked, rampSeconds: 0 };
      const [answer, run] = [estimated(asked), simulated(asked)];
      const off = Math.log(answer.timeToFirstTokenSeconds / run.timeToFirstTokenSeconds.mean);

      expect(Math.abs(off)).toBeLessThan(0.25);
      if (rampSeconds === 0) return;
      expect(answer.timeToFirstTokenSeconds).toBeLessThan(0.9 * estimated(together).timeToFirstTokenSeconds);
      expect(run.timeToFirstTokenSeconds.mean).toBeLessThan(
        0.9 * simulated(together).timeToFirstTokenSeconds.mean,
      );
    },
  );

  it('of one request alone waits for nobody', () => {
    const [one, run] = [estimated({ closedLoop: 1 }), simulated({ closedLoop: 1 })];

    expect(one.timeToFirstTokenSeconds / run.timeToFirstTokenSeconds.mean).toBeCloseTo(1, 1);
  });

  it('waits for a place where more are in flight than there are places', () => {
    const asked = { closedLoop: 64, batch: 8, requests: 640 };
    const ratio = estimated(asked).timeToFirstTokenSeconds / simulated(asked).timeToFirstTokenSeconds.mean;

    expect(Math.abs(Math.log(ratio))).toBeLessThan(0.15);
  });

  it.each([
    [{ mode: 'static' }, 'closed-loop-static', 'closedLoop'],
    [{ requestsPerSecond: 4 }, 'closed-loop-with-rate', 'requestsPerSecond'],
    [{ closedLoop: undefined, rampSeconds: 3, requestsPerSecond: 4 }, 'ramp-without-loop', 'rampSeconds'],
    [{ closedLoop: undefined, mode: 'static', requests: 10 }, 'requests-static', 'requests'],
  ])('refuses %j: %s', (changes, code, path) => {
    expect(estimate([aLoop(changes)], catalogue)[0]).toMatchObject({ error: { code, path } });
  });

  it('refuses arrivals beside it', () => {
    expect(simulated({ arrivals: { kind: 'poisson' } })).toMatchObject({
      error: { code: 'closed-loop-with-arrivals', path: 'arrivals' },
    });
    expect(simulated({ requestsPerSecond: 4 })).toMatchObject({ error: { code: 'closed-loop-with-rate' } });
  });
});

describe('a finite run of arrivals', () => {
  it.each([0.3, 0.7])('at %d of what saturates has its beginning and end in its throughput', (load) => {
    const full = estimate(
      [aLoop({ mode: 'in-flight', closedLoop: undefined })],
      catalogue,
    )[0] as EstimateAnswer;
    const asked = aServingCase({
      requestsPerSecond: (load * full.outputTokensPerSecond) / 256,
      requests: 200,
    });
    const answer = estimate([asked], catalogue)[0] as EstimateAnswer;
    const run = simulateCases([asked], catalogue)[0] as ServingAnswer;

    expect(Math.abs(Math.log(answer.outputTokensPerSecond / run.outputTokensPerSecond))).toBeLessThan(0.12);
    expect(answer.outputTokensPerSecond).toBeLessThan(asked.requestsPerSecond * 256);
  });
});
