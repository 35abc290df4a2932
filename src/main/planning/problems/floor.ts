import { floorPlanOf, rectanglesOverlap, type Footprint } from '#shared/floor/floor-plan';
import type { Problem } from '#shared/plan/plan';
import { rowName } from '#shared/scenario/names';
import type { PlanningContext } from '#main/planning/context/planning-context';
import { problem } from './problem';

const AISLE_PATH = 'figures/aisle-least-width/figure';

const metersText = (meters: number): string => `${meters.toFixed(2)} m`;

/** Racks side by side in order, so that only neighbours in the sweep are compared. */
function overlapsAmong(footprints: readonly Footprint[]): readonly (readonly [Footprint, Footprint])[] {
  const sorted = footprints.toSorted(
    (a, b) => a.xMeters - b.xMeters || a.yMeters - b.yMeters || (a.rack < b.rack ? -1 : 1),
  );
  const pairs: (readonly [Footprint, Footprint])[] = [];
  sorted.forEach((a, index) => {
    for (let at = index + 1; at < sorted.length; at += 1) {
      const b = sorted[at];
      if (b === undefined || b.xMeters >= a.xMeters + a.widthMeters) break;
      if (rectanglesOverlap(a, b)) pairs.push([a, b]);
    }
  });
  return pairs;
}

/**
 * What is wrong on the floor: racks that share ground, stand on an obstacle or outside the room, aisles that are too
 * narrow, and rows or single racks that blow their hot air at the fronts of others. Only said where the scenario has a
 * floor, apart from racks that are turned.
 */
export function floorProblems(context: PlanningContext): readonly Problem[] {
  const { scenario, catalogue, figures } = context;
  const { racks } = scenario;
  const isTurned = Object.values(racks).some(({ turned }) => turned);
  if (scenario.floor === undefined && !isTurned) return [];
  const floor = scenario.floor ?? {};
  const plan = floorPlanOf(scenario, catalogue.rackTypes);
  const nameOf = ({ rack }: Footprint): string => racks[rack]?.name ?? rack;
  const at = ({ rack }: Footprint) => ({ kind: 'rack', rack }) as const;
  const footprints = [...plan.footprints.values()];
  const least = figures.at(AISLE_PATH, 'm')?.typical;
  return [
    ...overlapsAmong(footprints).map(([a, b]) =>
      problem({
        severity: 'error',
        place: at(b),
        code: 'racks-overlap',
        params: { rack: nameOf(b), other: nameOf(a) },
      }),
    ),
    ...footprints.flatMap((footprint) =>
      (floor.obstacles ?? [])
        .filter((obstacle) => rectanglesOverlap(footprint, obstacle))
        .map(({ name }) =>
          problem({
            severity: 'error',
            place: at(footprint),
            code: 'rack-on-obstacle',
            params: { rack: nameOf(footprint), obstacle: name },
          }),
        ),
    ),
    ...footprints.flatMap((footprint) => {
      const { xMeters, yMeters, widthMeters, depthMeters } = footprint;
      const outside =
        xMeters + widthMeters > (floor.widthMeters ?? Number.POSITIVE_INFINITY) + 1e-6 ||
        yMeters + depthMeters > (floor.depthMeters ?? Number.POSITIVE_INFINITY) + 1e-6;
      return outside
        ? [
            problem({
              severity: 'error',
              place: at(footprint),
              code: 'rack-outside-room',
              params: { rack: nameOf(footprint) },
            }),
          ]
        : [];
    }),
    ...footprints
      .filter(({ againstRow }) => againstRow)
      .map((footprint) =>
        problem({
          severity: 'warning',
          place: at(footprint),
          code: 'rack-against-row',
          params: { rack: nameOf(footprint), row: rowName(footprint.row) },
        }),
      ),
    ...plan.aisles.flatMap(({ before, behind, kind, widthMeters }) => {
      const names = { before: rowName(before), behind: rowName(behind) };
      const mixed =
        kind === 'mixed'
          ? [problem({ severity: 'warning', place: { kind: 'site' }, code: 'aisle-mixed', params: names })]
          : [];
      if (least === undefined || widthMeters < 0 || widthMeters >= least - 1e-6) return mixed;
      const params = { ...names, width: metersText(widthMeters), least: metersText(least) };
      const measure = { demand: least, limit: widthMeters, unit: 'm' };
      return [
        ...mixed,
        problem({ severity: 'error', place: { kind: 'site' }, code: 'aisle-too-narrow', params, measure }),
      ];
    }),
  ];
}
