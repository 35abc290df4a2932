import type { MemoryFit } from '../memory';
import type { ResolvedCase } from '../resolved-case';
import type { EngineConstants } from './engine/constants';
import { cacheStandsIn, type Multiplication } from './engine/precision';
import type { Run } from './run';

interface Known {
  readonly run: Run;
  readonly memory: MemoryFit;
  readonly engine: EngineConstants;
  readonly multiplication: Multiplication;
  readonly capTooLow: boolean;
}

/** What a reader should know before trusting an answer. */
export function warningsOf(resolved: ResolvedCase, known: Known): readonly string[] {
  const { hardware, model, parallelism, weights, kv } = resolved;
  const warnings: string[] = [];
  if (hardware.id !== 'h100-sxm') {
    warnings.push(
      `Kernels were measured on H100 SXM and are carried over to ${hardware.id} by its peaks and links.`,
    );
  }
  if (known.engine.calibratedOn.models.length === 0) {
    warnings.push(
      `Nothing measured on engine ${resolved.engine} calibrates this; general constants were taken.`,
    );
  }
  const { weightOnly, standsIn } = known.multiplication;
  if (weightOnly) {
    warnings.push(`Weights in ${weights} are only stored so; ${hardware.id} multiplies wider.`);
  } else if (standsIn) {
    warnings.push(`No product in ${weights} was measured; 8-bit kernels stand in at the peak of ${weights}.`);
  }
  if (cacheStandsIn(resolved)) {
    warnings.push(
      `No attention over a cache in ${kv} was measured on a part like ${hardware.id}; 8-bit kernels of H100 stand in.`,
    );
  }
  if (model.attention.kind === 'multi-head-latent') {
    warnings.push(
      'No latent attention was measured; it is put together from grouped-query kernels and its arithmetic.',
    );
  }
  if (parallelism.tensor > (hardware.server?.accelerators ?? 8)) {
    warnings.push(
      'The tensor split reaches beyond one server; 50 GB/s per accelerator between servers is assumed.',
    );
  }
  if (resolved.mode === 'static' && (resolved.batch ?? 1) > known.run.concurrency) {
    warnings.push(`Only ${known.run.concurrency} requests fit at once; the batch runs in waves.`);
  }
  if (resolved.mode === 'serving') warnings.push(...servingWarnings(known.run));
  if (known.capTooLow) warnings.push('The power cap is below what the part can be clocked down to.');
  return warnings;
}

function servingWarnings(run: Run): readonly string[] {
  if (!run.keepsUp)
    return ['Requests arrive faster than they can be answered; figures are those of saturation.'];
  return run.promptSeconds > 0.5 * run.elapsedSeconds
    ? [
        'Prompts take over half of the time; queueing there is bursty, so simulate before trusting the latencies.',
      ]
    : [];
}
