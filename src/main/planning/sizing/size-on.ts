import { effectiveCatalogue } from '#main/planning/context/effective-catalogue';
import { planningContext } from '#main/planning/context/planning-context';
import type { Estimate } from '#main/planning/deployments/deployments';
import { plan } from '#main/planning/plan';
import { remarked } from '#main/simulator/case/remark-text';
import { estimate as estimateByModels } from '#main/simulator/estimate';
import type { Catalogue } from '#shared/catalogue/catalogue';
import type { DeviceType } from '#shared/catalogue/entries';
import { estimateLimits } from '#shared/estimate/case';
import type { Remark } from '#shared/estimate/result';
import type { ServiceVerdict } from '#shared/serving/verdict';
import type { Refusal } from '#shared/refusal/refusal';
import type { Scenario } from '#shared/scenario/schema';
import { expectedService } from '#shared/serving/service';
import type { PricedOutcome, SizePricedRequest } from '#shared/sizing/price-map';
import {
  plannedRate,
  rankSizes,
  type ReachedService,
  shortfall,
  type SizeBinding,
  type SizedDeployment,
  type SizedFleet,
  type SizeOutcome,
  type SizingRequest,
  type UnsizedFleet,
} from '#shared/sizing/sizing';
import { exactly } from '#shared/units/range';
import { candidatesFor, precisionsFor, replicaRate, type ReplicaRate, type Searching } from './candidates';
import { confirm, type Confirmed, mostReplicas, type Simulated } from './confirm';
import { layOut, pricedFleet, sizedIds } from './lay-out';
import {
  fleetTooLarge,
  noPrecision,
  noRoom,
  noServer,
  notConfirmed,
  objectiveMissed,
  unknownHardware,
  unknownModel,
} from './refusals';

/** Candidates whose server count by the estimate is within this of the best are simulated as well. */
const WORTH_CONFIRMING = 1.25;
const MOST_CONFIRMED = 2;

/** The servers of the catalogue that carry this accelerator. */
const serversWith = (hardware: string, { deviceTypes }: Catalogue): readonly DeviceType[] =>
  Object.values(deviceTypes).filter(
    ({ kind, accelerators }) => kind === 'server' && accelerators?.type === hardware,
  );

const serversFor = ({ perServer }: Searching, devices: number): number => Math.ceil(devices / perServer);

interface Found {
  readonly rate: ReplicaRate;
  readonly confirmed: Confirmed;
}

const totalServers = (searching: Searching, { rate, confirmed }: Found): number =>
  serversFor(searching, confirmed.replicas * rate.candidate.devices) + searching.request.spareServers;

interface SizeOnQuestion {
  readonly request: SizingRequest;
  readonly hardware: string;
}

/**
 * The cheapest fleet of one hardware that meets the objective: every split by the estimate, the best of them confirmed
 * by the serving simulation, laid into racks and priced; of several servers that carry it the cheapest fleet counts. Or
 * why there is none, and how near the best comes.
 */
export function sizeOn(
  { request, hardware }: SizeOnQuestion,
  published: Catalogue,
  estimate: Estimate = estimateByModels,
): SizeOutcome {
  const { catalogue } = planningContext(request.terms, published);
  const name = catalogue.accelerators[hardware]?.name ?? hardware;
  const refused = refusedAs(hardware, name);
  if (!Object.hasOwn(catalogue.accelerators, hardware)) return refused(unknownHardware(hardware, catalogue));
  if (!Object.hasOwn(catalogue.models, request.workload.model))
    return refused(unknownModel(request.workload.model, catalogue));
  const effective = effectiveCatalogue(catalogue, request.terms);
  const searches = new Map<number, Search>();
  const outcomes = serversWith(hardware, catalogue).map((server) => {
    const perServer = server.accelerators?.count ?? 1;
    const searching = { request, hardware, server, perServer, catalogue: effective, estimate };
    const search = searches.get(perServer) ?? searchWith(searching, name);
    searches.set(perServer, search);
    return 'found' in search ? priced(search.found, searching, { name, published }) : search.refused;
  });
  return rankSizes(request, outcomes).outcomes[0] ?? refused(noServer(name));
}

