import type { FeedCheck, PowerLevels, Problem } from '#shared/plan/plan';
import { watts, type Watts } from '#shared/units/units';
import type { DeviceCount, PlacedDevice } from '#main/planning/placement/inventory';
import type { DevicePowers } from '#main/planning/power/load';
import type { PlannedRack, RestingRackPlan } from '#main/planning/racks/rack-plan';
import { kilogramText, kilowattText, problem, type ProblemCode } from './problem';

type Level = keyof PowerLevels;

interface Rack {
  readonly plan: RestingRackPlan;
  readonly counts: readonly DeviceCount[];
  readonly devices: readonly PlacedDevice[];
  readonly powers: DevicePowers;
}

/** The device type whose moving frees a rack with the fewest moves, and how many of it have to go. */
function moves(over: Watts, level: Level, { counts, powers }: Rack) {
  let best = { type: '', each: 0, available: 0 };
  for (const { type, count } of counts) {
    const power = powers.get(type.id);
    const each = power?.known === true ? power.levels[level].typical : 0;
    if (each > best.each) best = { type: type.name, each, available: count };
  }
  const needed = best.each === 0 ? 0 : Math.ceil(over / best.each);
  return { count: Math.min(needed, best.available), type: best.type };
}

/** A rack without feeds is told of with all others that have none. */
type Overloaded = Exclude<Extract<FeedCheck, { readonly fits: false }>, { readonly because: 'no-feed' }>;

const feedCodes: Readonly<
  Record<Overloaded['because'], Readonly<Record<'typical' | 'maximum', ProblemCode>>>
> = {
  'rack-limit': { typical: 'rack-power-over-limit', maximum: 'rack-power-over-limit-at-nameplate' },
  breaker: { typical: 'feed-trips', maximum: 'feed-trips-at-nameplate' },
  'lost-side': { typical: 'feed-trips-on-lost-side', maximum: 'feed-trips-on-lost-side-at-nameplate' },
  'dark-on-lost-side': {
    typical: 'rack-dark-on-lost-side',
    maximum: 'rack-dark-on-lost-side-at-nameplate',
  },
};

type Trip = Extract<Overloaded, { readonly because: 'breaker' | 'lost-side' }>;

const stripCodes: Readonly<Record<Trip['because'], Readonly<Record<'typical' | 'maximum', ProblemCode>>>> = {
  breaker: { typical: 'strip-trips', maximum: 'strip-trips-at-nameplate' },
  'lost-side': { typical: 'strip-trips-on-lost-side', maximum: 'strip-trips-on-lost-side-at-nameplate' },
};

const isTrip = (check: Overloaded): check is Trip =>
  check.because === 'breaker' || check.because === 'lost-side';

/** The strip that trips, as the rack knows it: `PDU 1`, or `PDU 1/2` for its second bank. */
function stripNamed({ strip }: Trip, { devices }: Rack): string | undefined {
  if (strip === undefined) return undefined;
  const name = devices.find(({ device }) => device.id === strip.device)?.device.name ?? strip.device;
  return strip.bank === undefined ? name : `${name}/${strip.bank}`;
}

function feedProblem(check: Overloaded, level: 'typical' | 'maximum', rack: Rack): Problem {
  const beyond = rack.plan.power[level].typical - rack.plan.feeds.usable.typical;
  const over = watts(beyond > 0 ? beyond : check.load - check.limit);
  // Within the rack's budget a better spread of the supplies may spare the feed, where the document names none.
  const maySpare = beyond <= 0 && 'wiring' in check && check.wiring === 'assumed';
  const strip = isTrip(check) ? stripNamed(check, rack) : undefined;
  return problem({
    severity: level === 'typical' && !maySpare ? 'error' : 'warning',
    place: { kind: 'rack', rack: rack.plan.id },
    code:
      strip !== undefined && isTrip(check)
        ? stripCodes[check.because][level]
        : feedCodes[check.because][level],
    params: {
      rack: rack.plan.name,
      load: kilowattText(check.load),
      limit: kilowattText(check.limit),
      short: kilowattText(over),
      dark: check.because === 'dark-on-lost-side' ? check.dark : 0,
      ...moves(over, level, rack),
      ...(strip === undefined ? {} : { strip }),
    },
    measure: { demand: check.load, limit: check.limit, unit: 'W' },
  });
}

const isOver = (check: FeedCheck): check is Overloaded => check.fits === false && check.because !== 'no-feed';

function feedProblems(rack: Rack): readonly Problem[] {
  const { typical, nameplate } = rack.plan.feeds;
  if (isOver(typical)) return [feedProblem(typical, 'typical', rack)];
  return isOver(nameplate) ? [feedProblem(nameplate, 'maximum', rack)] : [];
}

function heatProblem(check: { demand: Watts; limit: Watts }, level: Level, rack: Rack): Problem {
  const over = watts(check.demand - check.limit);
  return problem({
    severity: level === 'typical' ? 'error' : 'warning',
    place: { kind: 'rack', rack: rack.plan.id },
    code: level === 'typical' ? 'rack-too-hot' : 'rack-too-hot-at-nameplate',
    params: {
      rack: rack.plan.name,
      demand: kilowattText(check.demand),
      limit: kilowattText(check.limit),
      over: kilowattText(over),
      ...moves(over, level, rack),
    },
    measure: { ...check, unit: 'W' },
  });
}

function coolingProblems(rack: Rack): readonly Problem[] {
  const { limit: check, heat, heatAtNameplate } = rack.plan.cooling;
  const limit = check?.limit?.typical;
  if (limit === undefined) return [];
  if (heat.typical > limit) return [heatProblem({ demand: heat.typical, limit }, 'typical', rack)];
  const demand = heatAtNameplate.typical;
  return demand > limit ? [heatProblem({ demand, limit }, 'maximum', rack)] : [];
}

function massProblems({ plan }: Rack): readonly Problem[] {
  const { mass } = plan;
  const place = { kind: 'rack', rack: plan.id } as const;
  if (mass.limit === undefined) return [];
  if (mass.fits === false) {
    const params = {
      rack: plan.name,
      demand: kilogramText(mass.demand.typical),
      limit: kilogramText(mass.limit.typical),
      over: kilogramText(mass.over),
    };
    const measure = { demand: mass.demand.typical, limit: mass.limit.typical, unit: 'kg' };
    return [problem({ severity: 'error', place, code: 'rack-too-heavy', params, measure })];
  }
  const { demand, limit } = { demand: mass.demand.high, limit: mass.limit.low };
  if (demand <= limit) return [];
  const params = { rack: plan.name, demand: kilogramText(demand), limit: kilogramText(limit) };
  const measure = { demand, limit, unit: 'kg' };
  return [problem({ severity: 'note', place, code: 'rack-maybe-too-heavy', params, measure })];
}

/** Where a rack is over one of its limits, or may be. */
export function rackLimitProblems(
  { plan, inventory }: PlannedRack,
  powers: DevicePowers,
): readonly Problem[] {
  const { counts, devices } = inventory;
  const rack: Rack = { plan, counts, devices, powers };
  return [...feedProblems(rack), ...coolingProblems(rack), ...massProblems(rack)];
}
