import { describe, expect, it } from 'vitest';
import { costText } from '#main/cli/cost';
import { planText } from '#main/cli/plan';
import { saidOf } from '#main/cli/verdict-text';
import { comparedChances } from '#main/planning/compare/chances';
import { compare } from '#main/planning/compare/compare';
import { plan } from '#main/planning/plan';
import { wirePlan } from '#main/planning/planning-desk';
import { verdictsOf, verdictsOfCounted } from '#main/planning/service/verdicts';
import { layOut } from '#main/planning/sizing/lay-out';
import { sizeOn } from '#main/planning/sizing/size-on';
import { performanceOf } from '#main/quote/build';
import { quoteFormats } from '#main/quote/language';
import type { ServiceVerdict } from '#shared/serving/verdict';
import { countedScenario } from '#shared/plan/counted-scenario';
import type { Scenario } from '#shared/scenario/schema';
import { SizingRequest } from '#shared/sizing/sizing';
import { shippedCatalogue } from '../support/catalogue';
import { shippedExample } from '../support/examples';
import { aScenario } from '../support/fleet';

/** Does this fleet meet its objective? Every door gives the same verdict, the same figures and the same sentence. */

const catalogue = await shippedCatalogue();
const lpu = await shippedExample('article-7b-lpu');
const gpu = await shippedExample('article-7b-h100');

const asking = (scenario: Scenario, requestsPerSecond: number): Scenario => ({
  ...scenario,
  workloads: Object.fromEntries(
    Object.entries(scenario.workloads).map(([id, workload]) => [id, { ...workload, requestsPerSecond }]),
  ),
});

const fleets = [
  ['surely met', gpu, { state: 'met', judged: 'simulation' }],
  ['missed by one request in four', lpu, { state: 'missed', judged: 'simulation' }],
  ['asked for more than it can give', asking(lpu, 5), { state: 'missed', judged: 'estimate' }],
] as const;

function onlyOf(verdicts: readonly ServiceVerdict[] | undefined): ServiceVerdict {
  const [only] = verdicts ?? [];
  if (only === undefined) throw new Error('no verdict');
  return only;
}

describe.each(fleets)('a fleet whose objective is %s', (_, scenario, expected) => {
  const planned = plan(scenario, catalogue);
  const verdict = onlyOf(verdictsOf({ scenario, deployments: planned.deployments }, catalogue));
  const said = saidOf(verdict);

  it('is judged as expected', () => {
    expect(verdict).toMatchObject(expected);
  });

  it('is judged the same by the screens, which send no racks', () => {
    expect(verdictsOfCounted(countedScenario(scenario, planned), catalogue)).toEqual([verdict]);
  });

  it('is judged the same in Compare, in its rows, and beside its chance', () => {
    const compared = compare({ scenarios: [scenario, scenario], baseline: 0 }, catalogue);
    if (!compared.ok) throw new Error(compared.error.message);
    expect(compared.value.services.map(({ needs }) => onlyOf(needs))).toEqual([verdict, verdict]);
    const row = compared.value.rows.find(({ name }) => name === 'service.timeToFirstToken');
    expect(row?.cells[0]).toMatchObject({
      typical: (verdict.served ?? verdict.reached)?.timeToFirstTokenSeconds,
    });

    const chances = comparedChances(
      { scenarios: [scenario], baseline: 0, metric: 'total', draws: 256, seed: 1 },
      catalogue,
    );
    if (!chances.ok) throw new Error(chances.error.message);
    const [fleet] = chances.value.fleets;
    expect(onlyOf(fleet?.service.needs)).toEqual(verdict);
    // It needs no more than its predicted speed just where it meets the objective.
    expect((fleet?.neededSpeed ?? Infinity) <= 1).toBe(verdict.state === 'met');
  });

  it('is told in the same sentence by plan, cost and the quote', () => {
    const wire = wirePlan(planned);
    expect(planText(scenario, wire, [verdict])).toContain(said);
    expect(costText(scenario, { cost: wire.cost, services: [], objectives: [verdict] })).toContain(said);

    const [sheet] = performanceOf({
      scenario,
      plan: planned,
      catalogue,
      language: 'en',
      formats: quoteFormats('en'),
    });
    expect(sheet?.objectives?.map((each) => each.said)).toEqual([`${verdict.name}: ${said}`]);
    expect(sheet?.objectives?.[0]?.verdict).toMatchObject({ state: verdict.state });
  });
});

describe('a fleet that Size found', () => {
  it('is judged in its scenario just as Size judged it', () => {
    const request = SizingRequest.parse({
      workload: { model: 'llama-2-7b', inputTokens: 1_024, outputTokens: 256, requestsPerSecond: 5 },
      objective: { timeToFirstTokenSeconds: 1, timePerOutputTokenSeconds: 0.05, percentile: 95 },
      terms: aScenario(),
    });
    const sized = sizeOn({ request, hardware: 'h100-sxm' }, catalogue);
    if (!sized.meets) throw new Error(sized.refusal.message);
    const laid = layOut({ request, deployment: sized.deployment, catalogue });
    if (!laid.ok) throw new Error(laid.error.message);
    const { scenario } = laid.value;
    const { deployments } = plan(scenario, catalogue);

    expect(sized.service.state).toBe('met');
    expect(onlyOf(verdictsOf({ scenario, deployments }, catalogue))).toEqual(sized.service);
  });
});
