import type { Problem, WirePlan } from '#shared/plan/plan';
import type { DeviceId, RackId } from '#shared/schema/ids';

export interface ProblemPlaces {
  readonly racks: ReadonlyMap<RackId, readonly Problem[]>;
  readonly devices: ReadonlyMap<DeviceId, readonly Problem[]>;
}

const known = new WeakMap<WirePlan['problems'], ProblemPlaces>();
const grouped = <Key>(
  entries: readonly (readonly [Key, Problem])[],
): ReadonlyMap<Key, readonly Problem[]> => {
  const groups = new Map<Key, Problem[]>();
  for (const [key, problem] of entries) groups.set(key, [...(groups.get(key) ?? []), problem]);
  return groups;
};

/** The problems of a plan by the rack and by the device they are about; notes are not shown in the racks. */
export function problemPlaces({ problems }: Pick<WirePlan, 'problems'>): ProblemPlaces {
  const before = known.get(problems);
  if (before) return before;
  const serious = problems.filter(({ severity }) => severity !== 'note') as readonly Problem[];
  const places: ProblemPlaces = {
    racks: grouped(
      serious.flatMap((problem) => (problem.place.kind === 'rack' ? [[problem.place.rack, problem]] : [])),
    ),
    devices: grouped(
      serious.flatMap((problem) =>
        problem.place.kind === 'device' ? [[problem.place.device, problem]] : [],
      ),
    ),
  };
  known.set(problems, places);
  return places;
}

/** The worst severity among the problems of a place; undefined where there are none. */
export const worstOf = (problems: readonly Problem[] | undefined): 'error' | 'warning' | undefined => {
  if (!problems || problems.length === 0) return undefined;
  return problems.some(({ severity }) => severity === 'error') ? 'error' : 'warning';
};

/** Whether a problem is about a group as a whole; it stands at one of its devices, since a place must be named. */
export const isOfGroup = ({ refusal }: Problem): boolean => refusal.code.startsWith('group-');

/** What is wrong with a group itself, rather than with one of its devices. */
export const groupProblemsOf = (
  places: ProblemPlaces['devices'] | undefined,
  members: readonly { readonly id: DeviceId }[],
): readonly Problem[] => members.flatMap(({ id }) => places?.get(id) ?? []).filter(isOfGroup);
