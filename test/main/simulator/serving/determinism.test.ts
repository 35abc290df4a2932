import { describe, expect, it } from 'vitest';
import { plainContext } from '#main/services/computing';
import { spread } from '#main/jobs/spread';
import { simulateCases } from '#main/simulator/serving/simulate-cases';
import { shippedServices } from '../../../support/services';
import { success } from '#shared/refusal/refusal';

const { catalogue } = await shippedServices();

const gpu = {
  hardware: 'h100-sxm',
  devices: 8,
  tensorParallel: 2,
  model: 'llama-3.1-70b',
  weights: 'fp8',
  kv: 'fp8',
  input: 1024,
  output: 256,
  requestsPerSecond: 16,
  requests: 400,
  lengths: { kind: 'log-normal', inputSigma: 0.8, outputSigma: 0.8 },
};

/** One case for each source of chance and each kind of event, in which all of them happen. */
const cases = [
  { ...gpu, id: 'chunked', objective: { timeToFirstTokenSeconds: 0.2 } },
  {
    ...gpu,
    id: 'prefill first',
    scheduling: 'prefill-first',
    arrivals: { kind: 'gamma', coefficientOfVariation: 2 },
  },
  { ...gpu, id: 'preempting', cachePolicy: 'preempt', input: 8192, output: 2048, requestsPerSecond: 60 },
  {
    ...gpu,
    id: 'failing',
    arrivals: { kind: 'on-off', onSeconds: 2, offSeconds: 3 },
    failures: [{ replica: 1, atSeconds: 1, forSeconds: 3 }],
  },
  { ...gpu, id: 'apart', disaggregated: { prefillReplicas: 1 } },
  { ...gpu, id: 'beginning alike', prefixCaching: { kind: 'groups', groups: 20, tokens: 600 } },
  {
    id: 'pipeline',
    hardware: 'groq-lpu-v1',
    devices: 576,
    model: 'llama-2-70b',
    input: 512,
    output: 128,
    requestsPerSecond: 3,
    requests: 200,
  },
];
const bytesOf = (some: readonly unknown[]): readonly string[] =>
  simulateCases(some, catalogue).map((result) => JSON.stringify(result));

describe('serving runs', () => {
  const alone = cases.flatMap((each) => bytesOf([each]));

  it('really preempt, restart, hand over and find beginnings in the cases compared here', () => {
    const all = simulateCases(cases, catalogue);

    expect(all).toMatchObject(cases.map(({ id }) => ({ id, fits: true })));
    expect(all[2]).toHaveProperty('counts.preemptions', expect.any(Number));
    expect(JSON.stringify(all[2])).not.toContain('"preemptions":0');
    expect(JSON.stringify(all[3])).not.toContain('"restarts":0');
    expect(all[4]).toHaveProperty('cacheTransferSeconds');
    expect(all[5]).toHaveProperty('prefixHitShare');
  });

  it('give the same bytes alone and beside others, in any order: none leaves anything behind', () => {
    expect(bytesOf(cases)).toEqual(alone);
    expect(bytesOf(cases.toReversed()).toReversed()).toEqual(alone);
  });

  it.each([1, 2, 3, 16])('give the same bytes in %i lanes', async (lanes) => {
    const answer = await spread(cases, { lanes, context: plainContext }, async (each) => {
      await Promise.resolve();
      return success(bytesOf([each]));
    });

    expect(answer).toEqual(success(alone));
  });

  it('differ where the seed does', () => {
    for (const each of cases) expect(bytesOf([{ ...each, seed: 2 }])).not.toEqual(bytesOf([each]));
  });
});
