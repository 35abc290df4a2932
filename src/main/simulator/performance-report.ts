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
  const memory = fitMemory(resolved.value);
  if (!memory.ok) return memory;
  const report = resolved.value.hardware.kind === 'lpu' ? tokenReport : stepReport;
  return success(report(resolved.value, memory.value));
}
