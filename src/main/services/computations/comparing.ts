import { writeComparison } from '#main/exchange/writers/write-comparison';
import { checkClaims } from '#main/planning/claims/check-claims';
import { disputeBase } from '#main/planning/claims/dispute';
import { comparedChances } from '#main/planning/compare/chances';
import { compare } from '#main/planning/compare/compare';
import { simulatedPoints } from '#main/planning/compare/simulated';
import { breakEven } from '#main/planning/uncertainty/break-even';
import { success } from '#shared/refusal/refusal';
import type { Make } from '#main/services/lazily';

/** Computes scenarios against one another, and claims against the plan. */
export const comparing: Make<
  'compare' | 'simulateFleets' | 'compareChances' | 'exportComparison' | 'breakEven' | 'dispute' | 'checks'
> = ({ catalogue, measured }) => ({
  compare: async (request) => compare(request, catalogue, { measured: await measured() }),
  simulateFleets: (request, { report }) => simulatedPoints(request, catalogue, report),
  compareChances: (request, { report }) => comparedChances(request, catalogue, report),
  exportComparison: (request, { report }) => writeComparison(request, catalogue, report),
  breakEven: (request) => breakEven(request, catalogue),
  dispute: () => success(disputeBase(catalogue)),
  checks: () => success(checkClaims(catalogue)),
});
