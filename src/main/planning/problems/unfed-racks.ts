import type { Problem, RackPlan } from '#shared/plan/plan';
import { watts } from '#shared/units/units';
import { kilowattText, problem } from './problem';

const NAMED = 3;

/** Racks that draw power while nobody says what feeds them: one remark for all, since one answer mends them together. */
export function unfedProblems(racks: readonly RackPlan[]): readonly Problem[] {
  const unfed = racks.filter(({ feeds }) =>
    [feeds.typical, feeds.nameplate].some((check) => check.fits === false && check.because === 'no-feed'),
  );
  const [heaviest] = unfed.toSorted((a, b) => b.power.maximum.typical - a.power.maximum.typical);
  if (heaviest === undefined) return [];
  const names = unfed.slice(0, NAMED).map(({ name }) => name);
  const most = heaviest.power.maximum.typical;
  return [
    problem({
      severity: 'warning',
      place: unfed.length === 1 ? { kind: 'rack', rack: heaviest.id } : { kind: 'site' },
      code: 'racks-without-feed',
      params: {
        count: unfed.length,
        rack: unfed.length > NAMED ? `${names.join(', ')}, …` : names.join(', '),
        load: kilowattText(watts(unfed.reduce((sum, { power }) => sum + power.typical.typical, 0))),
        short: kilowattText(most),
      },
      measure: { demand: most, limit: 0, unit: 'W' },
    }),
  ];
}
