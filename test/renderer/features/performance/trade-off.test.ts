import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { estimate } from '#main/simulator/estimate';
import { EstimateCase } from '#shared/estimate/case';
import type { EstimateAnswer } from '#shared/estimate/result';
import { MeasuredCase } from '#shared/validation/validation';
import { paretoFront, placeOf, type Axes } from '#renderer/features/performance/trade-off/axes';
import { colourOf, pointsOf, seriesOf } from '#renderer/features/performance/trade-off/chart-series';
import {
  measuredLengths,
  measuredOf,
  measuredPoint,
} from '#renderer/features/performance/trade-off/measured-points';
import { capValues, lengthValues } from '#renderer/features/performance/trade-off/sweep-controls';
import {
  curvesOf,
  sweepBatches,
  sweepCases,
  sweepRuns,
  type SweepSetting,
} from '#renderer/features/performance/trade-off/sweep';
import { shippedCatalogue } from '../../../support/catalogue';
import { aDeployment } from './a-deployment';

const catalogue = await shippedCatalogue();
const perAccelerator: Axes = { vertical: 'perAccelerator', horizontal: 'decoding' };

const setting: SweepSetting = { input: 1024, output: 1024, tensorParallel: 2, powerCapWatts: undefined };
const runsFor = (changes: Partial<SweepSetting> = {}, others: readonly string[] = []) =>
  sweepRuns({
    deployment: aDeployment(),
    setting: { ...setting, ...changes },
    catalogue,
    others: others.map((type) => ({ type, count: undefined })),
  });
const curvesFor = (changes: Partial<SweepSetting> = {}, others: readonly string[] = []) => {
  const runs = runsFor(changes, others);
  return curvesOf(runs, estimate(sweepCases(runs), catalogue));
};

describe('the curves of a deployment', () => {
  it('are one for each split that divides 64 heads over eight accelerators, its own marked', () => {
    expect(runsFor().map(({ tensorParallel }) => tensorParallel)).toEqual([1, 2, 4, 8]);
    expect(runsFor().filter(({ own }) => own)).toMatchObject([{ tensorParallel: 2 }]);
  });

  it('ask only what the contract lets through', () => {
    for (const each of sweepCases(runsFor({ powerCapWatts: 400 }, ['groq-lpu-v1', 'b200-sxm']))) {
      expect(EstimateCase.safeParse(each).success).toBe(true);
    }
  });

  it('follow the sliders: longer prompts leave less throughput for the same batch', () => {
    const totalAt = (input: number) =>
      curvesFor({ input })
        .find(({ run }) => run.own)
        ?.points.find(({ batch }) => batch === 32)?.answer.outputTokensPerSecond;
    expect(totalAt(8192)).toBeLessThan(Number(totalAt(256)));
  });

  it('leave out batches that do not fit at once, so that no point stands twice', () => {
    for (const { points } of curvesFor({ input: 16_384 })) {
      const users = points.map(({ answer }) => answer.concurrency);
      expect(new Set(users).size).toBe(users.length);
      expect(points.length).toBeLessThan(sweepBatches.length);
    }
  });

  it('say why a split cannot run: 70 GB of weights leave no room on one 80 GB part at long contexts', () => {
    const single = curvesFor({ input: 98_304 }).find(({ run }) => run.tensorParallel === 1);
    expect(single).toMatchObject({ points: [], refusal: { code: 'memory-capacity' } });
  });

  it('lay other hardware beside with a precision and a size that hold the model', () => {
    const lpu = curvesFor({}, ['groq-lpu-v1']).find(({ run }) => run.kind === 'lpu');
    expect(lpu?.run.devices).toBeGreaterThan(305);
    expect(lpu?.points.length).toBeGreaterThan(0);
  });
});

describe('a point of the picture', () => {
  const answer = {
    outputTokensPerSecond: 800,
    outputTokensPerSecondPerUser: 40,
    requestLatencySeconds: 25,
    energyPerOutputTokenJoules: 2,
    interval: { level: 0.8, outputTokensPerSecond: [400, 1600], requestLatencySeconds: [1, 2] },
  } as unknown as EstimateAnswer;
  const at = (axes: Axes) => placeOf(answer, { devices: 8, output: 500, axes });

  it('stands at tokens per second of a user and of an accelerator, with the interval upwards', () => {
    expect(at(perAccelerator)).toEqual({ x: 40, y: 100, low: 50, high: 200 });
  });

  it('over the whole request counts the first token too: 500 tokens in 25 s are 20 a second', () => {
    expect(at({ vertical: 'inTotal', horizontal: 'wholeRequest' })).toMatchObject({ x: 20, y: 800 });
  });

  it('of energy has its interval the other way round: more tokens, fewer joules each', () => {
    expect(at({ vertical: 'energy', horizontal: 'decoding' })).toMatchObject({ y: 2, low: 1, high: 4 });
  });

  it('of unknown energy is no point', () => {
    const unknown = { ...answer, energyPerOutputTokenJoules: undefined } as unknown as EstimateAnswer;
    const axes: Axes = { vertical: 'energy', horizontal: 'decoding' };
    expect(placeOf(unknown, { devices: 8, output: 500, axes })).toBeUndefined();
  });
});

