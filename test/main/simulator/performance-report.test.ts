import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { estimate, performanceReport } from '#main/simulator/estimate';
import { directoryOf } from '#main/simulator/resolve/directory';
import { EstimateCase } from '#shared/estimate/case';
import type { EstimateAnswer } from '#shared/estimate/result';
import type { GpuReport, LpuReport } from '#shared/performance/report';
import { shippedCatalogue } from '../../support/catalogue';
import { aStaticCase } from '../../support/estimate-case';

const catalogue = await shippedCatalogue();
const directory = directoryOf(catalogue);

const aCase = (changes: Record<string, unknown> = {}): EstimateCase =>
  EstimateCase.parse(aStaticCase(changes));

function reportOf(changes: Record<string, unknown> = {}): GpuReport | LpuReport {
  const report = performanceReport(aCase(changes), directory);
  if (!report.ok) throw new Error(report.error.message);
  return report.value;
}

function gpuReport(changes: Record<string, unknown> = {}): GpuReport {
  const report = reportOf(changes);
  if (report.kind !== 'gpu') throw new Error('a report on GPUs was expected');
  return report;
}

function lpuReport(changes: Record<string, unknown> = {}): LpuReport {
  const lpu = { hardware: 'groq-lpu-v1', devices: 576, tensorParallel: undefined, engine: 'groq-2024' };
  const report = reportOf({ ...lpu, weights: 'int8', kv: 'int8', batch: 1, ...changes });
  if (report.kind !== 'lpu') throw new Error('a report on LPUs was expected');
  return report;
}

const estimated = (changes: Record<string, unknown> = {}): EstimateAnswer => {
  const [answer] = estimate([aCase(changes)], catalogue);
  if (answer === undefined || !('fits' in answer && answer.fits)) throw new Error(JSON.stringify(answer));
  return answer;
};

const sumOf = (parts: readonly { readonly seconds: number }[]): number =>
  parts.reduce((sum, { seconds }) => sum + seconds, 0);

describe('where the time of a GPU’s steps goes', () => {
  it('adds up to the step, whatever the model, split, mode and batch', () => {
    fc.assert(
      fc.property(
        fc.constantFrom('llama-3.1-70b', 'llama-3.1-8b', 'mixtral-8x7b', 'gpt-oss-20b', 'deepseek-v3'),
        fc.constantFrom(1, 2, 4, 8),
        fc.constantFrom('static', 'in-flight'),
        fc.integer({ min: 1, max: 256 }),
        (model, tensorParallel, mode, batch) => {
          const wanted = aCase({ model, tensorParallel, devices: 8, mode, batch, weights: 'int4' });
          const report = performanceReport(wanted, directory);
          if (!report.ok || report.value.kind !== 'gpu') return;
          for (const { parts, seconds } of report.value.steps) {
            expect(sumOf(parts)).toBeCloseTo(seconds, 9);
            expect(Math.min(...parts.map((part) => part.seconds))).toBeGreaterThan(0);
          }
        },
      ),
    );
  });

  it('is that of the estimate’s own steps: its prefill is the time to the first token of a batch in one step', () => {
    const [prefill] = gpuReport({ batch: 4 }).steps;
    expect(prefill?.seconds).toBeCloseTo(estimated({ batch: 4 }).timeToFirstTokenSeconds, 9);
  });

  it('has experts where the model has, and talk between accelerators where they share a layer', () => {
    const workOf = (changes: Record<string, unknown>) =>
      gpuReport(changes).steps[1]?.parts.map(({ work }) => work);
    expect(workOf({ model: 'mixtral-8x7b' })).toContain('experts');
    expect(workOf({})).not.toContain('experts');
    expect(workOf({})).toContain('all-reduce');
    expect(workOf({ model: 'llama-3.1-8b', tensorParallel: 1, devices: 1 })).not.toContain('all-reduce');
  });

  it('puts both steps below the roofs of the data sheet: 989 TFLOP/s in FP16, 1,979 in FP8, 3.35 TB/s (facts section 3)', () => {
    const { steps, roofs, memoryBytesPerSecond, computedIn } = gpuReport();
    expect(computedIn).toBe('fp8');
    expect(memoryBytesPerSecond).toBe(3.35e12);
    expect(roofs.map(({ flopsPerSecond }) => flopsPerSecond / 1e12)).toEqual([1979, 989]);
    for (const { flopsPerAccelerator, bytesPerAccelerator, seconds } of steps) {
      expect(flopsPerAccelerator / seconds).toBeLessThan(1979e12);
      expect(bytesPerAccelerator / seconds).toBeLessThan(3.35e12);
    }
  });

  it('has prefill do more arithmetic a byte than decode', () => {
    const [prefill, decode] = gpuReport().steps.map(
      (step) => step.flopsPerAccelerator / step.bytesPerAccelerator,
    );
    expect(prefill).toBeGreaterThan(Number(decode));
  });

  it('slows under a power cap, and says to which share of the clock', () => {
    const capped = gpuReport({ batch: 256, powerCapWatts: 350 });
    expect(capped.clock).toBeLessThan(1);
    expect(capped.steps[0]?.seconds).toBeGreaterThan(Number(gpuReport({ batch: 256 }).steps[0]?.seconds));
  });
});

describe('where one token’s time goes on LPUs', () => {
  it('adds up to the estimate’s time per token', () => {
    const { parts, tokenSeconds } = lpuReport();
    const answer = estimated({
      hardware: 'groq-lpu-v1',
      devices: 576,
      tensorParallel: undefined,
      engine: 'groq-2024',
      weights: 'int8',
      kv: 'int8',
      batch: 1,
    });
    expect(tokenSeconds).toBeCloseTo(answer.timePerOutputTokenSeconds, 12);
    expect(sumOf(parts) / tokenSeconds).toBeCloseTo(1, 2);
  });

  it('leaves nobody without a cache: a longer context holds fewer users', () => {
    expect(lpuReport({ input: 4096 }).usersHeld).toBeLessThan(lpuReport({ input: 512 }).usersHeld);
  });
});

describe('a case that cannot run', () => {
  it('is refused with the reason that its estimate gives', () => {
    const refused = performanceReport(
      aCase({ devices: 1, tensorParallel: 1, weights: 'fp16', kv: 'fp16' }),
      directory,
    );
    expect(refused).toMatchObject({ ok: false, error: { code: 'memory-capacity' } });
    const unknown = performanceReport(aCase({ model: 'llama-4' }), directory);
    expect(unknown).toMatchObject({ ok: false, error: { code: 'unknown-model', path: 'model' } });
  });
});
