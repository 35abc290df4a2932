import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { estimate } from '#main/simulator/estimate';
import { fleetReport } from '#main/simulator/lpu/fleet/fleet-report';
import { directoryOf, modelShapeOf } from '#main/simulator/resolve/directory';
import { resolveCase } from '#main/simulator/resolve/resolve-case';
import { calibrationCases, calibrationContext } from '#main/simulator/lpu/fleet/generation';
import { splitFleet, type WantedSplit } from '#main/simulator/lpu/fleet/split';
import { calibratedWaits, tokenTime } from '#main/simulator/lpu/fleet/token-time';
import type { LayerPass } from '#main/simulator/lpu/schedule/decoder-layer';
import { decoderCycles, decoderGraph, noWaits } from '#main/simulator/lpu/schedule/graphs/decoder';
import { linkRateNames } from '#main/simulator/lpu/schedule/network';
import { scheduleGraph } from '#main/simulator/lpu/schedule/scheduler';
import { simulateGraph } from '#main/simulator/lpu/simulate-graph';
import type { EstimateAnswer, EstimateResult } from '#shared/estimate/result';
import { shippedCatalogue } from '../../../../support/catalogue';

const catalogue = await shippedCatalogue();
const models = Object.keys(catalogue.models);
const shapeOf = (id: string) => modelShapeOf(catalogue.models[id]!);

const splitOf = (devices: number, id: string, changes: Partial<WantedSplit> = {}) =>
  splitFleet({ devices, model: shapeOf(id), weights: 'fp16', capacityBytes: 230e6, ...changes });

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
    const split = splitOf(devices, model);
    if (!split.ok) throw new Error(split.error.message);
    const { tensor, pipeline } = split.value;
    const { seconds } = tokenTime(passOf(model, { tensor }), pipeline, { speed: 1 });
    expect(Math.abs(1 / seconds / tokensPerSecondPerUser - 1)).toBeLessThan(0.001);
  });
});

