import { describe, expect, it } from 'vitest';
import { estimate } from '#main/simulator/estimate';
import { simulateCases } from '#main/simulator/serving/simulate-cases';
import type { EstimateAnswer } from '#shared/estimate/result';
import type { ServingAnswer } from '#shared/serving/report';
import { shippedServices } from '../../../support/services';
import { aServingCase, asEstimated } from '../../../support/estimate-case';

const { catalogue } = await shippedServices();

const resultOf = (changes: Record<string, unknown> = {}) =>
  simulateCases([aServingCase(changes)], catalogue)[0];
const answerOf = (changes: Record<string, unknown> = {}) => resultOf(changes) as ServingAnswer;
const estimated = (changes: Record<string, unknown> = {}) =>
  estimate([asEstimated(aServingCase(changes))], catalogue)[0] as EstimateAnswer;

/** Mean of the middle of a run, where it neither fills nor drains. */
function steady({ timeline }: ServingAnswer): number {
  const { outputTokensPerSecond: all } = timeline;
  const middle = all.slice(Math.floor(all.length * 0.4), Math.floor(all.length * 0.7));
  return middle.reduce((sum, value) => sum + value, 0) / middle.length;
}

describe('simulation and estimate', () => {
  it.each([
    [128, 1024],
    [1024, 256],
    [4096, 256],
  ])('agree within 5 % on the throughput under overload by requests of %i + %i tokens', (input, output) => {
    const overload = { batch: 64, requestsPerSecond: 1_000, input, output };
    const ratio =
      steady(answerOf({ ...overload, requests: 2_000 })) /
      estimated({ ...overload, mode: 'in-flight' }).outputTokensPerSecond;

    expect(Math.abs(ratio - 1)).toBeLessThan(0.05);
  });

  it.each([
    ['waves of an engine that sets cache aside', 'trtllm-bench-2024', 1024, 64],
    ['preemption by one that does not', 'vllm-bench-2024', 1024, 64],
    ['preemption by a batch of more than two waves', 'vllm-bench-2024', 2048, 64],
  ])('agree within 3 %% on a batch that outgrows the cache: %s', (_, engine, tokens, batch) => {
    const alone = {
      engine,
      devices: 1,
      tensorParallel: 1,
      model: 'llama-2-7b',
      weights: 'fp16',
      kv: 'fp16',
      input: tokens,
      output: tokens,
    };
    const run = answerOf({
      ...alone,
      requests: batch,
      requestsPerSecond: 100_000,
      scheduling: 'prefill-first',
    });
    const whole = estimated({ ...alone, mode: 'static', batch, requestsPerSecond: undefined });

    expect(whole.concurrency).toBeLessThan(batch);
    expect(Math.abs(run.elapsedSeconds / whole.requestLatencySeconds - 1)).toBeLessThan(0.03);
  });

  it.each([
    ['GPUs', {}],
    [
      'LPUs',
      {
        hardware: 'groq-lpu-v1',
        devices: 576,
        tensorParallel: undefined,
        model: 'llama-2-70b',
        weights: undefined,
        kv: undefined,
      },
    ],
  ])('agree within a tenth on the latency of %s that are moderately loaded', (_, changes) => {
    const ratio = answerOf(changes).requestLatencySeconds.mean / estimated(changes).requestLatencySeconds;

    expect(Math.abs(ratio - 1)).toBeLessThan(0.1);
  });
});

const onLpus = {
  hardware: 'groq-lpu-v1',
  devices: 576,
  tensorParallel: undefined,
  model: 'llama-2-70b',
  weights: undefined,
  kv: undefined,
};

