import { explain } from '#main/planning/explain';
import { plan } from '#main/planning/plan';
import { planOverTime } from '#main/planning/plan-over-time';
import { createPlanningDesk, wirePlan } from '#main/planning/planning-desk';
import { powerReport } from '#main/planning/power-report';
import { verdictsOfCounted } from '#main/planning/service/verdicts';
import { success } from '#shared/refusal/refusal';
import type { Make } from '#main/services/lazily';

/** Computes plans of scenarios, and what is asked of a planned one. */
export const planning: Make<
  'plan' | 'planStep' | 'planOverTime' | 'serviceVerdicts' | 'explain' | 'powerReport'
> = ({ catalogue }) => ({
  plan: (scenario) => success(wirePlan(plan(scenario, catalogue))),
  planStep: createPlanningDesk(catalogue),
  planOverTime: (scenario, { report }) => planOverTime(scenario, catalogue, report),
  serviceVerdicts: (asked) => success(verdictsOfCounted(asked, catalogue)),
  explain: ({ scenario, path }) => explain(plan(scenario, catalogue), path),
  powerReport: (asked) => success(powerReport(asked, catalogue)),
});
