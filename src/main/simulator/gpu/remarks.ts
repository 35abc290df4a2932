import type { Remark } from '#shared/remark';
import type { MemoryFit } from '../kv-cache';
import type { ResolvedCase } from '../resolved-case';
import type { EngineConstants } from './engine/constants';
import { cacheStandsIn, type Multiplication } from './engine/precision';
import { ASSUMED_MULTIPROCESSORS } from './rates-of';
import type { Run } from './run';

interface Known {
  readonly run: Run;
  readonly memory: MemoryFit;
  readonly engine: EngineConstants;
  readonly multiplication: Multiplication;
  readonly capTooLow: boolean;
}

/** What a reader should know before trusting an answer. */
export function remarksOn(resolved: ResolvedCase, known: Known): readonly Remark[] {
  const { hardware, model, parallelism, weights, kv } = resolved;
  const remarks: Remark[] = [];
  if (hardware.id !== 'h100-sxm') {
    remarks.push({ code: 'kernels-carried-over', params: { hardware: hardware.id } });
  }
  if (hardware.multiprocessors === undefined) {
    remarks.push({
      code: 'multiprocessors-assumed',
      params: { hardware: hardware.id, count: ASSUMED_MULTIPROCESSORS },
    });
  }
  if (known.engine.calibratedOn.models.length === 0) {
    remarks.push({ code: 'engine-not-calibrated', params: { engine: resolved.engine } });
  }
  const { weightOnly, standsIn } = known.multiplication;
  if (weightOnly) {
    remarks.push({ code: 'weights-only-stored', params: { weights, hardware: hardware.id } });
  } else if (standsIn) {
    remarks.push({ code: 'products-stand-in', params: { weights } });
  }
  if (cacheStandsIn(resolved)) {
    remarks.push({ code: 'cache-kernels-stand-in', params: { kv, hardware: hardware.id } });
  }
  if (model.attention.kind === 'multi-head-latent') {
    remarks.push({ code: 'latent-attention-unmeasured', params: {} });
  }
  if (parallelism.tensor > (hardware.server?.accelerators ?? 8)) {
    remarks.push({ code: 'split-beyond-server', params: {} });
  }
  if (resolved.mode === 'static' && (resolved.batch ?? 1) > known.run.concurrency) {
    remarks.push({ code: 'batch-in-waves', params: { concurrency: known.run.concurrency } });
  }
  if (resolved.mode === 'serving') remarks.push(...servingRemarks(resolved, known.run));
  if (resolved.mode === 'static' && resolved.lengthsStated) {
    remarks.push({ code: 'settings-without-effect', params: { settings: 'lengths' } });
  }
  if (known.capTooLow) remarks.push({ code: 'power-cap-too-low', params: {} });
  return remarks;
}

function servingRemarks({ lengthsStated }: ResolvedCase, run: Run): readonly Remark[] {
  if (!run.keepsUp) return [{ code: 'arrivals-saturate', params: {} }];
  const remarks: Remark[] = [];
  if (run.promptSeconds > 0.5 * run.elapsedSeconds) remarks.push({ code: 'prompts-take-half', params: {} });
  const longer = (run.spreadFirstTokenSeconds ?? 0) / run.timeToFirstTokenSeconds - 1;
  if (!lengthsStated && longer > NOTABLY) {
    remarks.push({ code: 'lengths-taken-alike', params: { percent: Math.round(100 * longer) } });
  }
  return remarks;
}

/** The band within which estimates of the first token agree with simulations. */
const NOTABLY = 0.25;