describe('simulation and estimate of a filled LPU pipeline', () => {
  it('agree within 2 % on the throughput under overload and within a tenth on the pace of tokens', () => {
    const overload = { ...onLpus, input: 1_000, output: 300, requestsPerSecond: 200, requests: 3_000 };
    const [simulated, closed] = [answerOf(overload), estimated({ ...overload, mode: 'in-flight' })];

    expect(Math.abs(steady(simulated) / closed.outputTokensPerSecond - 1)).toBeLessThan(0.02);
    expect(
      Math.abs(simulated.timePerOutputTokenSeconds.mean / closed.interTokenLatencySeconds - 1),
    ).toBeLessThan(0.1);
  });
});

describe('power', () => {
  it.each([0.5, 1, 2, 4, 6, 20])('agrees with the estimate within 5 %% at %s requests a second', (rate) => {
    const load = { requestsPerSecond: rate, requests: 1_000 };
    const watts = answerOf(load).timeline.serverPowerWatts ?? [];
    const middle = watts.slice(Math.floor(watts.length * 0.3), Math.floor(watts.length * 0.7));
    const mean = middle.reduce((sum, value) => sum + value, 0) / middle.length;

    expect(Math.abs(mean / (estimated(load).serverPowerWatts ?? NaN) - 1)).toBeLessThan(0.05);
  });

  it('of the estimate grows with the rate of requests up to that of the saturated engine', () => {
    let before = 0;
    for (const requestsPerSecond of [0.1, 0.5, 1, 2, 4, 6, 8, 20]) {
      const { serverPowerWatts = 0 } = estimated({ requestsPerSecond });
      expect(serverPowerWatts).toBeGreaterThanOrEqual(before);
      before = serverPowerWatts;
    }
    expect(before).toBe(estimated({ mode: 'in-flight' }).serverPowerWatts);
  });
});

describe('what a case may be', () => {
  it('refuses what is not valid or does not fit, and answers the others', () => {
    const results = simulateCases(
      [
        aServingCase({ requests: 0 }),
        aServingCase({ requestsPerSecond: undefined }),
        aServingCase({ devices: 1, tensorParallel: 1, weights: 'fp16' }),
        aServingCase({ model: 'lama-3.1-70b' }),
        aServingCase({ requests: 10 }),
      ],
      catalogue,
    );

    expect(results).toMatchObject([
      { error: { code: 'invalid-case', path: 'requests' } },
      { error: { code: 'missing-rate' } },
      { fits: false, refusal: { code: 'memory-capacity' } },
      { error: { code: 'unknown-model' } },
      { fits: true, counts: { completed: 10 } },
    ]);
  });

  it.each([
    ['', 1],
    ['time,input\n1,2', 1],
    ['time,input,output', 1],
    ['time,input,output\n0,10,10\n1,ten,10', 3],
    ['time,input,output\n0,10,10\n\n-1,10,10', 4],
    ['time,input,output\n0,10,0', 2],
    ['time,input,output\nNaN,10,10', 2],
  ])('refuses the trace %j and names its line %d', (text, line) => {
    const result = resultOf({ arrivals: { kind: 'trace', text } });

    expect(result).toMatchObject({ error: { code: 'invalid-trace', path: 'arrivals.text' } });
    expect(JSON.stringify(result)).toContain(`Line ${line} of the trace`);
  });

  it('follows a trace, whatever the order of its columns and lines', () => {
    const text = 'output,time,input\r\n8,12.5,100\r\n4,10,200\r\n';
    const { counts, outputTokensPerSecond, elapsedSeconds } = answerOf({
      arrivals: { kind: 'trace', text },
      requestsPerSecond: undefined,
    });

    expect(counts).toMatchObject({ arrived: 2, completed: 2 });
    expect(outputTokensPerSecond * elapsedSeconds).toBeCloseTo(12, 9);
    expect(elapsedSeconds).toBeGreaterThan(2.5);
  });
});