describe('the closed form', () => {
  const anyPass = fc.record({
    model: fc.constantFrom(...models),
    tensor: fc.constantFrom(1, 2, 4, 8),
    pipeline: fc.integer({ min: 1, max: 200 }),
    context: fc.integer({ min: 1, max: 32_768 }),
    tokens: fc.constantFrom(1, 1, 1, 2, 16, 100, 512),
    precision: fc.constantFrom('int8' as const, 'fp16' as const),
    link: fc.constantFrom(...linkRateNames),
    waits: fc.constantFrom(noWaits, calibratedWaits),
  });

  it('agrees with the schedule within 2 % whatever the model, the chips, the context and the tokens', () => {
    fc.assert(
      fc.property(anyPass, ({ model, pipeline, waits, ...changes }) => {
        const pass = passOf(model, changes);
        const split = { tensor: changes.tensor, pipeline };
        const chips = split.tensor * pipeline;
        const schedule = scheduleGraph(decoderGraph({ pass, ...split, chips, residentBytes: 0, waits }));
        if (!schedule.ok) throw new Error(schedule.error.message);
        const { cycles, stageCycles } = schedule.value;
        expect(Math.abs(cycles / decoderCycles(pass, split, waits) - 1)).toBeLessThan(0.02);
        expect(stageCycles).toBeLessThanOrEqual(cycles);
      }),
      { numRuns: 60 },
    );
  }, 60_000);

  it.each(models)(
    'is what the command line schedules for a token of %s, calibrated waits included',
    (model) => {
      const graph = { graph: model, phase: 'decode', context: 2_048, precision: 'int8' } as const;
      // Whole nodes with some room: the brief's 230 MB, which the estimate takes, are less than the paper's 220 MiB.
      const chips = 8 * Math.ceil((1.2 * shapeOf(model).parameters) / 230e6 / 8);
      const scheduled = simulateGraph({ ...graph, chips }, new Map([[model, shapeOf(model)]]));
      if (!scheduled.ok) throw new Error(scheduled.error.message);
      const { latencySeconds } = scheduled.value;
      const { timePerOutputTokenSeconds } = answerOf({
        model,
        devices: chips,
        weights: 'int8',
        input: 2_047,
        output: 2,
      });
      expect(Math.abs(latencySeconds / timePerOutputTokenSeconds - 1)).toBeLessThan(0.02);
    },
  );

  it('shares the time of a token evenly between the stages, so that a full pipeline keeps its pace', () => {
    for (const model of models) {
      const pass = passOf(model, { tensor: 4, precision: 'int8' });
      const split = { tensor: 4, pipeline: shapeOf(model).layers };
      const chips = 4 * split.pipeline;
      const waits = calibratedWaits;
      const schedule = scheduleGraph(decoderGraph({ pass, ...split, chips, residentBytes: 0, waits }));
      if (!schedule.ok) throw new Error(schedule.error.message);
      expect(schedule.value.stageCycles / (schedule.value.cycles / split.pipeline)).toBeLessThan(1.25);
    }
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

  it('counts the nodes and racks that its chips make up, and no others', () => {
    expect(reportOf('llama-2-7b', 72)).toMatchObject({ chips: 72, nodes: 9, racks: 1 });
    const report = reportOf('mixtral-8x7b', 576);
    expect(report).toMatchObject({ chips: 576, nodes: 72, racks: 8, mostHops: 5 });
    expect(report.chipWatts).toEqual({ low: 185, typical: 215, high: 300 });
  });
});

describe('an estimate on LPUs', () => {
  it('puts chips into one pipeline, a layer on as many of a node as it has, and the rest into replicas', () => {
    expect(splitOf(72, 'llama-2-7b')).toMatchObject({ value: { tensor: 2, pipeline: 36, replicas: 1 } });
    expect(splitOf(576, 'mixtral-8x7b')).toMatchObject({ value: { tensor: 8, pipeline: 72, replicas: 1 } });
    expect(splitOf(9, 'llama-2-7b')).toMatchObject({ value: { tensor: 1, pipeline: 9, replicas: 1 } });
    expect(splitOf(10_440, 'llama-2-7b')).toMatchObject({ value: { tensor: 8, pipeline: 65, replicas: 20 } });
  });

  it('splits as asked, or refuses more chips than there are or can be connected', () => {
    expect(splitOf(100, 'llama-2-7b', { tensor: 4 })).toMatchObject({ value: { tensor: 4, pipeline: 25 } });
    expect(splitOf(100, 'llama-2-7b', { pipeline: 10 })).toMatchObject({
      value: { tensor: 8, pipeline: 10, replicas: 1 },
    });
    expect(splitOf(100, 'llama-2-7b', { tensor: 8, pipeline: 13 })).toMatchObject({
      error: { code: 'parallelism-chips', limit: 100, demand: 104 },
    });
    expect(splitOf(20_000, 'llama-2-7b', { tensor: 8, pipeline: 2_000 })).toMatchObject({
      error: { code: 'lpu-network', limit: 10_440 },
    });
  });

  // Its weights take thousands of chips; the split spreads it over all there are, of which it is a third slower on the most.
  const SPREAD_TOO_FAR = 'kimi-k2';

  it('is never much slower for one user with more chips', () => {
    for (const model of models.filter((each) => each !== SPREAD_TOO_FAR)) {
      let fastest = Infinity;
      for (let devices = 64; devices <= 10_440; devices = Math.ceil(devices * 1.17)) {
        const result = resultOf({ model, devices, weights: 'int8' });
        if (!('fits' in result && result.fits)) continue;
        const { timePerOutputTokenSeconds } = result;
        // More stages cost their hops, which is all that more chips cost.
        expect(timePerOutputTokenSeconds).toBeLessThan(1.35 * fastest);
        fastest = Math.min(fastest, timePerOutputTokenSeconds);
      }
    }
  });

  it('counts whole requests in the total and the pace of tokens per user', () => {
    for (const changes of [
      {},
      { devices: 576, batch: 20 },
      { devices: 576, mode: 'in-flight', batch: undefined },
    ]) {
      const answer = answerOf(changes);
      expect(answer.outputTokensPerSecondPerUser * answer.interTokenLatencySeconds).toBeCloseTo(1, 12);
      expect(answer.outputTokensPerSecond * answer.requestLatencySeconds).toBeCloseTo(
        148 * answer.concurrency,
        6,
      );
      expect(answer.outputTokensPerSecond).toBeLessThan(
        answer.outputTokensPerSecondPerUser * answer.concurrency,
      );
    }
  });

  it('reads a longer prompt in more time, and no prompt sooner than one of its tokens', () => {
    let before = 0;
    for (const input of [1, 2, 10, 100, 128, 129, 500, 1_000, 2_000, 10_000]) {
      const { timeToFirstTokenSeconds, timePerOutputTokenSeconds } = answerOf({ input, devices: 576 });
      expect(timeToFirstTokenSeconds).toBeGreaterThan(before);
      expect(timeToFirstTokenSeconds).toBeGreaterThan(0.9 * timePerOutputTokenSeconds);
      before = 0.97 * timeToFirstTokenSeconds;
    }
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
    // Prompts enter one after another, which is all that ten users cost each other.
    expect(ten.outputTokensPerSecond).toBeLessThan(10 * one.outputTokensPerSecond);
    expect(ten.outputTokensPerSecond).toBeGreaterThan(8 * one.outputTokensPerSecond);
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
