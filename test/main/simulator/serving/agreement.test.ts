import { describe, expect, it } from 'vitest';
import { estimate } from '#main/simulator/estimate';
import { simulateCases } from '#main/simulator/serving/simulate-cases';
import { shippedServices } from '../../../support/services';
import type { LengthDistribution } from '#shared/estimate/case';
import type { EstimateAnswer } from '#shared/estimate/result';
import type { ServingAnswer } from '#shared/serving/report';

const { catalogue } = await shippedServices();

const fleets = {
  'four replicas of two H100': {
    hardware: 'h100-sxm',
    devices: 8,
    tensorParallel: 2,
    model: 'llama-3.1-70b',
    weights: 'fp8',
    kv: 'fp8',
    input: 1024,
    output: 256,
  },
  'one replica that reads long prompts': {
    hardware: 'h100-sxm',
    devices: 2,
    tensorParallel: 2,
    model: 'llama-3.1-70b',
    weights: 'fp8',
    kv: 'fp8',
    input: 4096,
    output: 512,
  },
  'a small model under vLLM': {
    hardware: 'h100-sxm',
    devices: 2,
    tensorParallel: 1,
    model: 'llama-3.1-8b',
    weights: 'fp16',
    kv: 'fp16',
    engine: 'vllm-bench-2024',
    input: 1024,
    output: 512,
  },
  'a pipeline of 576 LPUs': {
    hardware: 'groq-lpu-v1',
    devices: 576,
    model: 'llama-2-70b',
    input: 1024,
    output: 256,
  },
};
const names = Object.keys(fleets) as (keyof typeof fleets)[];

/** The estimate and the simulation of a fleet at so much of the rate that it can serve without end. */
function both(name: keyof typeof fleets, load: number, lengths?: LengthDistribution) {
  const fleet = { id: name, ...fleets[name] };
  const most = estimate([{ ...fleet, mode: 'in-flight' }], catalogue)[0] as EstimateAnswer;
  const asked = {
    ...fleet,
    mode: 'serving',
    ...(lengths && { lengths }),
    requestsPerSecond: (load * most.outputTokensPerSecond) / fleet.output,
  };
  return {
    estimated: estimate([asked], catalogue)[0] as EstimateAnswer,
    simulated: simulateCases([{ ...asked, requests: 6_000 }], catalogue)[0] as ServingAnswer,
  };
}

const off = (estimated: number, simulated: number): number => Math.abs(estimated / simulated - 1);

describe.each(names)('estimate and simulation of %s', (name) => {
  it.each([0.1, 0.3, 0.5, 0.7])('agree at a load of %d', (load) => {
    const { estimated, simulated } = both(name, load);

    expect(off(estimated.outputTokensPerSecond, simulated.outputTokensPerSecond)).toBeLessThan(0.06);
    expect(off(estimated.interTokenLatencySeconds, simulated.interTokenLatencySeconds.mean)).toBeLessThan(
      0.1,
    );
    expect(off(estimated.requestLatencySeconds, simulated.requestLatencySeconds.mean)).toBeLessThan(0.1);
    expect(off(estimated.timeToFirstTokenSeconds, simulated.timeToFirstTokenSeconds.mean)).toBeLessThan(0.25);
    expect(off(estimated.serverPowerWatts ?? 0, simulated.serverPowerWatts ?? 1)).toBeLessThan(0.1);
  });

  it.each([0.1, 0.3, 0.5, 0.7])('agree on the first token at a load of %d', (load) => {
    const { estimated, simulated } = both(name, load);

    expect(off(estimated.timeToFirstTokenSeconds, simulated.timeToFirstTokenSeconds.mean)).toBeLessThan(0.12);
  });

  it.each([0.8, 0.9, 0.95, 1, 1.1, 1.3])('at a load of %d say where they part', (load) => {
    const { estimated, simulated } = both(name, load);
    const firstToken = off(estimated.timeToFirstTokenSeconds, simulated.timeToFirstTokenSeconds.mean);
    const latency = off(estimated.requestLatencySeconds, simulated.requestLatencySeconds.mean);
    const said = JSON.stringify(estimated.warnings);

    if (firstToken > 0.3 || latency > 0.25) {
      expect(said).toMatch(
        /simulate before|faster than they can|Overloaded|prompts-crowd|over-capacity|overload/i,
      );
    }
    expect(off(estimated.outputTokensPerSecond, simulated.outputTokensPerSecond)).toBeLessThan(0.1);
  });
});

const onGpus = names.filter((name) => fleets[name].hardware !== 'groq-lpu-v1');

describe.each(onGpus)('lengths that spread, asked of %s', (name) => {
  const spread = (sigma: number): LengthDistribution => ({
    kind: 'log-normal',
    inputSigma: sigma,
    outputSigma: sigma,
  });

  it.each([
    [0.5, 0.3, 0.12],
    [0.5, 0.5, 0.12],
    [0.5, 0.7, 0.12],
    [1, 0.3, 0.25],
    [1, 0.5, 0.25],
    [1, 0.7, 0.25],
  ])('by a sigma of %d at a load of %d agree with the simulation within %d', (sigma, load, band) => {
    const { estimated, simulated } = both(name, load, spread(sigma));

    expect(off(estimated.timeToFirstTokenSeconds, simulated.timeToFirstTokenSeconds.mean)).toBeLessThan(band);
    expect(off(estimated.interTokenLatencySeconds, simulated.interTokenLatencySeconds.mean)).toBeLessThan(
      0.15,
    );
    expect(off(estimated.requestLatencySeconds, simulated.requestLatencySeconds.mean)).toBeLessThan(0.15);
  });

  it('wait longer for their first token where the simulation finds that they do', () => {
    const [alike, told] = [both(name, 0.7), both(name, 0.7, spread(1))];
    const longer = (of: (one: typeof alike) => number) => of(told) / of(alike);
    const estimated = longer((one) => one.estimated.timeToFirstTokenSeconds);
    const simulated = longer((one) => one.simulated.timeToFirstTokenSeconds.mean);

    expect(off(estimated, simulated)).toBeLessThan(0.25);
    if (simulated > 1.2) expect(estimated).toBeGreaterThan(1.1);
    expect(told.estimated.remarks.map(({ code }) => code)).not.toContain('lengths-taken-alike');
  });
});

describe('an estimate that was not told how lengths spread', () => {
  const said = (load: number) =>
    both('one replica that reads long prompts', load).estimated.remarks.find(
      ({ code }) => code === 'lengths-taken-alike',
    );

  it('says how much longer first tokens take where they spread, once prompts meet', () => {
    expect(said(0.7)?.params).toEqual({ percent: expect.closeTo(150, -2) as number });
    expect(said(0.05)).toBeUndefined();
  });
});
