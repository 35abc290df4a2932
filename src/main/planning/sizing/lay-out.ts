import type { Catalogue } from '#shared/catalogue/catalogue';
import type { DeviceType, RackType } from '#shared/catalogue/entries';
import type { Refusal } from '#shared/refusal';
import { failure, success, type Result } from '#shared/result';
import {
  Scenario,
  scenarioLimits,
  type Feed,
  SCENARIO_FORMAT,
  SCENARIO_VERSION,
} from '#shared/scenario/schema';
import { plannedRate, type SizedDeployment, type SizingRequest } from '#shared/sizing';
import { planningContext, type PlanningContext } from '../planning-context';
import { devicePower } from '../power/device-power';
import { usableWatts } from '../power/feeds';

/** Servers of a sized fleet laid into racks of one kind: the scenario, and what stops a rack from holding one more. */
export interface LaidOut {
  readonly scenario: Scenario;
  readonly racks: number;
  readonly stoppedBy?: RackStop;
}

export type RackStop = 'units' | 'power' | 'mass';

export interface LayOutQuestion {
  readonly request: SizingRequest;
  readonly deployment: SizedDeployment;
  readonly catalogue: Catalogue;
  readonly id?: string;
  readonly name?: string;
}

/** The four feeds of a GroqRack, 208 V and 60 A in 2N (facts A4.6); what a rack has unless the request says otherwise. */
const usualFeeds: readonly Omit<Feed, 'id'>[] = (['A', 'A', 'B', 'B'] as const).map((side) => ({
  side,
  volts: 208,
  amperes: 60,
  phases: 3,
}));

const RACKS_PER_ROW = 20;

interface RackRoom {
  readonly servers: number;
  readonly stoppedBy: RackStop;
}

/** What the weaker side carries, since either must carry all alone. */
function usablePower({ request }: LayOutQuestion, { scenario }: PlanningContext): number {
  const { feeds = usualFeeds, limits } = request.rack;
  if (feeds.length === 0) return limits.powerWatts ?? Infinity;
  const bySide = (['A', 'B'] as const)
    .map((side) => feeds.filter((feed) => feed.side === side))
    .filter((each) => each.length > 0)
    .map((each) =>
      each.reduce((sum, feed) => sum + usableWatts(feed, scenario.site.continuousLoadFraction), 0),
    );
  return Math.min(...bySide, limits.powerWatts ?? Infinity);
}

/** How many servers one rack holds under height, nameplate power and mass; an unpublished figure limits nothing. */
function roomOf(question: LayOutQuestion, parts: Parts, context: PlanningContext): RackRoom {
  const { rackType, server, network } = parts;
  const massOf = (path: string): number => context.figures.at(path, 'kg')?.typical ?? 0;
  const wattsOf = (type: DeviceType | undefined): number => {
    const power = type === undefined ? undefined : devicePower(context.figures, type);
    return power?.known === true ? power.levels.maximum.typical : 0;
  };
  const limit = question.request.rack.limits.massKilograms ?? massOf(`rackTypes/${rackType.id}/massLimit`);
  const each = { watts: wattsOf(server), mass: massOf(`deviceTypes/${server.id}/mass`) };
  const per = (available: number, demand: number) =>
    demand > 0 ? Math.floor(Math.max(0, available) / demand) : Infinity;
  const rooms: RackRoom[] = [
    { stoppedBy: 'units', servers: per(rackType.units - (network?.heightUnits ?? 0), server.heightUnits) },
    { stoppedBy: 'power', servers: per(usablePower(question, context) - wattsOf(network), each.watts) },
    { stoppedBy: 'mass', servers: per(limit - massOf(`rackTypes/${rackType.id}/emptyMass`), each.mass) },
  ];
  return rooms.reduce((least, room) => (room.servers < least.servers ? room : least));
}

interface Parts {
  readonly rackType: RackType;
  readonly server: DeviceType;
  readonly network: DeviceType | undefined;
}

function partsOf(
  { request, deployment }: LayOutQuestion,
  { catalogue }: PlanningContext,
): Result<Parts, Refusal> {
  const rackType = own(catalogue.rackTypes, request.rack.type);
  if (rackType === undefined) return failure(unknownType(request.rack.type));
  const server = own(catalogue.deviceTypes, deployment.serverType);
  if (server === undefined) return failure(unknownType(deployment.serverType));
  const { switchPerRack } = request;
  const network = switchPerRack === null ? undefined : own(catalogue.deviceTypes, switchPerRack);
  if (switchPerRack !== null && network === undefined) return failure(unknownType(switchPerRack));
  return success({ rackType, server, network });
}

