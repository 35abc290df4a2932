import { describe, expect, it } from 'vitest';
import { estimate, performanceReport } from '#main/simulator/estimate';
import { measuredParts } from '#main/simulator/gpu/kernels/measured-parts';
import { weightKernels } from '#main/simulator/gpu/engine/precision';
import { chipOf } from '#main/simulator/lpu/named-graph';
import { fleetReport } from '#main/simulator/lpu/fleet/fleet-report';
import { simulateGraph, type GraphAnswer } from '#main/simulator/lpu/simulate-graph';
import { directoryOf } from '#main/simulator/resolve/directory';
import { resolveCase } from '#main/simulator/resolve/resolve-case';
import type { ResolvedCase } from '#main/simulator/case/resolved-case';
import { simulateCases } from '#main/simulator/serving/simulate-cases';
import type { Precision } from '#shared/catalogue/entries';
import type { EstimateAnswer } from '#shared/estimate/result';
import { bytesPerElement } from '#shared/catalogue/model-arithmetic';
import { shippedCatalogue } from '../support/catalogue';
import { shippedExample } from '../support/examples';

const catalogue = await shippedCatalogue();
const directory = directoryOf(catalogue);

function estimated(wanted: object): EstimateAnswer {
  const [answer] = estimate([{ id: 'a', ...wanted }], catalogue);
  if (answer === undefined || !('fits' in answer) || !answer.fits) throw new Error(JSON.stringify(answer));
  return answer;
}

function resolved(wanted: object): ResolvedCase {
  const found = resolveCase({ id: 'a', ...wanted }, directory);
  if (!found.ok) throw new Error(found.error.message);
  return found.value;
}

describe('how many users fit', () => {
  const windowed = { hardware: 'h100-sxm', model: 'gpt-oss-120b', input: 32_000, output: 1_000 };

  it.each([
    { weights: 'fp4', kv: 'fp8', devices: 1 },
    { weights: 'fp8', kv: 'fp16', devices: 4, tensorParallel: 4 },
    { weights: 'fp4', kv: 'fp16', devices: 2, tensorParallel: 1, pipelineParallel: 2 },
  ])('counts layers with a window no further than it, in the estimate and in the simulation: %o', (split) => {
    const asked = { ...windowed, ...split };
    const answer = estimated({ ...asked, mode: 'in-flight' });
    const { tensor, pipeline } = resolved(asked).parallelism;
    // 36 layers, every second of which looks back 128 tokens; 8 heads of 64 with keys and values.
    const [full, short] = [18 / pipeline, 18 / pipeline];
    const elements = (2 * 8 * 64) / tensor;
    const perRequest = elements * bytesPerElement(split.kv as Precision) * (full * 33_000 + short * 128);
    const { weights, other, capacity } = answer.memoryPerDeviceBytes;
    expect(answer.concurrency).toBe(Math.floor((capacity - weights - other) / perRequest));

    const [served] = simulateCases(
      [{ ...asked, id: 'a', requestsPerSecond: 1_000, requests: 200, cachePolicy: 'reserve' }],
      catalogue,
    );
    if (served === undefined || !('timeline' in served)) throw new Error('not simulated');
    expect(Math.max(...served.timeline.running)).toBeCloseTo(answer.concurrency, 6);
    expect(Math.max(...served.timeline.cacheOccupancy)).toBeLessThanOrEqual(1);
  });

  it.each([
    { model: 'llama-2-7b', chips: 72, precision: 'fp16', context: 2_048 },
    { model: 'llama-2-7b', chips: 144, precision: 'int8', context: 1_024 },
    { model: 'llama-2-70b', chips: 576, precision: 'int8', context: 2_048 },
    { model: 'gpt-oss-20b', chips: 288, precision: 'int8', context: 8_192 },
  ] as const)('is the same for a graph on LPUs and for the estimate of the same fleet: %o', (asked) => {
    const { model, chips, precision, context } = asked;
    const graph = simulateGraph(
      { graph: model, chips, precision, context, phase: 'decode', sramBytes: chipOf(directory).sramBytes },
      directory.models,
    );
    if (!graph.ok) throw new Error(graph.error.message);
    const fleet = { hardware: 'groq-lpu-v1', devices: chips, model, weights: precision, kv: 'fp16' };
    const answer = estimated({ ...fleet, mode: 'in-flight', input: context - 1, output: 1 });
    const stages = resolved({ ...fleet, input: context - 1, output: 1 }).parallelism.pipeline;
    const users = graph.value.users ?? 0;
    // Beyond one user a stage the busiest chip is full, and the graph's stages are not all alike.
    if (users < stages) expect(users).toBe(answer.concurrency);
    else expect(answer.concurrency).toBe(stages);
    const each = estimated({ ...fleet, mode: 'static', input: context - 1, output: 2 });
    expect(graph.value.inferencesPerSecond).toBeLessThan(1.02 * users * each.outputTokensPerSecondPerUser);
    if (users < stages) {
      expect(graph.value.inferencesPerSecond / (users * each.outputTokensPerSecondPerUser)).toBeCloseTo(1, 1);
    }
  });

  it('never has more in the SRAM of a chip than there is', () => {
    const answers = [72, 80, 96, 144, 288].map((chips): GraphAnswer => {
      const graph = {
        graph: 'llama-2-7b',
        chips,
        precision: 'fp16',
        phase: 'decode',
        context: 2_048,
      } as const;
      const answer = simulateGraph({ ...graph, sramBytes: chipOf(directory).sramBytes }, directory.models);
      if (!answer.ok) throw new Error(answer.error.message);
      return answer.value;
    });
    for (const { sramBytesPerChip } of answers) {
      expect(sramBytesPerChip).toBeLessThanOrEqual(chipOf(directory).sramBytes);
    }
    expect(answers.map(({ users }) => users)).toEqual(
      answers.map(({ users }) => users).sort((a, b) => (a ?? 0) - (b ?? 0)),
    );
  });
});

