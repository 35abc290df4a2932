import { byId } from '#shared/text/order';
import { ownValue } from '#shared/schema/own-value';
import type { Figures, PlanningContext } from '#main/planning/context/planning-context';
import { type CableEnd, cableMeters } from '#shared/floor/cable-length';
import { type FloorPlan, floorPlanOf } from '#shared/floor/floor-plan';
import type { GroupRule, PlacedGroup } from '#shared/scenario/placement';
import type { Device } from '#shared/scenario/schema';
import type { DeviceGroupId } from '#shared/schema/ids';
import { isFigureRead } from '#shared/catalogue/read-figures';

type ReachRule = Extract<GroupRule, { readonly kind: 'within-reach' }>;

/** The reach that a rule means, in metres: the user's own, else that of its cable; undefined where nobody says. */
export function reachOf({ reachMeters, cable }: ReachRule, figures: Figures): number | undefined {
  const path = `figures/${cable ?? ''}/figure`;
  return reachMeters ?? (isFigureRead(path) ? figures.at(path, 'm')?.typical : undefined);
}

/** A group whose members do not stand as its rule asks. */
export type BrokenGroup =
  | {
      readonly because: 'not-one-rack';
      readonly group: PlacedGroup;
      readonly racks: readonly string[];
      readonly at: Device;
    }
  | {
      readonly because: 'not-adjacent';
      readonly group: PlacedGroup;
      readonly racks: readonly string[];
      readonly at: Device;
    }
  | {
      readonly because: 'out-of-reach';
      readonly group: PlacedGroup;
      readonly at: Device;
      readonly other: Device;
      readonly meters: number;
      readonly reach: number;
    }
  | { readonly because: 'reach-unknown'; readonly group: PlacedGroup; readonly at: Device };

function membersOf({ scenario }: PlanningContext): ReadonlyMap<DeviceGroupId, readonly Device[]> {
  const members = new Map<DeviceGroupId, Device[]>();
  for (const device of Object.values(scenario.devices)) {
    if (device.group === undefined) continue;
    const known = members.get(device.group);
    if (known === undefined) members.set(device.group, [device]);
    else known.push(device);
  }
  for (const each of members.values()) each.sort(byId);
  return members;
}

function endOf(
  device: Device,
  floor: FloorPlan,
  { scenario, catalogue }: PlanningContext,
): CableEnd | undefined {
  const rack = scenario.racks[device.rack];
  const footprint = floor.footprints.get(device.rack);
  if (rack === undefined || footprint === undefined) return undefined;
  const height = catalogue.deviceTypes[device.type]?.heightUnits ?? 1;
  const units = catalogue.rackTypes[rack.type]?.units ?? 0;
  return { footprint, place: rack.place, unitsUp: device.position - 1 + height / 2, units };
}

/** Whether the racks stand side by side in one row without a gap. */
function standAdjacent(members: readonly Device[], { scenario }: PlanningContext): boolean {
  const racks = [...new Set(members.map(({ rack }) => rack))].flatMap((id) => scenario.racks[id] ?? []);
  const places = racks.map(({ place }) => place).sort((a, b) => a - b);
  const oneRow = new Set(racks.map(({ row }) => row)).size <= 1;
  return oneRow && places.every((place, index) => index === 0 || place - (places[index - 1] ?? place) <= 1);
}

interface Longest {
  readonly at: Device;
  readonly other: Device;
  readonly meters: number;
}

function longestCable(
  members: readonly Device[],
  floor: FloorPlan,
  context: PlanningContext,
): Longest | undefined {
  const ends = members.flatMap((device) => {
    const end = endOf(device, floor, context);
    return end === undefined ? [] : [{ device, end }];
  });
  let longest: Longest | undefined;
  ends.forEach((a, index) => {
    for (const b of ends.slice(index + 1)) {
      const meters = cableMeters(a.end, b.end, context.scenario.floor);
      if (longest === undefined || meters > longest.meters)
        longest = { at: b.device, other: a.device, meters };
    }
  });
  return longest;
}

/** Groups whose members stand where their rule does not let them. */
export function brokenGroups(context: PlanningContext): readonly BrokenGroup[] {
  const { groups } = context.scenario;
  let floor: FloorPlan | undefined;
  const namesOf = (members: readonly Device[]): readonly string[] =>
    [...new Set(members.map(({ rack }) => context.scenario.racks[rack]?.name ?? rack))].sort();
  return [...membersOf(context)].flatMap(([id, members]): readonly BrokenGroup[] => {
    const group = ownValue(groups, id);
    const [at] = members;
    if (group === undefined || at === undefined || members.length < 2) return [];
    const { rule } = group;
    if (rule.kind === 'same-rack') {
      const racks = namesOf(members);
      return racks.length > 1 ? [{ because: 'not-one-rack', group, racks, at }] : [];
    }
    if (rule.kind === 'adjacent-racks')
      return standAdjacent(members, context)
        ? []
        : [{ because: 'not-adjacent', group, racks: namesOf(members), at }];
    const reach = reachOf(rule, context.figures);
    if (reach === undefined) return [{ because: 'reach-unknown', group, at }];
    floor ??= floorPlanOf(context.scenario, context.catalogue.rackTypes);
    const longest = longestCable(members, floor, context);
    return longest !== undefined && longest.meters > reach
      ? [
          {
            because: 'out-of-reach',
            group,
            at: longest.at,
            other: longest.other,
            meters: longest.meters,
            reach,
          },
        ]
      : [];
  });
}
