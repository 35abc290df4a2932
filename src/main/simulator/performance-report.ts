import type { EstimateCase } from '#shared/estimate/case';
import type { PerformanceReport } from '#shared/performance/report';
import type { Refusal } from '#shared/refusal';
import { failure, success, type Result } from '#shared/result';
import { stepReport } from './gpu/step-report';
import { tokenReport } from './lpu/token-report';
import { fitMemory } from './memory';
import { resolveCase, type Directory } from './resolve-case';

/** What stands behind the estimate of one case; refused for the reasons for which there would be no estimate. */
export function performanceReport(
  wanted: EstimateCase,
  directory: Directory,
): Result<PerformanceReport, Refusal> {
  const resolved = resolveCase(wanted, directory);
  if (!resolved.ok) return failure(resolved.error);
  if (resolved.value.hardware.kind === 'lpu') return tokenReport(resolved.value);
  const memory = fitMemory(resolved.value);
  return memory.ok ? success(stepReport(resolved.value, memory.value)) : memory;
}