describe('how much one number takes', () => {
  const precisions: readonly Precision[] = ['fp16', 'fp8', 'int8', 'int4', 'fp4'];

  it.each(precisions)('is the same where weights are read and where they are stored: %s', (weights) => {
    const asked = { hardware: 'h100-sxm', model: 'llama-2-7b', weights, input: 100, output: 100 };
    const read = weightKernels(resolved(asked), measuredParts[0].coefficients).gemm.bytes;
    const model = resolved(asked).model;
    // Norms stay at 16 bits whatever the matrices of layers are, as in published files.
    const norms = (2 * model.layers + 1) * model.hidden;
    const atSixteenBits = model.embeddingParameters + norms;
    const stored = estimated(asked).memoryPerDeviceBytes.weights - 2 * atSixteenBits;
    expect(stored / (model.parameters - atSixteenBits)).toBeCloseTo(read, 9);
    expect(read).toBe(bytesPerElement(weights));
  });

  it('counts the scale that a block of four-bit numbers shares', () => {
    expect(bytesPerElement('fp4')).toBe(0.5625);
    expect(bytesPerElement('int4')).toBe(0.53125);
  });
});

describe('an LPU fleet', () => {
  it('has as many nodes and racks in the report as stand in the racks of the scenario', async () => {
    const scenario = await shippedExample('article-7b-lpu');
    const [deployment] = Object.values(scenario.deployments);
    if (deployment === undefined) throw new Error('no deployment');
    const { nodes, racks } = fleetReport(resolved(deployment.estimate));
    const placed = Object.values(scenario.devices).filter(({ type }) => type === 'groq-node-v1');
    expect(nodes).toBe(placed.length);
    expect(racks).toBe(new Set(placed.map(({ rack }) => rack)).size);
  });

  it('has one size of SRAM, whoever says that something does not fit', () => {
    const asked = {
      hardware: 'groq-lpu-v1',
      model: 'llama-2-7b',
      weights: 'fp16',
      input: 1_024,
      output: 1_024,
    } as const;
    const capacity = chipOf(directory).sramBytes;
    expect(estimated({ ...asked, devices: 72 }).memoryPerDeviceBytes.capacity).toBe(capacity);
    const [refused] = estimate([{ ...asked, id: 'a', devices: 40 }], catalogue);
    const graph = { graph: 'llama-2-7b', chips: 40, precision: 'fp16', sramBytes: capacity } as const;
    const other = simulateGraph(graph, directory.models);
    const report = performanceReport({ ...asked, id: 'a', devices: 40, mode: 'static' } as const, directory);
    if (refused === undefined || !('refusal' in refused) || other.ok || report.ok) throw new Error('fits');
    expect(refused.refusal.limit).toBe(capacity);
    expect(other.error.limit).toBe(capacity);
    expect(report.error.limit).toBe(capacity);
  });
});
