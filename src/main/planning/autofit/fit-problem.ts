import { ownValue } from '#shared/schema/own-value';
import type { PlanningContext } from '#main/planning/context/planning-context';
import { reachOf } from '#main/planning/placement/groups';
import { inventoryOf } from '#main/planning/placement/inventory';
import type { Amounts } from '#main/planning/racks/rack-capacity';
import type { Catalogue } from '#shared/catalogue/catalogue';
import type { DeviceType } from '#shared/catalogue/entries';
import { longestCableMeters } from '#shared/floor/cable-length';
import { floorPlanOf } from '#shared/floor/floor-plan';
import type { FitRequest, FitServers } from '#shared/rack/autofit';
import { failure, type Refusal, type Result, success } from '#shared/refusal/refusal';
import { unknownId } from '#shared/refusal/unknown-id';
import type { GroupRule } from '#shared/scenario/placement';
import { scenarioLimits } from '#shared/scenario/schema';
import { standingEver } from '#shared/scenario/standing';
import { type Bin, cleared, type Companion, type KindOf, kindsOf, siteRest, type SiteRest } from './bin';
import { type Fleet, givenBins, type Line, type Near, type NewBin, newBins } from './fleet';

/** Why a list of servers cannot be placed at all. */

const deviceTypeMissing = (id: string, { deviceTypes: known }: Catalogue): Refusal =>
  unknownId({ code: 'fit-device-type-unknown', what: 'device type', parameter: 'type', id, known });

const rackTypeMissing = (id: string, { rackTypes: known }: Catalogue): Refusal =>
  unknownId({ code: 'fit-rack-type-unknown', what: 'rack type', parameter: 'type', id, known });

export const rackMissing = (rack: string): Refusal => ({
  code: 'fit-rack-missing',
  message: `The scenario has no rack ${rack}.`,
  params: { rack },
});

const tooManyDevices = (asked: number, room: number): Refusal => ({
  code: 'fit-too-many-devices',
  message: `Devices requested: ${asked}; the scenario has room for ${room} more.`,
  limit: room,
  demand: asked,
  params: { asked, room },
});

export const noRacks: Refusal = {
  code: 'fit-no-racks',
  message: 'There are no racks to place servers in, and none may be added.',
};

/** A request with everything looked up: what to place, where, and what each thing takes. */
export interface FitProblem {
  readonly lines: readonly Line[];
  readonly companions: readonly Companion[];
  readonly given: readonly Bin[];
  readonly newBin: NewBin;
  /** What an empty new rack holds; undefined where none may be added. */
  readonly newCapacity: Amounts | undefined;
  /** What the site still takes, in W. */
  readonly site: SiteRest;
  /** The rules of the groups asked for, in the order of their numbers. */
  readonly groups: readonly { readonly rule: GroupRule; readonly type: DeviceType }[];
}

/** Whether cables of a rule's reach surely join any two devices of two racks. */
export function nearFor(rule: GroupRule, newOnes: readonly Bin[], context: PlanningContext): Near {
  if (rule.kind === 'same-rack') return (a, b) => a.rack.id === b.rack.id;
  if (rule.kind === 'adjacent-racks')
    return (a, b) => a.rack.row === b.rack.row && Math.abs(a.rack.place - b.rack.place) <= 1;
  const reach = reachOf(rule, context.figures);
  if (reach === undefined) return (a, b) => a.rack.id === b.rack.id;
  const { scenario, catalogue } = context;
  const racks = { ...scenario.racks, ...Object.fromEntries(newOnes.map(({ rack }) => [rack.id, rack])) };
  const { footprints } = floorPlanOf({ ...scenario, racks }, catalogue.rackTypes);
  const lengths = new Map<string, boolean>();
  return (a, b) => {
    const key = `${a.rack.id} ${b.rack.id}`;
    const known = lengths.get(key);
    if (known !== undefined) return known;
    const [from, to] = [footprints.get(a.rack.id), footprints.get(b.rack.id)];
    const near =
      from !== undefined &&
      to !== undefined &&
      longestCableMeters(
        { footprint: from, place: a.rack.place, units: a.units },
        { footprint: to, place: b.rack.place, units: b.units },
        scenario.floor,
      ) <= reach;
    lengths.set(key, near);
    return near;
  };
}

/** The new racks that a list of servers could need at most: one for each. */
const aheadOf = (newBin: NewBin, count: number): readonly Bin[] =>
  Array.from({ length: count }, (_, index) => newBin(index)).filter((bin) => bin !== undefined);

const MOST_AHEAD = 400;

interface Parts {
  readonly kindOf: KindOf;
  readonly newBin: NewBin;
  readonly context: PlanningContext;
}

