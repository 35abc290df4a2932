import { statedId } from '#main/simulator/case/resolved-case';
import type { Catalogue } from '#shared/catalogue/catalogue';
import type { EstimateCase } from '#shared/estimate/case';
import type { EstimateResult } from '#shared/estimate/result';
import type { PerformanceReport } from '#shared/performance/report';
import { failure, type Refusal, type Result, success } from '#shared/refusal/refusal';
import { estimateOnGpu } from './gpu/estimate-on-gpu';
import { stepReport } from './gpu/step-report';
import { estimateOnLpu } from './lpu/fleet/estimate-on-lpu';
import { tokenReport } from './lpu/fleet/fleet-report';
import { fitMemory } from './resolve/memory';
import { type Directory, directoryOf } from './resolve/directory';
import { resolveCase } from './resolve/resolve-case';

/**
 * Closed-form predictions of speed, memory and power (docs/guide/command-line.md), one result per case in the same order.
 * What is no valid case gets an `error`, what cannot run a `refusal`; neither keeps the others from being answered.
 */
export function estimate(cases: readonly unknown[], catalogue: Catalogue): readonly EstimateResult[] {
  const directory = knownDirectory(catalogue);
  return cases.map((each) => estimateOne(each, directory));
}

function estimateOne(raw: unknown, directory: Directory): EstimateResult {
  const resolved = resolveCase(raw, directory);
  if (!resolved.ok) return { id: statedId(raw), error: resolved.error };
  const memory = fitMemory(resolved.value);
  if (!memory.ok) return { id: resolved.value.id, fits: false, refusal: memory.error };
  return resolved.value.hardware.kind === 'lpu'
    ? estimateOnLpu(resolved.value, memory.value)
    : estimateOnGpu(resolved.value, memory.value);
}

// A catalogue is immutable, so that what is derived from it alone may be kept as long as it lives.
const directories = new WeakMap<Catalogue, Directory>();

function knownDirectory(catalogue: Catalogue): Directory {
  const known = directories.get(catalogue) ?? directoryOf(catalogue);
  directories.set(catalogue, known);
  return known;
}

/** What stands behind the estimate of one case; refused for the reasons for which there would be no estimate. */
export function performanceReport(
  wanted: EstimateCase,
  directory: Directory,
): Result<PerformanceReport, Refusal> {
  const resolved = resolveCase(wanted, directory);
  if (!resolved.ok) return failure(resolved.error);
  const memory = fitMemory(resolved.value);
  if (!memory.ok) return memory;
  const report = resolved.value.hardware.kind === 'lpu' ? tokenReport : stepReport;
  return success(report(resolved.value, memory.value));
}
