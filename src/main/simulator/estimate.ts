import type { Catalogue } from '#shared/catalogue/catalogue';
import type { EstimateAnswer, EstimateResult } from '#shared/estimate/result';
import { estimateOnGpu } from './gpu/estimate-on-gpu';
import { fitMemory, type MemoryFit } from './memory';
import { directoryOf, resolveCase, type Directory } from './resolve-case';
import type { Hardware, ResolvedCase } from './resolved-case';
import { estimateByRoofline } from './roofline';

/** Predicts one case that is known to fit. */
export type Estimator = (resolved: ResolvedCase, memory: MemoryFit) => EstimateAnswer;

/** Which model answers for which kind of hardware. */
const estimators: Readonly<Record<Hardware['kind'], Estimator>> = {
  gpu: estimateOnGpu,
  lpu: estimateByRoofline,
};

/**
 * Closed-form predictions of speed, memory and power (design.md section 7), one result per case in the same order.
 * What is no valid case gets an `error`, what cannot run a `refusal`; neither keeps the others from being answered.
 */
export function estimate(cases: readonly unknown[], catalogue: Catalogue): readonly EstimateResult[] {
  const directory = knownDirectory(catalogue);
  return cases.map((each) => estimateOne(each, directory));
}

function estimateOne(raw: unknown, directory: Directory): EstimateResult {
  const resolved = resolveCase(raw, directory);
  if (!resolved.ok) return { id: idOf(raw), error: resolved.error };
  const memory = fitMemory(resolved.value);
  if (!memory.ok) return { id: resolved.value.id, fits: false, refusal: memory.error };
  return estimators[resolved.value.hardware.kind](resolved.value, memory.value);
}

function idOf(raw: unknown): string {
  const id: unknown = typeof raw === 'object' && raw !== null && 'id' in raw ? raw.id : undefined;
  return typeof id === 'string' ? id.slice(0, 500) : '';
}

// A catalogue is immutable, so that what is derived from it alone may be kept as long as it lives.
const directories = new WeakMap<Catalogue, Directory>();

function knownDirectory(catalogue: Catalogue): Directory {
  const known = directories.get(catalogue) ?? directoryOf(catalogue);
  directories.set(catalogue, known);
  return known;
}