/** The lines of one wish; groups that share a rack become items of several servers, the last group may be smaller. */
function linesOf(
  { type, count, together }: FitServers,
  firstGroup: number,
  { kindOf, newBin, context }: Parts,
): Result<readonly Line[], Refusal> {
  const kind = kindOf(type);
  if (kind === undefined) return failure(deviceTypeMissing(type, context.catalogue));
  const endless = count ?? Number.POSITIVE_INFINITY;
  if (together === undefined) return success([{ item: { kind, size: 1 }, count: endless }]);
  const { size, rule } = together;
  if (rule.kind !== 'same-rack') {
    const near = nearFor(rule, aheadOf(newBin, MOST_AHEAD), context);
    const spread = { size, near, adjacent: rule.kind === 'adjacent-racks' };
    const whole = count === undefined ? scenarioLimits.devices : count;
    return success([{ item: { kind, size: 1 }, count: whole, spread, firstGroup }]);
  }
  if (count === undefined) return success([{ item: { kind, size }, count: endless, firstGroup }]);
  const [groups, rest] = [Math.floor(count / size), count % size];
  const wholeOnes: Line = { item: { kind, size }, count: groups, firstGroup };
  const lastOne: Line = { item: { kind, size: rest }, count: 1, firstGroup: firstGroup + groups };
  return success([...(groups > 0 ? [wholeOnes] : []), ...(rest > 0 ? [lastOne] : [])]);
}

const groupsOf = ({ count, together }: FitServers): number =>
  together === undefined ? 0 : Math.ceil((count ?? scenarioLimits.devices) / together.size);

/** Looks a request up in the catalogue; refuses what names things that do not exist. */
export function fitProblem(request: FitRequest, context: PlanningContext): Result<FitProblem, Refusal> {
  const { catalogue } = context;
  // What is yet to come, or stands until then, holds its place too; only what is retired leaves it.
  const scenario = standingEver(request.scenario);
  const standing = { ...context, scenario };
  const kindOf = kindsOf(request.powerLevel, context);
  const given = givenBins(request, { inventory: inventoryOf(standing), kindOf, context });
  const missing = request.given?.find((id) => !Object.hasOwn(scenario.racks, id));
  if (missing !== undefined) return failure(rackMissing(missing));
  const wanted = request.newRacks;
  const newType = wanted && ownValue(catalogue.rackTypes, wanted.type);
  if (wanted !== undefined && newType === undefined) return failure(rackTypeMissing(wanted.type, catalogue));
  const asked = request.servers.reduce((sum, { count = 0 }) => sum + count, 0);
  const room = scenarioLimits.devices - Object.keys(request.scenario.devices).length;
  if (asked > room) return failure(tooManyDevices(asked, room));
  const { newBin, capacity } =
    wanted === undefined || newType === undefined
      ? { newBin: () => undefined, capacity: undefined }
      : newBins({ wanted, type: newType, spareFraction: request.spareFraction }, context);

  const lines: Line[] = [];
  const groups: FitProblem['groups'][number][] = [];
  for (const wish of request.servers) {
    const made = linesOf(wish, groups.length, { kindOf, newBin, context });
    if (!made.ok) return made;
    lines.push(...made.value);
    const kind = kindOf(wish.type);
    const { together } = wish;
    if (kind !== undefined && together !== undefined)
      for (let index = 0; index < groupsOf(wish); index += 1)
        groups.push({ rule: together.rule, type: kind.type });
  }
  const companions: Companion[] = [];
  for (const { type, serves, most } of request.switches) {
    const kind = kindOf(type);
    if (kind === undefined) return failure(deviceTypeMissing(type, context.catalogue));
    companions.push({ kind, serves, most: most ?? Number.POSITIVE_INFINITY });
  }
  const site = siteRest(kindOf, standing);
  return success({ lines, companions, given, newBin, newCapacity: capacity, site, groups });
}

/** Racks to be filled from the beginning, in an order of one's own. */
export const fleetOf = (problem: FitProblem, order: readonly Bin[] = problem.given): Fleet => ({
  bins: order.map(cleared),
  newBin: problem.newBin,
  created: 0,
  sitePower: problem.site.power,
  siteCooling: problem.site.cooling,
});

/** The same problem with racks that may take fewer servers than their amounts allow. */
export const withCaps = (problem: FitProblem, caps: ReadonlyMap<string, number>): FitProblem => {
  const capped = (bin: Bin): Bin => {
    const mostServers = caps.get(bin.rack.id);
    return mostServers === undefined ? bin : { ...bin, mostServers };
  };
  return {
    ...problem,
    given: problem.given.map(capped),
    newBin: (index) => {
      const bin = problem.newBin(index);
      return bin && capped(bin);
    },
  };
};
