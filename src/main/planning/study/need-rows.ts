import { layOut } from '#main/planning/sizing/lay-out';
import { sizeOn } from '#main/planning/sizing/size-on';
import { plan } from '#main/planning/plan';
import { combination } from '#main/planning/sweep/sweep';
import type { Catalogue } from '#shared/catalogue/catalogue';
import type { Scenario } from '#shared/scenario/schema';
import { ScenarioId } from '#shared/schema/ids';
import type { SizedFleet, SizingRequest } from '#shared/sizing/sizing';
import type { Study } from '#shared/study/study';
import type { Block } from '#shared/study/study-cases';
import type { StudyValues } from '#shared/study/study-rows';

type Values = Readonly<Record<string, string | number | boolean | undefined>>;

/** The cheapest fleet of a hardware for a need of a block, as `fleetwright size` finds it. */
export function sizing(study: Study, block: Block, catalogue: Catalogue): (number: number) => StudyValues {
  return (number) => {
    const { request, hardware } = questionOf(study, block, number);
    const outcome = sizeOn({ request, hardware }, catalogue);
    if (!outcome.meets) return { fits: false, code: outcome.refusal.code, reason: outcome.refusal.message };
    return { fits: true, ...sizedValues(outcome) };
  };
}

/** The same laid out into racks and planned, with the scenario that it makes. */
export function laying(study: Study, block: Block, catalogue: Catalogue) {
  return (number: number, id: string): { readonly values: StudyValues; readonly scenario?: Scenario } => {
    const { request, hardware } = questionOf(study, block, number);
    const outcome = sizeOn({ request, hardware }, catalogue);
    if (!outcome.meets) {
      return { values: { fits: false, code: outcome.refusal.code, reason: outcome.refusal.message } };
    }
    const { deployment } = outcome;
    const name = `${request.workload.model} on ${deployment.devices} × ${hardware}`;
    const laid = layOut({ request, deployment, catalogue, id: ScenarioId.parse(id), name });
    if (!laid.ok) return { values: { fits: false, code: laid.error.code, reason: laid.error.message } };
    const { scenario } = laid.value;
    const { totals, problems } = plan(scenario, catalogue);
    const count = (severity: string): number => problems.filter((each) => each.severity === severity).length;
    return {
      values: {
        fits: count('error') === 0,
        ...sizedValues(outcome),
        nameplateWatts: totals.power.maximum.typical,
        massKilograms: totals.mass.typical,
        errors: count('error'),
        warnings: count('warning'),
      },
      scenario,
    };
  };
}

function questionOf(study: Study, block: Block, number: number) {
  const { objective } = block.need;
  const picked = combination(block.lists, number - block.from);
  const { hardware = '', model = '', input = 1, output = 1, requestsPerSecond = 1 } = picked;
  const { weights = study.weights ?? ['fp8', 'int8'], ...how } = study.sizing;
  if (objective === undefined) throw new Error(`The need ${block.need.id} has no objective`);
  const request = {
    ...how,
    weights: [...weights],
    workload: {
      model,
      inputTokens: input,
      outputTokens: output,
      requestsPerSecond,
      peakFactor: 1,
      growthPerYear: 0,
      growthYears: 0,
    },
    objective,
    terms: block.terms,
  };
  return { request: request satisfies SizingRequest, hardware };
}

function sizedValues(fleet: SizedFleet): Values {
  const { deployment, simulated, perMillionOutputTokens } = fleet;
  const { serverType, weights, tensorParallel, pipelineParallel, replicas } = deployment;
  const priced = fleet.serversPriced
    ? {
        capital: fleet.capital.typical.amount,
        totalPerYear: fleet.totalPerYear.typical.amount,
        total: fleet.total.typical.amount,
        perMillionOutputTokens: perMillionOutputTokens?.typical.micros,
      }
    : {};
  return {
    ...{ serverType, weights, tensorParallel, pipelineParallel, replicas },
    devices: deployment.devices,
    servers: deployment.servers,
    spareServers: deployment.spareServers,
    racks: fleet.racks,
    ...(fleet.powerUnknownFor.length === 0 ? { powerWatts: fleet.powerWatts.typical } : {}),
    timeToFirstTokenSeconds: simulated.timeToFirstTokenSeconds,
    timePerOutputTokenSeconds: simulated.timePerOutputTokenSeconds,
    percentile: simulated.percentile,
    objectiveMetShare: simulated.objectiveMetShare,
    binding: fleet.binding,
    bound: fleet.bound,
    ...priced,
    ...(fleet.unpriced.length === 0 ? {} : { missing: fleet.unpriced.join('; ') }),
  };
}
