import { describe, expect, it } from 'vitest';
import { plan } from '#main/planning/plan';
import { sizeOn } from '#main/planning/sizing/size-on';
import { estimate } from '#main/simulator/estimate';
import { Accelerator, DeviceType } from '#shared/catalogue/entries';
import { SizingRequest } from '#shared/sizing/sizing';
import { shippedCatalogue } from '../../../support/catalogue';
import { aStaticCase } from '../../../support/estimate-case';
import { aScenario, someRacks } from '../../../support/fleet';

const shipped = await shippedCatalogue();

const figure = (unit: string, typical: number) => ({
  unit,
  readings: [
    {
      id: 'announced',
      low: typical,
      typical,
      high: typical,
      source: 'entered-by-user',
      date: '2026',
      confidence: 'vendor',
    },
  ],
});
const unknown = { unit: 'W', unknown: 'Not announced.' };

/** What a maker announces of a part, and nothing that anybody measured. */
const announced = {
  id: 'made-up',
  name: 'Made-up 1',
  vendor: 'Somebody',
  kind: 'gpu',
  memory: figure('B', 96e9),
  memoryBandwidth: figure('B/s', 3e12),
  densePeak: { fp16: figure('FLOP/s', 800e12), fp8: figure('FLOP/s', 1600e12) },
  power: { idle: unknown, typical: unknown, maximum: figure('W', 600) },
  linkBandwidth: figure('B/s', 400e9),
  linkName: 'Its own link',
  defaultEngine: 'trtllm-1.2',
};

const { 'dgx-h100': dgx } = shipped.deviceTypes;
const server = DeviceType.parse({
  ...dgx,
  id: 'made-up-server',
  accelerators: { type: 'made-up', count: 4 },
});

/** The shipped catalogue with one more part, and the server that carries it, by nothing but data. */
const withPart = (changes: Record<string, unknown> = {}, servers: readonly DeviceType[] = [server]) => ({
  ...shipped,
  accelerators: { ...shipped.accelerators, 'made-up': Accelerator.parse({ ...announced, ...changes }) },
  deviceTypes: { ...shipped.deviceTypes, ...Object.fromEntries(servers.map((each) => [each.id, each])) },
});

function estimated(catalogue: ReturnType<typeof withPart>, changes: Record<string, unknown> = {}) {
  const [result] = estimate([aStaticCase({ hardware: 'made-up', ...changes })], catalogue);
  if (result === undefined || !('fits' in result) || !result.fits) throw new Error('No estimate');
  return result;
}

const counted = (count: number) => ({ count, source: 'hpctech-h100', confidence: 'memory' });
const codes = ({ remarks }: ReturnType<typeof estimated>) => remarks.map(({ code }) => code);

describe('a new accelerator, as data only', () => {
  it('is estimated, and each figure that another part stands in for is named with that part', () => {
    const result = estimated(withPart({}, []));

    expect(codes(result)).toEqual(
      expect.arrayContaining([
        'kernels-carried-over',
        'multiprocessors-assumed',
        'reached-share-assumed',
        'slot-assumed',
        'server-assumed',
      ]),
    );
    const sentences = result.warnings.filter((warning) => warning.includes('made-up'));
    expect(sentences.length).toBeGreaterThanOrEqual(5);
    expect(sentences.filter((sentence) => sentence.includes('H100 SXM')).length).toBeGreaterThanOrEqual(3);
  });

  it('is estimated with the figures of its entry, of which nothing is said', () => {
    const [few, many] = [66, 132].map((count) => estimated(withPart({ multiprocessors: counted(count) })));
    const [low, high] = [0.4, 0.8].map((share) =>
      estimated(withPart({ reachedShare: { fp8: figure('1', share) } }), { input: 4096, output: 1 }),
    );

    expect(few?.outputTokensPerSecond).toBeLessThan(many?.outputTokensPerSecond ?? 0);
    expect(low?.outputTokensPerSecond).toBeLessThan(high?.outputTokensPerSecond ?? 0);
    expect(few && codes(few)).not.toContain('multiprocessors-assumed');
    expect(low && codes(low)).not.toContain('reached-share-assumed');
  });

  it('is joined as far as its entry says', () => {
    const linked = (accelerators: number) =>
      estimated(
        withPart({
          slotBandwidth: figure('B/s', 64e9),
          linkDomain: { accelerators, source: 'entered-by-user', confidence: 'vendor' },
        }),
        { devices: 4, tensorParallel: 4 },
      );

    expect(linked(2).outputTokensPerSecond).toBeLessThan(linked(4).outputTokensPerSecond);
  });

  it('is sized and planned, with what stood in', () => {
    const catalogue = withPart();
    const workload = {
      model: 'llama-3.1-8b',
      inputTokens: 512,
      outputTokens: 128,
      requestsPerSecond: 2,
      peakFactor: 1,
    };
    const objective = { timeToFirstTokenSeconds: 2, timePerOutputTokenSeconds: 0.1, percentile: 90 };
    const request = SizingRequest.parse({ workload, objective, terms: aScenario() });
    expect(sizeOn({ request, hardware: 'made-up' }, catalogue)).toMatchObject({ meets: true });

    const wanted = { hardware: 'made-up', devices: 4, model: 'llama-3.1-8b', mode: 'in-flight' };
    const deployments = { a: { id: 'a', name: 'A', estimate: { ...wanted, input: 512, output: 128 } } };
    const racks = someRacks([{ stack: [{ type: 'made-up-server', heightUnits: 8 }] }]);
    const [deployment] = plan(aScenario({ ...racks, deployments }), catalogue).deployments;
    expect(deployment?.result).toMatchObject({ fits: true });
    expect(JSON.stringify(deployment?.result)).toContain('multiprocessors-assumed');
  });

  it('which is an LPU is simulated as the one whose floor plan is published, which the answer names', () => {
    const changes = { kind: 'lpu', defaultEngine: 'groq-3', memory: figure('B', 5e8) };
    const lpu = { tensorParallel: undefined, engine: undefined, kv: undefined, devices: 256 };
    const speed = (bandwidth: number) =>
      estimated(withPart({ ...changes, memoryBandwidth: figure('B/s', bandwidth) }), lpu);

    expect(codes(speed(80e12))).toContain('lpu-carried-over');
    expect(speed(80e12).warnings.join(' ')).toContain('GroqChip 1 (LPU v1)');
    expect(speed(160e12).outputTokensPerSecond).toBeGreaterThan(1.5 * speed(80e12).outputTokensPerSecond);
  });

  it('is no shipped GPU that is sold: each of those has its multiprocessors, its family and its slot', () => {
    const makers = ['NVIDIA', 'AMD'];
    const gpus = Object.values(shipped.accelerators).filter(
      ({ kind, vendor, id }) => kind === 'gpu' && makers.includes(vendor) && id !== 'rubin',
    );

    expect(gpus.length).toBeGreaterThan(20);
    expect(gpus.filter((gpu) => !gpu.multiprocessors || !gpu.architecture || !gpu.slotBandwidth)).toEqual([]);
  });
});
