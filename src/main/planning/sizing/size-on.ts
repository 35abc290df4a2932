import type { Catalogue } from '#shared/catalogue/catalogue';
import type { DeviceType } from '#shared/catalogue/entries';
import type { Refusal } from '#shared/refusal';
import type {
  ReachedService,
  SizeBinding,
  SizedDeployment,
  SizeOutcome,
  SizingRequest,
  UnsizedFleet,
} from '#shared/sizing';
import { shortfall } from '#shared/sizing';
import type { ServingAnswer } from '#shared/serving/report';
import { estimate as estimateByModels } from '../../simulator/estimate';
import type { Estimate } from '../deployments';
import { effectiveCatalogue } from '../effective-catalogue';
import { planningContext } from '../planning-context';
import { candidatesFor, precisionFor, type Searching } from './candidates';
import { confirm, type Confirmed } from './confirm';
import { pricedFleet } from './priced-fleet';
import { replicaRate, type ReplicaRate } from './replica-rate';

/** Candidates whose server count by the estimate is within this of the best are simulated as well. */
const WORTH_CONFIRMING = 1.25;
const MOST_CONFIRMED = 2;

/** The first server of the catalogue that carries this accelerator. */
const serverFor = (hardware: string, { deviceTypes }: Catalogue): DeviceType | undefined =>
  Object.values(deviceTypes).find(
    ({ kind, accelerators }) => kind === 'server' && accelerators?.type === hardware,
  );

const serversFor = ({ perServer }: Searching, devices: number): number => Math.ceil(devices / perServer);

interface Found {
  readonly rate: ReplicaRate;
  readonly confirmed: Confirmed;
}

const totalServers = (searching: Searching, { rate, confirmed }: Found): number =>
  serversFor(searching, confirmed.replicas * rate.candidate.devices) + searching.request.spareServers;

/**
 * The cheapest fleet of one hardware that meets the objective: every split by the estimate, the best of them confirmed
 * by the serving simulation, laid into racks and priced. Or why there is none, and how near the best comes.
 */
export function sizeOn(
  { request, hardware }: { readonly request: SizingRequest; readonly hardware: string },
  published: Catalogue,
  estimate: Estimate = estimateByModels,
): SizeOutcome {
  const { catalogue } = planningContext(request.terms, published);
  const name = catalogue.accelerators[hardware]?.name ?? hardware;
  const refused = (refusal: Refusal, nearest?: UnsizedFleet['nearest']): UnsizedFleet =>
    nearest === undefined
      ? { hardware, name, meets: false, refusal }
      : { hardware, name, meets: false, refusal, nearest };
  if (!Object.hasOwn(catalogue.accelerators, hardware)) return refused(unknownHardware(hardware));
  if (!Object.hasOwn(catalogue.models, request.workload.model))
    return refused(unknownModel(request.workload.model));
  const server = serverFor(hardware, catalogue);
  if (server?.accelerators === undefined) return refused(noServer(name));
  const effective = effectiveCatalogue(catalogue, request.terms);
  const searching: Searching = {
    request,
    hardware,
    server,
    perServer: server.accelerators.count,
    catalogue: effective,
    estimate,
  };
  const weights = precisionFor(searching);
  if (weights === undefined) return refused(noPrecision(name, request));
  const candidates = candidatesFor(searching, weights);
  if (candidates.length === 0) return refused(noRoom(name, searching, weights));
  const rates = candidates.flatMap((candidate) => replicaRate(searching, candidate) ?? []);
  const able = rates.filter(({ requestsPerSecond }) => requestsPerSecond > 0);
  if (able.length === 0) return refusedByObjective(rates);
  const found = confirmed(searching, able);
  if (found === undefined) return refused(notConfirmed(name, request), nearestOf(request, rates));
  return priced(found);

  function refusedByObjective(all: readonly ReplicaRate[]): UnsizedFleet {
    const nearest = nearestOf(request, all);
    return refused(objectiveMissed(name, request, nearest), nearest);
  }

  function priced({ rate, confirmed: { replicas, served } }: Found): SizeOutcome {
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
    if (!fleet.ok) return refused(fleet.error);
    return {
      hardware,
      name,
      meets: true,
      deployment,
      ...fleet.value,
      simulated: simulatedService(served, request),
      binding: bindingOf(rate, replicas),
      bound: rate.bound,
      warnings: [
        ...new Set([...alone.warnings, ...served.warnings, ...replicaWarnings(searching, candidate.devices)]),
      ],
    };
  }
}

/** A replica over several servers stops as a whole when one of them fails. */
const replicaWarnings = (searching: Searching, devices: number): readonly string[] =>
  serversFor(searching, devices) > 1
    ? [
        `A replica spans ${serversFor(searching, devices)} servers; when one fails, all of it waits until a spare has taken over.`,
      ]
    : [];

