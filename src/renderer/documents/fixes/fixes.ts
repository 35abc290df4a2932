import { feedPair, feedsForUnfed, moreStrips } from './feed-fixes';
import type { AnyProblem, Fix, FixSetting } from './fix';
import { moveElsewhere } from './move-fix';
import { balancedOutlets } from './outlet-fix';

type Finder = (problem: AnyProblem, setting: FixSetting) => readonly Fix[];

/** What mends a problem, by how its code begins; the first that fits counts. */
const finders: readonly (readonly [start: string, finders: readonly Finder[]])[] = [
  ['racks-without-feed', [feedsForUnfed]],
  ['strip-trips', [moveElsewhere, moreStrips, feedPair]],
  ['feed-trips', [moveElsewhere, feedPair]],
  ['rack-dark-on-lost-side', [moveElsewhere, feedPair]],
  ['rack-power-over-limit', [moveElsewhere]],
  ['rack-too-hot', [moveElsewhere]],
  ['phase-over-at-every-outlet', [feedPair]],
  ['phase-over', [balancedOutlets, feedPair]],
];

/** The edits that would mend a problem, best first. Each is an ordinary command, to be undone like any other. */
export const fixesOf = (problem: AnyProblem, setting: FixSetting): readonly Fix[] =>
  (finders.find(([start]) => problem.refusal.code.startsWith(start))?.[1] ?? []).flatMap((find) =>
    find(problem, setting),
  );
