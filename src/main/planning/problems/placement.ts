import type { PlanningContext } from '#main/planning/context/planning-context';
import { type BrokenGroup, brokenGroups } from '#main/planning/placement/groups';
import type { RackInventory } from '#main/planning/placement/inventory';
import type { Misplaced } from '#main/planning/placement/space';
import type { PlannedRack } from '#main/planning/racks/rack-plan';
import type { Problem } from '#shared/plan/plan';
import { assertNever } from '#shared/refusal/refusal';
import type { DeviceId } from '#shared/schema/ids';
import { millimetreText, problem } from './problem';

const nameOf = (id: DeviceId, { devices }: RackInventory): string =>
  devices.find(({ device }) => device.id === id)?.device.name ?? id;

function misplacedProblem({ device, type, refusal }: Misplaced, inventory: RackInventory): Problem {
  const place = { kind: 'device', device: device.id, rack: device.rack } as const;
  const error = { severity: 'error', place } as const;
  const names = { device: device.name, rack: inventory.rack.name };
  switch (refusal.because) {
    case 'below-rack':
      return problem({
        ...error,
        code: 'device-below-rack',
        params: { ...names, position: refusal.position },
      });
    case 'above-rack': {
      const { topUnit: top, units } = refusal;
      const measure = { demand: top, limit: units, unit: 'U' };
      return problem({ ...error, code: 'device-above-rack', params: { ...names, top, units }, measure });
    }
    case 'taller-than-rack': {
      const { units } = refusal;
      const measure = { demand: type.heightUnits, limit: units, unit: 'U' };
      const params = { ...names, height: type.heightUnits, units };
      return problem({ ...error, code: 'device-taller-than-rack', params, measure });
    }
    case 'deeper-than-rack': {
      const { depthMeters, usableMeters } = refusal;
      const measure = { demand: depthMeters, limit: usableMeters, unit: 'm' };
      const params = { ...names, depth: millimetreText(depthMeters), usable: millimetreText(usableMeters) };
      return problem({ ...error, code: 'device-deeper-than-rack', params, measure });
    }
    case 'overlap': {
      const params = { ...names, other: nameOf(refusal.with, inventory) };
      return problem({ ...error, code: 'device-overlaps', params });
    }
    case 'too-deep-together': {
      const { depthMeters, otherDepthMeters, usableMeters } = refusal;
      const measure = { demand: depthMeters + otherDepthMeters, limit: usableMeters, unit: 'm' };
      const params = {
        ...names,
        other: nameOf(refusal.with, inventory),
        depth: millimetreText(depthMeters),
        otherDepth: millimetreText(otherDepthMeters),
        usable: millimetreText(usableMeters),
      };
      return problem({ ...error, code: 'devices-too-deep-together', params, measure });
    }
    case 'reserved': {
      const { kind, reason } = refusal.reservation;
      const code = kind === 'reserved' ? 'device-in-reserved-space' : 'device-in-blanked-space';
      return problem({ ...error, code, params: { ...names, reason } });
    }
    default:
      return assertNever(refusal);
  }
}

/** One warning for all devices of a rack that stand back to back without anybody knowing whether both fit. */
function unmeasuredProblems({ inventory, placement: { unmeasured } }: PlannedRack): readonly Problem[] {
  const [first] = unmeasured;
  if (first === undefined) return [];
  const { rack } = inventory;
  const params = {
    rack: rack.name,
    pairs: unmeasured.length,
    front: nameOf(first.front, inventory),
    rear: nameOf(first.rear, inventory),
  };
  const place = { kind: 'rack', rack: rack.id } as const;
  return [problem({ severity: 'warning', place, code: 'depth-together-unknown', params })];
}

/** Devices that cannot stand where they are, and those of which nobody can say whether they can. */
export const placementProblems = (planned: PlannedRack): readonly Problem[] => [
  ...planned.placement.misplaced.map((each) => misplacedProblem(each, planned.inventory)),
  ...unmeasuredProblems(planned),
];

const metersText = (meters: number): string => `${meters.toFixed(1)} m`;

function groupProblem(broken: BrokenGroup): Problem {
  const { group, at } = broken;
  const place = { kind: 'device', device: at.id, rack: at.rack } as const;
  const names = { group: group.name };
  switch (broken.because) {
    case 'not-one-rack':
      return problem({
        severity: 'error',
        place,
        code: 'group-not-in-one-rack',
        params: { ...names, racks: broken.racks.join(', ') },
      });
    case 'not-adjacent':
      return problem({
        severity: 'error',
        place,
        code: 'group-not-adjacent',
        params: { ...names, racks: broken.racks.join(', ') },
      });
    case 'out-of-reach':
      return problem({
        severity: 'error',
        place,
        code: 'group-out-of-reach',
        params: {
          ...names,
          device: at.name,
          other: broken.other.name,
          length: metersText(broken.meters),
          reach: metersText(broken.reach),
        },
        measure: { demand: broken.meters, limit: broken.reach, unit: 'm' },
      });
    case 'reach-unknown':
      return problem({ severity: 'warning', place, code: 'group-reach-unknown', params: names });
  }
}

/** Devices that belong together and do not stand together. */
export const groupProblems = (context: PlanningContext): readonly Problem[] =>
  brokenGroups(context).map(groupProblem);