/** The best of the candidates once the simulation has had its say: fewest servers, then fewest accelerators. */
function confirmed(searching: Searching, able: readonly ReplicaRate[]): Found | undefined {
  const { request } = searching;
  const estimated = (rate: ReplicaRate): number => {
    const planned = request.workload.requestsPerSecond * request.workload.peakFactor;
    return serversFor(searching, Math.ceil(planned / rate.requestsPerSecond) * rate.candidate.devices);
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
  const found = all(worth);
  const fewest = (found.length > 0 ? found : all(rest.slice(0, MOST_CONFIRMED))).toSorted(
    (a, b) => totalServers(searching, a) - totalServers(searching, b),
  );
  return fewest[0];
}

/** A single replica that holds more than it is asked for is there for the model; otherwise the estimate says what binds. */
const bindingOf = ({ binding }: ReplicaRate, replicas: number): SizeBinding =>
  replicas === 1 ? 'memory' : binding;

function simulatedService(served: ServingAnswer, { objective }: SizingRequest) {
  const percentile = ([50, 90, 95, 99] as const).reduce((near, each) =>
    Math.abs(each - objective.percentile) < Math.abs(near - objective.percentile) ? each : near,
  );
  const field = `p${percentile}` as const;
  return {
    percentile,
    timeToFirstTokenSeconds: served.timeToFirstTokenSeconds[field],
    timePerOutputTokenSeconds: served.timePerOutputTokenSeconds[field],
    objectiveMetShare: served.objectiveMetShare ?? 0,
    requests: served.counts.arrived,
  };
}

/** The candidate that comes nearest to the objective at hardly any load. */
function nearestOf(request: SizingRequest, rates: readonly ReplicaRate[]): UnsizedFleet['nearest'] {
  const reached = rates.map(({ alone, bound }) => ({
    timeToFirstTokenSeconds: alone.timeToFirstTokenSeconds,
    timePerOutputTokenSeconds: alone.interTokenLatencySeconds,
    bound,
  }));
  const short = (service: ReachedService) => shortfall(request, service);
  return reached.toSorted((a, b) => short(a) - short(b))[0];
}

const unknownHardware = (hardware: string): Refusal => ({
  code: 'size-unknown-hardware',
  message: `The catalogue has no hardware ${hardware}.`,
  params: { hardware },
});

const unknownModel = (model: string): Refusal => ({
  code: 'size-unknown-model',
  message: `The catalogue has no model ${model}.`,
  params: { model },
});

const noServer = (hardware: string): Refusal => ({
  code: 'size-no-server',
  message: `No server of the catalogue carries ${hardware}.`,
  params: { hardware },
});

const noPrecision = (hardware: string, { weights }: SizingRequest): Refusal => ({
  code: 'size-no-precision',
  message: `${hardware} computes in none of the precisions allowed: ${weights.join(', ')}.`,
  remedy: 'Allow another precision.',
  params: { hardware, precisions: weights.join(', ') },
});

const noRoom = (hardware: string, { request }: Searching, weights: string): Refusal => ({
  code: 'size-no-room',
  message: `${request.workload.model} in ${weights} with one request does not fit on ${hardware}, however it is split.`,
  params: { hardware, model: request.workload.model, weights },
});

const notConfirmed = (hardware: string, { objective }: SizingRequest): Refusal => ({
  code: 'size-not-confirmed',
  message: `The simulation found no number of ${hardware} with which ${objective.percentile} of 100 requests meet the objective.`,
  params: { hardware, percentile: objective.percentile },
});

const milliseconds = (seconds: number): number => Math.round(seconds * 10_000) / 10;

/** What blocks it: the time that is missed even by a single request, with what it comes to. */
function objectiveMissed(
  hardware: string,
  { objective }: SizingRequest,
  nearest: UnsizedFleet['nearest'],
): Refusal {
  const { timeToFirstTokenSeconds: first, timePerOutputTokenSeconds: each } = objective;
  const reached = nearest ?? { timeToFirstTokenSeconds: 0, timePerOutputTokenSeconds: 0, bound: 'overhead' };
  const firstIsMissed =
    first !== undefined &&
    reached.timeToFirstTokenSeconds / first > reached.timePerOutputTokenSeconds / (each ?? Infinity);
  const limit = (firstIsMissed ? first : each) ?? 0;
  const demand = firstIsMissed ? reached.timeToFirstTokenSeconds : reached.timePerOutputTokenSeconds;
  const what = firstIsMissed ? 'the first token' : 'each token';
  return {
    code: firstIsMissed ? 'size-first-token-missed' : 'size-output-token-missed',
    message: `Even a single request waits ${milliseconds(demand)} ms for ${what} on ${hardware}, not ${milliseconds(limit)} ms; ${reached.bound} is in the way.`,
    limit,
    demand,
    unit: 's',
    params: {
      hardware,
      demand: milliseconds(demand),
      limit: milliseconds(limit),
      bound: reached.bound,
    },
  };
}
