import { withFit } from '#shared/applied-fit';
import type { FilledRack, FitRequest } from '#shared/autofit';
import type { Catalogue } from '#shared/catalogue/catalogue';
import { DeploymentId, FeedId, WorkloadId } from '#shared/ids';
import type { Refusal } from '#shared/refusal';
import { failure, success, type Result } from '#shared/result';
import {
  Scenario,
  scenarioLimits,
  type Feed,
  SCENARIO_FORMAT,
  SCENARIO_VERSION,
} from '#shared/scenario/schema';
import { plannedRate, type RackStop, type SizedDeployment, type SizingRequest } from '#shared/sizing';
import { fit } from '../autofit/fit';

/** A sized fleet laid into racks of one kind: the scenario, and what stops its racks from holding one more server. */
export interface LaidOut {
  readonly scenario: Scenario;
  readonly racks: number;
  readonly stops: readonly RackStop[];
}

export interface LayOutQuestion {
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
