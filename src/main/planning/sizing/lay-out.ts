import { answerIn } from '#shared/estimate/result';
import { fit } from '#main/planning/autofit/fit';
import type { Estimate } from '#main/planning/deployments/deployments';
import { plan } from '#main/planning/plan';
import type { Catalogue } from '#shared/catalogue/catalogue';
import type { Plan } from '#shared/plan/plan';
import { type FilledRack, type FitRequest, withFit } from '#shared/rack/autofit';
import { failure, type Refusal, type Result, success } from '#shared/refusal/refusal';
import {
  type Feed,
  Scenario,
  SCENARIO_FORMAT,
  SCENARIO_VERSION,
  scenarioLimits,
} from '#shared/scenario/schema';
import { DeploymentId, FeedId, WorkloadId } from '#shared/schema/ids';
import { expectedService } from '#shared/serving/service';
import {
  plannedRate,
  type RackStop,
  type SizedDeployment,
  type SizedFeeds,
  type SizedFleet,
  type SizingRequest,
} from '#shared/sizing/sizing';

/** A sized fleet laid into racks of one kind: the scenario, and what stops its racks from holding one more server. */
interface LaidOut {
  readonly scenario: Scenario;
  readonly racks: number;
  readonly stops: readonly RackStop[];
}

interface LayOutQuestion {
  readonly request: SizingRequest;
  readonly deployment: SizedDeployment;
  readonly catalogue: Catalogue;
  readonly id?: string;
  readonly name?: string;
}

/** The four feeds of a GroqRack, 208 V and 60 A in 2N (facts A4.6); what a rack has unless the request says otherwise. */
const usualFeeds: readonly Feed[] = (['A', 'B'] as const).flatMap((side) =>
  [1, 2].map((number) => ({
    id: FeedId.parse(`${side.toLowerCase()}${number}`),
    side,
    volts: 208,
    amperes: 60,
    phases: 3 as const,
  })),
);

const RACKS_PER_ROW = 20;

/** The list that auto-fit is asked to place: all servers, spare ones too, with a switch in every rack. */
function fitRequestOf({ request, deployment }: LayOutQuestion, scenario: Scenario): FitRequest {
  const { rack, switchPerRack } = request;
  return {
    scenario,
    servers: [{ type: deployment.serverType, count: deployment.servers + deployment.spareServers }],
    switches:
      switchPerRack === null ? [] : [{ type: switchPerRack, serves: scenarioLimits.devices, most: 1 }],
    newRacks: {
      type: rack.type,
      feeds: [...(rack.feeds ?? usualFeeds)],
      limits: rack.limits,
      row: 0,
      perRow: RACKS_PER_ROW,
    },
    strategy: 'fewest',
    powerLevel: 'maximum',
    spareFraction: 0,
    prove: false,
  };
}

/** How many racks each limit stopped, the one that stopped most first, with the figures of the first such rack. */
function stopsOf(filled: readonly FilledRack[]): readonly RackStop[] {
  const stops = new Map<string, RackStop>();
  for (const { stop } of filled) {
    if (stop === undefined) continue;
    const { limit, demand, available } = stop;
    stops.set(limit, {
      demand,
      available,
      ...stops.get(limit),
      limit,
      racks: (stops.get(limit)?.racks ?? 0) + 1,
    });
  }
  return [...stops.values()].toSorted((a, b) => b.racks - a.racks);
}

/**
 * A sized fleet as a scenario of its own, ready to be opened: the need as its workload, the deployment, and its servers
 * in racks by auto-fit, which holds them against every limit of the plan. Refused with the limit in the way where they
 * find no place.
 */
export function layOut(question: LayOutQuestion): Result<LaidOut, Refusal> {
  const { catalogue } = question;
  const empty = Scenario.parse({ ...headOf(question), racks: {}, devices: {} });
  const answer = fit(fitRequestOf(question, empty), { catalogue, report: () => {} });
  if (!answer.ok) return answer;
  const { racks, filled, unplaced, breaks } = answer.value;
  const [blocked] = [...unplaced.map(({ refusal }) => refusal), ...breaks];
  if (blocked !== undefined) return failure(blocked);
  return success({ scenario: withFit(empty, answer.value), racks: racks.length, stops: stopsOf(filled) });
}

/** Of the need and of the deployment in a scenario that is laid out. */
export const sizedIds = { need: WorkloadId.parse('need'), fleet: DeploymentId.parse('fleet') };