type Refusing = (refusal: Refusal, nearest?: UnsizedFleet['nearest']) => UnsizedFleet;

const refusedAs =
  (hardware: string, name: string): Refusing =>
  (refusal, nearest) =>
    nearest === undefined
      ? { hardware, name, meets: false, refusal }
      : { hardware, name, meets: false, refusal, nearest };

interface Naming {
  readonly name: string;
  readonly published: Catalogue;
}

/** The replicas that serve a need, which are the same in every server of so many accelerators. */
type Search = { readonly found: Found } | { readonly refused: UnsizedFleet };

/** The first acceptable precision in which the objective can be met counts. */
function searchWith(searching: Searching, name: string): Search {
  const { request, hardware } = searching;
  const refused = (...why: Parameters<Refusing>): Search => ({ refused: refusedAs(hardware, name)(...why) });
  const precisions = precisionsFor(searching);
  if (precisions.length === 0) return refused(noPrecision(name, request));
  const rates: ReplicaRate[] = [];
  let nearly: Confirmed | undefined;
  for (const weights of precisions) {
    const here = candidatesFor(searching, weights).flatMap(
      (candidate) => replicaRate(searching, candidate) ?? [],
    );
    rates.push(...here);
    const able = here.filter((each) => replicasFor(request, each) <= mostReplicas(each));
    const tried = confirmed(searching, able);
    if (tried?.confirmed.meets === true) return { found: tried };
    nearly ??= tried?.confirmed;
  }
  const nearest = nearestOf(request, rates);
  if (nearest === undefined) return refused(noRoom(name, searching, precisions));
  const needed = Math.min(...rates.map((each) => replicasFor(request, each) * each.candidate.devices));
  if (Number.isFinite(needed) && needed > estimateLimits.devices) {
    return refused(fleetTooLarge(name, needed), nearest);
  }
  if (nearly !== undefined) return refused(notConfirmed(name, request, nearly), nearest);
  return refused(objectiveMissed(name, request, nearest), nearest);
}

/** So many replicas carry the need by the estimate; none are enough where even a single request misses the objective. */
const replicasFor = (request: SizingRequest, { requestsPerSecond }: ReplicaRate): number =>
  requestsPerSecond > 0 ? Math.ceil(plannedRate(request) / requestsPerSecond) : Infinity;

function priced(
  { rate, confirmed: { replicas, answer } }: Found,
  searching: Searching,
  { name, published }: Naming,
): SizeOutcome {
  const { request, hardware, estimate } = searching;
  const { candidate, alone } = rate;
  const deployment: SizedDeployment = {
    hardware,
    serverType: searching.server.id,
    weights: candidate.weights,
    tensorParallel: candidate.tensorParallel,
    pipelineParallel: candidate.pipelineParallel,
    replicas,
    devices: replicas * candidate.devices,
    servers: serversFor(searching, replicas * candidate.devices),
    spareServers: request.spareServers,
  };
  const fleet = pricedFleet({ request, deployment, catalogue: published, estimate });
  if (!fleet.ok) return refusedAs(hardware, name)(fleet.error, nearestOf(request, [rate]));
  return {
    hardware,
    name,
    meets: true,
    deployment,
    ...fleet.value,
    simulated: simulatedService(answer),
    service: verdictOf(answer, request),
    binding: bindingOf(rate, replicas),
    bound: rate.bound,
    ...remarked(
      distinct([
        ...alone.remarks,
        ...answer.simulation.remarks,
        ...replicaRemarks(searching, candidate.devices),
      ]),
    ),
  };
}

/** A replica over several servers stops as a whole when one of them fails. */
const replicaRemarks = (searching: Searching, devices: number): readonly Remark[] =>
  serversFor(searching, devices) > 1
    ? [{ code: 'replica-spans-servers', params: { servers: serversFor(searching, devices) } }]
    : [];

/** Each remark once, where estimate and simulation make the same. */
const distinct = (remarks: readonly Remark[]): readonly Remark[] => [
  ...new Map(remarks.map((remark) => [JSON.stringify(remark), remark])).values(),
];

/**
 * The best of the candidates once the simulation has had its say: fewest servers, then fewest accelerators; where it
 * confirms none, the one that served most requests in time.
 */
