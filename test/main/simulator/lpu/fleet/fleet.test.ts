import { describe, expect, it } from 'vitest';
import { estimate } from '#main/simulator/estimate';
import { fleetReport } from '#main/simulator/lpu/fleet/fleet-report';
import { directoryOf, resolveCase } from '#main/simulator/resolve-case';
import { calibrationCases, calibrationContext } from '#main/simulator/lpu/fleet/constants';
import { splitFleet } from '#main/simulator/lpu/fleet/split';
import { tokenTime } from '#main/simulator/lpu/fleet/token-time';
import { CLOCK_HERTZ } from '#main/simulator/lpu/chip/geometry';
import type { LayerPass } from '#main/simulator/lpu/schedule/decoder-layer';
import { decoderCycles, decoderGraph } from '#main/simulator/lpu/schedule/graphs/decoder';
import { scheduleGraph } from '#main/simulator/lpu/schedule/scheduler';
import { modelShapeOf } from '#main/simulator/model-shape';
import type { EstimateAnswer, EstimateResult } from '#shared/estimate/result';
import { shippedCatalogue } from '../../../../support/catalogue';

const catalogue = await shippedCatalogue();
const models = Object.keys(catalogue.models);
const shapeOf = (id: string) => modelShapeOf(catalogue.models[id]!);

const passOf = (id: string, changes: Partial<LayerPass> = {}): LayerPass => ({
  model: shapeOf(id),
  tensor: 2,
  tokens: 1,
  context: calibrationContext,
  precision: 'fp16',
  link: '2022-system',
  ...changes,
});

const resultOf = (changes: Record<string, unknown>): EstimateResult =>
  estimate(
    [
      {
        id: 'a',
        hardware: 'groq-lpu-v1',
        devices: 72,
        model: 'llama-2-7b',
        mode: 'static',
        batch: 1,
        input: 1_900,
        output: 148,
        ...changes,
      },
    ],
    catalogue,
  )[0]!;

function answerOf(changes: Record<string, unknown> = {}): EstimateAnswer {
  const result = resultOf(changes);
  if (!('fits' in result && result.fits)) throw new Error(JSON.stringify(result));
  return result;
}

describe('the two constants', () => {
  it.each(calibrationCases)('give the published speed of $model ($source)', (published) => {
    const { model, devices, tokensPerSecondPerUser } = published;
    const split = splitFleet({ devices, layers: shapeOf(model).layers });
    if (!split.ok) throw new Error(split.error.message);
    const { tensor, pipeline } = split.value;
    const { seconds } = tokenTime(passOf(model, { tensor }), pipeline, { speed: 1 });
    expect(Math.abs(1 / seconds / tokensPerSecondPerUser - 1)).toBeLessThan(0.001);
  });
});

describe('the closed form', () => {
  it.each(models)('agrees with the schedule within 2 %% for one token of %s', (model) => {
    const pass = passOf(model, { tensor: 4, precision: 'int8' });
    const split = { tensor: 4, pipeline: 40 };
    const graph = decoderGraph({ pass, ...split, chips: 160, residentBytes: 0 });
    const schedule = scheduleGraph(graph);
    if (!schedule.ok) throw new Error(schedule.error.message);
    const closed = decoderCycles(pass, split);
    expect(Math.abs(schedule.value.cycles / closed - 1)).toBeLessThan(0.02);
    expect(tokenTime(pass, 40, { speed: 1 }).layerSeconds).toBeLessThan(closed / CLOCK_HERTZ);
  });

  it('agrees with the schedule within 2 % for a prompt', () => {
    const pass = passOf('llama-2-70b', { tensor: 8, tokens: 160, precision: 'int8' });
    const split = { tensor: 8, pipeline: 72 };
    const schedule = scheduleGraph(decoderGraph({ pass, ...split, chips: 576, residentBytes: 0 }));
    if (!schedule.ok) throw new Error(schedule.error.message);
    expect(Math.abs(schedule.value.cycles / decoderCycles(pass, split) - 1)).toBeLessThan(0.02);
  });
});

describe('the report behind an estimate', () => {
  const directory = directoryOf(catalogue);
  const reportOf = (model: string, devices: number) => {
    const resolved = resolveCase(
      { id: 'a', hardware: 'groq-lpu-v1', devices, model, input: 1_792, output: 512 },
      directory,
    );
    if (!resolved.ok) throw new Error(resolved.error.message);
    return fleetReport(resolved.value);
  };

  it.each(['llama-2-7b', 'mixtral-8x7b', 'deepseek-v3', 'gpt-oss-20b'])(
    'says where the whole time of a token of %s goes',
    (model) => {
      const { token, tokenSeconds } = reportOf(model, 576);
      const total = Object.values<number>({ ...token }).reduce((sum, part) => sum + part, 0);
      expect(total).toBeCloseTo(tokenSeconds, 9);
    },
  );

  it('keeps one node in nine as a spare (facts section 1)', () => {
    const report = reportOf('mixtral-8x7b', 576);
    expect(report).toMatchObject({ chips: 576, nodes: 81, spareNodes: 9, racksWithSpares: 9, mostHops: 5 });
    expect(report.spareShare).toBeCloseTo(1 / 9, 9);
    expect(report.chipWatts).toEqual({ low: 185, typical: 215, high: 300 });
  });
});

