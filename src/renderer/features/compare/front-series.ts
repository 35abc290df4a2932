import type { ComparedPoint, Comparison, Evidence } from '#shared/compare';
import { raceOf } from '#shared/compare-front';
import { minorUnitsPerMajor } from '#shared/money';
import type { LinePoint, LineSeries } from '../../charts/line-chart-datasets';

export interface FrontNames {
  readonly front: string;
  readonly dominated: string;
  readonly note: (point: ComparedPoint) => string;
}

const looks: Readonly<Record<Evidence, 'points' | 'simulated' | 'hollow'>> = {
  estimated: 'points',
  simulated: 'simulated',
  measured: 'hollow',
};

/**
 * The picture of cost against speed: a thin line a fleet through its batches, its points on the front in its colour and the
 * dominated ones grey, the deployment as it stands larger, and the fronts behind.
 */
export function frontSeries(comparison: Comparison, names: FrontNames): readonly LineSeries[] {
  const { points, scenarios, currency } = comparison;
  const major = minorUnitsPerMajor(currency);
  const placed = (point: ComparedPoint): LinePoint => ({
    x: point.tokensPerSecondPerUser,
    y: point.perMillionTokens.typical / major,
    note: names.note(point),
  });
  const byPace = (some: readonly ComparedPoint[]) =>
    some.toSorted((a, b) => a.tokensPerSecondPerUser - b.tokensPerSecondPerUser).map(placed);
  const races = [...new Set(points.map(raceOf))];
  const fronts = races.flatMap((race): LineSeries[] => {
    const front = points.filter((point) => point.onFront && raceOf(point) === race);
    return front.length < 2
      ? []
      : [{ name: names.front, look: 'front', labelled: false, points: byPace(front) }];
  });
  const fleets = scenarios.flatMap(({ name }, index): LineSeries[] => {
    const mine = points.filter(({ scenario }) => scenario === index);
    const deployments = [...new Set(mine.map(({ deployment }) => deployment))];
    const curves = deployments.map((deployment): LineSeries => ({
      name,
      series: index,
      look: 'plain',
      labelled: deployment === deployments[0],
      points: byPace(mine.filter((each) => each.evidence === 'estimated' && each.deployment === deployment)),
    }));
    const marks = (['estimated', 'simulated', 'measured'] as const).flatMap((evidence): LineSeries[] => {
      const some = mine.filter((point) => point.evidence === evidence);
      const part = (
        chosen: readonly ComparedPoint[],
        series: Omit<LineSeries, 'name' | 'points'>,
      ): LineSeries[] =>
        chosen.length === 0 ? [] : [{ name, labelled: false, ...series, points: byPace(chosen) }];
      return [
        ...part(
          some.filter(({ onFront, own }) => onFront && !own),
          { series: index, look: looks[evidence] },
        ),
        ...part(
          some.filter(({ onFront, own }) => !onFront && !own),
          { look: evidence === 'estimated' ? 'faint' : looks[evidence] },
        ),
        ...part(
          some.filter(({ own }) => own),
          { series: index, look: evidence === 'estimated' ? 'own' : looks[evidence] },
        ),
      ];
    });
    return [...curves, ...marks];
  });
  return [...fronts, ...fleets];
}