function confirmed(searching: Searching, able: readonly ReplicaRate[]): Found | undefined {
  const { request } = searching;
  const estimated = (rate: ReplicaRate): number => {
    return serversFor(searching, replicasFor(request, rate) * rate.candidate.devices);
  };
  const byServers = able.toSorted(
    (a, b) => estimated(a) - estimated(b) || a.candidate.devices - b.candidate.devices,
  );
  const [best] = byServers;
  if (best === undefined) return undefined;
  const worth = byServers
    .filter((rate) => estimated(rate) <= WORTH_CONFIRMING * estimated(best))
    .slice(0, MOST_CONFIRMED);
  const rest = byServers.filter((rate) => !worth.includes(rate));
  const all = (rates: readonly ReplicaRate[]) =>
    rates.flatMap((rate): Found[] => {
      const found = confirm(searching, rate);
      return found === undefined ? [] : [{ rate, confirmed: found }];
    });
  const meeting = (each: readonly Found[]) => each.filter(({ confirmed: { meets } }) => meets);
  const first = all(worth);
  const tried = meeting(first).length > 0 ? first : [...first, ...all(rest.slice(0, MOST_CONFIRMED))];
  const [fewest] = meeting(tried).toSorted((a, b) => totalServers(searching, a) - totalServers(searching, b));
  return fewest ?? tried.toSorted((a, b) => metShare(b) - metShare(a))[0];
}

const metShare = ({ confirmed: { answer } }: Found): number => answer.served.metShare;

/** A single replica that holds more than it is asked for is there for the model; otherwise the estimate says what binds. */
const bindingOf = ({ binding }: ReplicaRate, replicas: number): SizeBinding =>
  replicas === 1 ? 'memory' : binding;

function simulatedService({ served: { metShare, ...service } }: Simulated): SizedFleet['simulated'] {
  return { ...service, objectiveMetShare: metShare };
}

/** What a laid-out fleet is said to reach of the need that it is sized for. */
function verdictOf(
  { state, judged, expected, served, shortfalls }: Simulated,
  request: SizingRequest,
): ServiceVerdict {
  return {
    need: sizedIds.need,
    name: request.workload.model,
    state,
    deployments: [sizedIds.fleet],
    requestsPerSecond: plannedRate(request),
    objective: request.objective,
    judged,
    reached: expected,
    served,
    shortfalls,
  };
}

/** The candidate that comes nearest to the objective at hardly any load. */
function nearestOf(request: SizingRequest, rates: readonly ReplicaRate[]): UnsizedFleet['nearest'] {
  const reached = rates.map(({ alone, bound }) => ({
    ...expectedService(alone),
    bound,
  }));
  const short = (service: ReachedService) => shortfall(request, service);
  return reached.toSorted((a, b) => short(a) - short(b))[0];
}

/** The scenario with one price as if the user had entered it. */
const withPrice = (scenario: Scenario, path: string, amount: number): Scenario => ({
  ...scenario,
  overrides: { ...scenario.overrides, [path]: exactly(amount) },
});

/**
 * The cheapest fleet of one hardware, as `sizeOn` finds it, and what it costs over all years when one price is at the
 * low and at the high end: by the plan of its scenario, which is linear in that price.
 */
export function sizePriced(
  { request, hardware, price }: SizePricedRequest,
  catalogue: Catalogue,
  estimate: Estimate = estimateByModels,
): PricedOutcome {
  const outcome = sizeOn({ request, hardware }, catalogue, estimate);
  if (!outcome.meets) return { outcome };
  const laid = layOut({ request, deployment: outcome.deployment, catalogue });
  if (!laid.ok) return { outcome };
  const { deployment } = outcome;
  const [low, high] = [price.low, price.high].map((amount) => {
    const { cost } = plan(withPrice(laid.value.scenario, price.path, amount), catalogue, estimate);
    const whole = !cost.unpriced.some(
      ({ item }) => item === deployment.serverType || item === deployment.hardware,
    );
    return whole ? cost.total.typical : undefined;
  });
  return low === undefined || high === undefined ? { outcome } : { outcome, totals: { low, high } };
}