/** Everything but racks and devices: where it stands, what it costs by, and the need that it meets. */
function headOf({ request, deployment, id = 'sized', name }: LayOutQuestion): Record<string, unknown> {
  const { terms, workload, objective } = request;
  const rate = plannedRate(request);
  const { currency, site, choices, overrides, exchangeRates, userCatalogue } = terms;
  const need = {
    id: sizedIds.need,
    name: workload.model,
    model: workload.model,
    inputTokens: workload.inputTokens,
    outputTokens: workload.outputTokens,
    requestsPerSecond: rate,
    objective,
  };
  const { hardware, devices, tensorParallel, pipelineParallel, weights } = deployment;
  const estimate = {
    hardware,
    devices,
    tensorParallel,
    pipelineParallel,
    weights,
    model: workload.model,
    mode: 'serving',
    input: workload.inputTokens,
    output: workload.outputTokens,
    requestsPerSecond: rate,
  };
  return {
    format: SCENARIO_FORMAT,
    schemaVersion: SCENARIO_VERSION,
    id,
    name: name ?? `${workload.model} on ${devices} × ${hardware}`,
    currency,
    site,
    choices,
    overrides,
    exchangeRates,
    ...(userCatalogue === undefined ? {} : { userCatalogue }),
    // The fleet is built for the busiest hour; over the year it serves the mean.
    finance: { ...terms.finance, utilisation: Math.min(1, workload.requestsPerSecond / rate) },
    workloads: { [sizedIds.need]: need },
    deployments: {
      [sizedIds.fleet]: {
        id: sizedIds.fleet,
        name: workload.model,
        estimate,
        workload: sizedIds.need,
        meanRequestsPerSecond: workload.requestsPerSecond,
      },
    },
  };
}

/** What a sized fleet comes to once it stands in racks: by the same plan that its scenario will have. */
type PricedFleet = Pick<
  SizedFleet,
  | 'accelerators'
  | 'racks'
  | 'rackStops'
  | 'feeds'
  | 'powerWatts'
  | 'powerUnknownFor'
  | 'estimated'
  | 'currency'
  | 'capital'
  | 'totalPerYear'
  | 'total'
  | 'perMillionOutputTokens'
  | 'unpriced'
  | 'serversPriced'
>;

const amounts = <Amount>({ low, typical, high }: Bounds<Amount>): Bounds<Amount> => ({ low, typical, high });

function feedsOf(scenario: Scenario, racks: Plan['racks']): SizedFeeds {
  const each = Object.values(racks).map(({ feeds: { usable, nameplate } }) => ({
    usable: usable.typical,
    share: nameplate.limit > 0 ? nameplate.load / nameplate.limit : 0,
  }));
  return {
    count: Object.values(scenario.racks).reduce((sum, { feeds }) => sum + feeds.length, 0),
    usableWattsPerRack: each[0]?.usable ?? 0,
    fullestShare: each.reduce((most, { share }) => Math.max(most, share), 0),
  };
}

interface Bounds<Amount> {
  readonly low: Amount;
  readonly typical: Amount;
  readonly high: Amount;
}

/** Lays the fleet into racks and plans it. */
export function pricedFleet({
  request,
  deployment,
  catalogue,
  estimate,
}: {
  readonly request: SizingRequest;
  readonly deployment: SizedDeployment;
  readonly catalogue: Catalogue;
  readonly estimate: Estimate;
}): Result<PricedFleet, Refusal> {
  const laid = layOut({ request, deployment, catalogue });
  if (!laid.ok) return laid;
  const { totals, cost, deployments, racks } = plan(laid.value.scenario, catalogue, estimate);
  const [planned] = deployments;
  const result = planned?.result;
  const predicted = answerIn(result);
  const perMillion = planned?.costPerMillionOutputTokens;
  const { low, typical, high } = totals.power.typical;
  return success({
    accelerators: totals.accelerators.reduce((sum, { count }) => sum + count, 0),
    racks: laid.value.racks,
    rackStops: laid.value.stops,
    feeds: feedsOf(laid.value.scenario, racks),
    powerWatts: { low, typical, high },
    powerUnknownFor: [...new Set(Object.values(racks).flatMap((rack) => rack.powerUnknownFor))],
    estimated:
      predicted === undefined
        ? { timeToFirstTokenSeconds: 0, timePerOutputTokenSeconds: 0 }
        : expectedService(predicted),
    currency: cost.currency,
    capital: amounts(cost.capital),
    totalPerYear: amounts(cost.totalPerYear),
    total: amounts(cost.total),
    ...(perMillion === undefined ? {} : { perMillionOutputTokens: amounts(perMillion) }),
    unpriced: cost.unpriced.map(({ name }) => name),
    serversPriced: !cost.unpriced.some(
      ({ item }) => item === deployment.serverType || item === deployment.hardware,
    ),
  });
}