describe('an estimate on LPUs', () => {
  it('puts all chips into one pipeline, a layer on as many of a node as it has', () => {
    expect(splitFleet({ devices: 72, layers: 32 })).toMatchObject({ value: { tensor: 2, pipeline: 36 } });
    expect(splitFleet({ devices: 576, layers: 32 })).toMatchObject({ value: { tensor: 8, pipeline: 72 } });
    expect(splitFleet({ devices: 9, layers: 32 })).toMatchObject({ value: { tensor: 1, pipeline: 9 } });
  });

  it('takes what tensor × pipeline leaves over as replicas', () => {
    const one = answerOf({ tensorParallel: 2, pipelineParallel: 36 });
    const two = answerOf({ tensorParallel: 2, pipelineParallel: 36, devices: 144 });
    expect(two.outputTokensPerSecond).toBeCloseTo(2 * one.outputTokensPerSecond, 6);
    expect(two.timePerOutputTokenSeconds).toBe(one.timePerOutputTokenSeconds);
  });

  it('holds Llama-2-7B in FP16 on 72 chips and refuses it on 58 with the reason (facts section 4)', () => {
    expect(answerOf({ weights: 'fp16' }).memoryPerDeviceBytes.weights).toBeCloseTo(13.476e9 / 72, -6);
    const refused = resultOf({ devices: 58, weights: 'fp16' });
    expect(refused).toMatchObject({ fits: false, refusal: { code: 'memory-capacity', limit: 230e6 } });
    expect(!('error' in refused) && !refused.fits && refused.refusal.message).toContain(
      'chips would hold it',
    );
  });

  it('refuses Llama-2-70B in FP16 on 576 chips, which 600 would need (facts A1.6)', () => {
    expect(resultOf({ devices: 576, model: 'llama-2-70b', weights: 'fp16' })).toMatchObject({ fits: false });
    expect(resultOf({ devices: 576, model: 'llama-2-70b' })).toMatchObject({ fits: true });
  });

  it('never gives more speed for a longer context', () => {
    let before = Infinity;
    for (const input of [1, 10, 100, 1_000, 1_900]) {
      const { outputTokensPerSecondPerUser } = answerOf({ input });
      expect(outputTokensPerSecondPerUser).toBeLessThanOrEqual(before);
      before = outputTokensPerSecondPerUser;
    }
  });

  it('serves more users at once at the same speed until memory or stages end', () => {
    const one = answerOf({ devices: 576, model: 'mixtral-8x7b' });
    const ten = answerOf({ devices: 576, model: 'mixtral-8x7b', batch: 10 });
    const many = answerOf({ devices: 576, model: 'mixtral-8x7b', batch: 100_000 });
    expect(ten.timePerOutputTokenSeconds).toBe(one.timePerOutputTokenSeconds);
    expect(ten.outputTokensPerSecond).toBeCloseTo(10 * one.outputTokensPerSecond, 3);
    expect(many.timePerOutputTokenSeconds).toBeGreaterThan(one.timePerOutputTokenSeconds);
    expect(many.requestLatencySeconds).toBeGreaterThan(ten.requestLatencySeconds);
  });

  it('waits longer the more arrive, and says so when more arrive than can be served', () => {
    const at = (requestsPerSecond: number) =>
      answerOf({ devices: 576, model: 'mixtral-8x7b', mode: 'serving', batch: 8, requestsPerSecond });
    expect(at(20).timeToFirstTokenSeconds).toBeGreaterThan(at(1).timeToFirstTokenSeconds);
    expect(at(1).outputTokensPerSecond).toBeCloseTo(148, 6);
    expect(at(1e6).warnings.join(' ')).toContain('Overloaded');
  });

  it('has an interval around every prediction, wider where nothing was measured', () => {
    const { interval, outputTokensPerSecond } = answerOf();
    expect(interval!.outputTokensPerSecond[0]).toBeLessThan(outputTokensPerSecond);
    expect(interval!.outputTokensPerSecond[1]).toBeGreaterThan(outputTokensPerSecond);
    const third = answerOf({ hardware: 'groq-lpu-3', devices: 256 });
    const width = (answer: EstimateAnswer) =>
      answer.interval!.outputTokensPerSecond[1] / answer.interval!.outputTokensPerSecond[0];
    expect(width(third)).toBeGreaterThan(width(answerOf()));
    expect(third.warnings.join(' ')).toContain('unpublished');
  });

  it('is finite for every model, mode and size that it answers', () => {
    for (const model of models) {
      for (const devices of [1, 8, 72, 576, 10_440, 100_000]) {
        for (const mode of ['static', 'in-flight', 'serving']) {
          const result = resultOf({
            model,
            devices,
            mode,
            batch: undefined,
            requestsPerSecond: 3,
            output: 1,
          });
          expect(JSON.stringify(result)).not.toMatch(/null|NaN|Infinity/);
        }
      }
    }
  });
});