describe('prefix caching and disaggregation of a case', () => {
  it('reports how often beginnings were found, drawn in groups, stated, or named by a trace', () => {
    const load = { requests: 300 };
    const groups = answerOf({ ...load, prefixCaching: { kind: 'groups', groups: 3, tokens: 512 } });
    const share = answerOf({ ...load, prefixCaching: { kind: 'share', share: 0.5 } });
    const text = 'time,input,output,prefix,prefixTokens\n0,100,10,a,50\n5,100,10,a,50\n10,100,10,,\n';
    const trace = answerOf({ arrivals: { kind: 'trace', text }, prefixCaching: { kind: 'trace' } });

    expect(groups.prefixHitShare).toBeCloseTo((297 * 512) / (300 * 1024), 6);
    expect(share.prefixHitShare).toBeCloseTo(0.5, 3);
    expect(trace.prefixHitShare).toBeCloseTo(50 / 300, 6);
    expect(answerOf(load).prefixHitShare).toBeUndefined();
    expect(share.timeToFirstTokenSeconds.mean).toBeLessThan(answerOf(load).timeToFirstTokenSeconds.mean);
  });

  it.each([
    ['time,input,output,prefix\n0,1,1,a', 1],
    ['time,input,output,prefix,prefixTokens\n0,1,1,a,none', 2],
  ])('refuses the trace %j and names its line %d', (text, line) => {
    expect(JSON.stringify(resultOf({ arrivals: { kind: 'trace', text } }))).toContain(
      `Line ${line} of the trace`,
    );
  });

  it('sends caches of 160 kB a token over 100 GB/s from two accelerators', () => {
    const { cacheTransferSeconds, counts } = answerOf({
      devices: 8,
      requests: 200,
      disaggregated: { prefillReplicas: 2 },
    });

    // Llama-3.1-70B keeps 2 × 80 × 8 × 128 numbers of a byte for each of 1,024 tokens; 10 µs of latency.
    expect(counts.completed).toBe(200);
    expect(cacheTransferSeconds?.p50).toBeCloseTo((1024 * 163_840) / 100e9 + 10e-6, 5);
  });

  it.each([
    [
      { devices: 4, disaggregated: { prefillReplicas: 2 } },
      'no-replica-decodes',
      'at least one must be left',
    ],
    [{ ...onLpus, disaggregated: { prefillReplicas: 1 } }, 'disaggregation-on-lpu', 'LPU pipelines'],
  ])('refuses a split that cannot serve: %j', (changes, code, message) => {
    const result = resultOf(changes);

    expect(result).toMatchObject({ error: { code } });
    expect(JSON.stringify(result)).toContain(message);
  });
});

describe('what had no effect', () => {
  const lpu = {
    hardware: 'groq-lpu-v1',
    devices: 576,
    tensorParallel: undefined,
    model: 'llama-2-70b',
    weights: undefined,
    kv: undefined,
    requestsPerSecond: 2,
    requests: 20,
  };

  it('is said of groups that begin alike on LPUs, which only know a stated share', () => {
    const groups = answerOf({ ...lpu, prefixCaching: { kind: 'groups', groups: 5, tokens: 100 } });
    const share = answerOf({ ...lpu, prefixCaching: { kind: 'share', share: 0.5 } });

    expect(groups.warnings.join()).toContain('Prefix groups had no effect');
    expect(groups.prefixHitShare).toBe(0);
    expect(share.warnings.join()).not.toContain('no effect');
    expect(share.prefixHitShare).toBeCloseTo(0.5, 2);
  });

  it('is said of settings of batching on LPUs', () => {
    expect(answerOf({ ...lpu, chunkTokens: 256, cachePolicy: 'preempt' }).warnings.join()).toContain(
      'These settings have no effect on an LPU pipeline: chunkTokens, cachePolicy',
    );
    expect(answerOf({ chunkTokens: 256 }).warnings.join()).not.toContain('no effect');
  });

  it('is said of a trace that is to name beginnings and does not', () => {
    const text = 'time,input,output\n0,100,10\n1,100,10\n';
    const asked = { arrivals: { kind: 'trace', text }, prefixCaching: { kind: 'trace' } };

    expect(answerOf(asked).warnings.join()).toContain('no columns prefix and prefixTokens');
  });
});