const own = <Entry>(entries: Readonly<Record<string, Entry>>, id: string): Entry | undefined =>
  Object.hasOwn(entries, id) ? entries[id] : undefined;

/** A sized fleet as a scenario of its own, ready to be opened: racks, servers, the need as its workload, the deployment. */
export function layOut(question: LayOutQuestion): Result<LaidOut, Refusal> {
  const { request, deployment, catalogue } = question;
  const context = planningContext(request.terms, catalogue);
  const parts = partsOf(question, context);
  if (!parts.ok) return parts;
  const room = roomOf(question, parts.value, context);
  if (room.servers < 1) return failure(rackTooSmall(parts.value, room.stoppedBy));
  const servers = deployment.servers + deployment.spareServers;
  const racks = Math.ceil(servers / room.servers);
  if (racks > scenarioLimits.racks || servers + racks > scenarioLimits.devices)
    return failure(tooMany(racks));
  const records = recordsOf(question, parts.value, { perRack: room.servers, racks, servers });
  const scenario = Scenario.parse({ ...headOf(question), ...records });
  const full = servers >= room.servers;
  return success({ scenario, racks, ...(full ? { stoppedBy: room.stoppedBy } : {}) });
}

interface Amounts {
  readonly perRack: number;
  readonly racks: number;
  readonly servers: number;
}

function recordsOf({ request }: LayOutQuestion, { server, network, rackType }: Parts, amounts: Amounts) {
  const racks: Record<string, unknown> = {};
  const devices: Record<string, unknown> = {};
  const { feeds = usualFeeds, limits } = request.rack;
  // Servers are spread evenly, so that no rack stands full beside one that is nearly empty.
  const base = Math.floor(amounts.servers / amounts.racks);
  const fuller = amounts.servers % amounts.racks;
  let number = 0;
  for (let index = 0; index < amounts.racks; index += 1) {
    const id = `r${String(index + 1).padStart(3, '0')}`;
    const placed = { row: Math.floor(index / RACKS_PER_ROW), place: index % RACKS_PER_ROW };
    const numbered = feeds.map((feed, place) => ({
      ...feed,
      id: `${id}-${feed.side.toLowerCase()}${place + 1}`,
    }));
    racks[id] = { id, name: id.toUpperCase(), type: rackType.id, ...placed, feeds: numbered, limits };
    for (let slot = 0; slot < base + (index < fuller ? 1 : 0); slot += 1) {
      number += 1;
      const device = `s${String(number).padStart(4, '0')}`;
      const position = 1 + slot * server.heightUnits;
      devices[device] = {
        id: device,
        name: `${server.name} ${number}`,
        type: server.id,
        rack: id,
        position,
        face: 'front',
      };
    }
    if (network !== undefined) {
      const position = rackType.units - network.heightUnits + 1;
      const device = `${id}-switch`;
      devices[device] = {
        id: device,
        name: network.name,
        type: network.id,
        rack: id,
        position,
        face: 'front',
      };
    }
  }
  return { racks, devices };
}

/** Everything but racks and devices: where it stands, what it costs by, and the need that it meets. */
function headOf({ request, deployment, id = 'sized', name }: LayOutQuestion): Record<string, unknown> {
  const { terms, workload, objective } = request;
  const rate = plannedRate(request);
  const { currency, site, choices, overrides, exchangeRates, userCatalogue } = terms;
  const need = {
    id: 'need',
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
    workloads: { need },
    deployments: { fleet: { id: 'fleet', name: workload.model, estimate, workload: 'need' } },
  };
}

const unknownType = (type: string): Refusal => ({
  code: 'size-unknown-type',
  message: `The catalogue has no type ${type}.`,
  params: { type },
});

const tooSmallCodes = {
  units: 'size-rack-units',
  power: 'size-rack-power',
  mass: 'size-rack-mass',
} as const satisfies Readonly<Record<RackStop, string>>;

const rackTooSmall = ({ server, rackType }: Parts, limit: RackStop): Refusal => ({
  code: tooSmallCodes[limit],
  message: `A rack of the type ${rackType.name} holds not one ${server.name}: its ${limit} is too little.`,
  remedy: 'Choose a larger rack or stronger feeds.',
  params: { server: server.name, rack: rackType.name },
});

const tooMany = (racks: number): Refusal => ({
  code: 'size-too-many-racks',
  message: `It takes ${racks} racks; a scenario holds at most ${scenarioLimits.racks}.`,
  limit: scenarioLimits.racks,
  demand: racks,
  params: { racks, limit: scenarioLimits.racks },
});
