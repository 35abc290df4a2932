import type { Problem } from '#shared/plan/plan';
import { brokenGroups, type BrokenGroup } from '../placement/groups';
import type { PlanningContext } from '../planning-context';
import { problem } from './problem';

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