describe('the Pareto front', () => {
  const aPoint = fc.record({
    x: fc.integer({ min: 0, max: 20 }),
    y: fc.integer({ min: 0, max: 20 }),
  });

  it('holds exactly the points that no other beats both ways, whichever way up', () => {
    fc.assert(
      fc.property(fc.array(aPoint), fc.boolean(), (points, lower) => {
        const better = (a: number, b: number) => (lower ? a < b : a > b);
        const front = paretoFront(points, { lower });
        for (const point of points) {
          const beaten = points.some(
            ({ x, y }) => (x > point.x && !better(point.y, y)) || (x >= point.x && better(y, point.y)),
          );
          expect(front.some(({ x, y }) => x === point.x && y === point.y)).toBe(!beaten);
        }
      }),
    );
  });
});

describe('measured runs', () => {
  const aRow = (asked: Record<string, unknown>, measured: Record<string, number>, more = {}): MeasuredCase =>
    MeasuredCase.parse({
      case: {
        id: 'm',
        hardware: 'h100-sxm',
        model: 'llama-3.1-70b',
        mode: 'static',
        devices: 8,
        tensorParallel: 2,
        batch: 16,
        input: 128,
        output: 100,
        ...asked,
      },
      measured,
      source: 'test',
      ...more,
    });
  const wholeRequest: Axes = { vertical: 'perAccelerator', horizontal: 'wholeRequest' };

  it('of a static batch give the speed over the request: 6,400 tokens/s over 4 replicas of 16 are 100 each', () => {
    expect(measuredPoint(aRow({}, { outputTokensPerSecond: 6400 }), wholeRequest)).toMatchObject({
      x: 100,
      y: 800,
    });
  });

  it('with a measured latency give the throughput of the batch: 64 × 100 tokens in 2 s', () => {
    expect(measuredPoint(aRow({}, { requestLatencySeconds: 2 }), wholeRequest)).toMatchObject({
      x: 50,
      y: 400,
    });
  });

  it('without a time between tokens say nothing of the speed while decoding', () => {
    expect(measuredPoint(aRow({}, { outputTokensPerSecond: 6400 }), perAccelerator)).toBeUndefined();
    const timed = aRow({ mode: 'serving' }, { outputTokensPerSecond: 800, interTokenLatencySeconds: 0.02 });
    expect(measuredPoint(timed, perAccelerator)).toMatchObject({ x: 50, y: 100 });
  });

  it('at saturation say nothing of one user', () => {
    const saturated = aRow({ mode: 'in-flight', batch: undefined }, { outputTokensPerSecond: 800 });
    expect(measuredPoint(saturated, wholeRequest)).toBeUndefined();
  });

  it('are those of the model and the hardware shown, without outliers', () => {
    const rows = [
      aRow({}, { outputTokensPerSecond: 1 }),
      aRow({ model: 'gemma-7b' }, { outputTokensPerSecond: 1 }),
      aRow({ hardware: 'h200-sxm' }, { outputTokensPerSecond: 1 }),
      aRow({}, { outputTokensPerSecond: 1 }, { outlier: 'why' }),
    ];
    const shown = { model: 'llama-3.1-70b', hardware: new Set(['h100-sxm']), weights: undefined };
    expect(measuredOf(rows, shown)).toEqual([rows[0]]);
  });

  it('are those with weights of the same width, since FP8 beside FP16 would be no comparison', () => {
    const rows = ['fp8', 'bf16', 'fp16', undefined].map((weights) =>
      aRow({ weights }, { outputTokensPerSecond: 1 }),
    );
    const shown = { model: 'llama-3.1-70b', hardware: new Set(['h100-sxm']) };
    expect(measuredOf(rows, { ...shown, weights: 'fp8' })).toEqual(rows.slice(0, 1));
    expect(measuredOf(rows, { ...shown, weights: 'bf16' })).toEqual(rows.slice(1));
  });

  it('are listed by their lengths, the most measured first', () => {
    const points = [
      { input: 1, output: 2 },
      { input: 3, output: 4 },
      { input: 3, output: 4 },
    ].map((lengths) => ({ id: '', hardware: '', source: '', x: 0, y: 0, ...lengths }));
    expect(measuredLengths(points)).toEqual([
      { input: 3, output: 4, count: 2 },
      { input: 1, output: 2, count: 1 },
    ]);
  });
});

describe('what the chart draws', () => {
  const curves = curvesFor({}, ['groq-lpu-v1']);
  const runs = curves.map(({ run }) => run);
  const points = pointsOf(curves, { output: 1024, axes: perAccelerator });
  const names = { run: () => 'run', batch: String, front: 'front', measured: 'measured' };
  const series = seriesOf({ runs, points, measured: [], axes: perAccelerator, names });

  it('has the front behind, a curve a run, and a band for the deployment’s own alone', () => {
    expect(series).toHaveLength(1 + runs.length);
    expect(series.filter(({ band }) => band !== undefined)).toHaveLength(1);
    expect(series[0]).toMatchObject({ look: 'front' });
  });

  it('gives an LPU its own colour and every GPU run another', () => {
    const colours = runs.map((run) => colourOf(run, runs));
    expect(colours[runs.findIndex(({ kind }) => kind === 'lpu')]).toBe(0);
    expect(new Set(colours).size).toBe(colours.length);
  });
});

describe('the sliders', () => {
  it('have every power of two from 16 to 32,768 and rise', () => {
    for (let tokens = 16; tokens <= 32_768; tokens *= 2) expect(lengthValues).toContain(tokens);
    expect(lengthValues).toEqual([...new Set(lengthValues)].sort((a, b) => a - b));
  });

  it('cap from 30 % up to the maximum, where a cap does nothing', () => {
    expect(capValues(700)[0]).toBe(210);
    expect(capValues(700).at(-1)).toBe(700);
  });
});
