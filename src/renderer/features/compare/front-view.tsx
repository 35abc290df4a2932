import { useCallback, useMemo, useState } from 'react';
import { useJob } from '#renderer/api/use-job';
import { LineChart } from '#renderer/charts/line-chart';
import type { LinePoint, LineSeries } from '#renderer/charts/line-chart-datasets';
import { Button } from '#renderer/components/button';
import { type DataColumn, DataTable } from '#renderer/components/data-table';
import { JobProgress } from '#renderer/components/job-progress';
import page from '#renderer/components/page.module.css';
import { useApi } from '#renderer/documents/hooks';
import { useFormats } from '#renderer/format/format';
import { refusalText } from '#renderer/i18n/refusal-text';
import { useMessage } from '#renderer/i18n/use-language';
import { type ComparedPoint, type Comparison, type Evidence, raceOf } from '#shared/compare/comparison';
import { minorUnitsPerMajor } from '#shared/money/money';
import type { Scenario } from '#shared/scenario/schema';

interface FrontNames {
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
function frontSeries(comparison: Comparison, names: FrontNames): readonly LineSeries[] {
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

/** Room for the names at the ends of lines, as a factor of the fastest pace. */
const ROOM = 2.5;

interface FrontViewProps {
  readonly comparison: Comparison;
  /** The documents behind it, in its order. */
  readonly scenarios: readonly Scenario[];
}

interface Simulated {
  readonly of: readonly Scenario[];
  readonly points: readonly ComparedPoint[];
}

/** Cost per million tokens against the pace that a user sees: which fleet is the better buy at which speed. */
export function FrontView({ comparison, scenarios: documents }: FrontViewProps) {
  const api = useApi();
  const [simulated, setSimulated] = useState<Simulated>();
  const run = useCallback(
    (asked: readonly Scenario[], control: Parameters<typeof api.simulateFleets>[1]) =>
      api.simulateFleets({ scenarios: [...asked], baseline: comparison.baseline }, control),
    [api, comparison.baseline],
  );
  const job = useJob(run, (points, of) => setSimulated({ of, points }));
  // Points of fleets that were edited since are no longer theirs.
  const points = simulated?.of === documents ? simulated.points : undefined;
  const all = useMemo(
    () => (points === undefined ? comparison : { ...comparison, points: [...comparison.points, ...points] }),
    [comparison, points],
  );
  const message = useMessage();
  return (
    <section className={page.block}>
      <div className={page.bar}>
        <Button onClick={() => job.start(documents)} disabled={job.state.kind === 'running'}>
          {message('compare:front.simulate')}
        </Button>
        {job.state.kind === 'running' && (
          <JobProgress
            label={message('compare:front.simulating')}
            progress={job.state.progress}
            cancelLabel={message('compare:chance.cancel')}
            onCancel={job.cancel}
          />
        )}
        {job.state.kind === 'refused' && <span role="alert">{refusalText(job.state.refusal)}</span>}
        {points !== undefined && (
          <span role="status">{message('compare:front.simulatedCount', { count: points.length })}</span>
        )}
      </div>
      <FrontPicture comparison={all} />
    </section>
  );
}

function FrontPicture({ comparison }: { readonly comparison: Comparison }) {
  const message = useMessage();
  const formats = useFormats();
  const { currency, points, scenarios } = comparison;
  const noteOf = useCallback(
    (point: ComparedPoint): string => {
      const parts = [
        message(`compare:front.${point.evidence}`),
        point.own ? message('compare:front.own') : '',
        point.batch === undefined
          ? ''
          : message('compare:front.batch', { batch: formats.number(point.batch) }),
        point.load === undefined
          ? ''
          : message(`compare:front.load.${point.load.of}`, {
              rate: formats.quantity(point.load.requestsPerSecond, '1/s').value,
            }),
        point.onFront ? '' : message('compare:front.dominated'),
        point.measuredCase ?? '',
      ];
      return parts.filter((part) => part !== '').join(', ');
    },
    [formats, message],
  );
  const series = useMemo(
    () =>
      frontSeries(comparison, {
        front: message('compare:front.front'),
        dominated: message('compare:front.dominated'),
        note: noteOf,
      }),
    [comparison, message, noteOf],
  );
  const axes = useMemo(() => {
    const per = minorUnitsPerMajor(currency);
    const paces = points.map(({ tokensPerSecondPerUser }) => tokensPerSecondPerUser);
    return {
      x: {
        title: message('compare:front.pace'),
        format: (value: number) => formats.quantity(value, '1').value,
        logarithmic: true,
        max: Math.max(...paces) * ROOM,
      },
      y: {
        title: message('compare:front.cost', { currency }),
        format: (value: number) => formats.quantity(value * per, currency).value,
        logarithmic: true,
      },
    };
  }, [formats, message, currency, points]);
  if (points.length === 0) return <p className={page.intro}>{message('compare:front.none')}</p>;
  const races = new Set(points.map(({ model, weightBits }) => `${model} ${weightBits}`));
  return (
    <section className={page.block}>
      <p className={page.intro}>{message('compare:front.intro')}</p>
      <LineChart
        title={message('compare:front.title')}
        summary={message('compare:front.summary', {
          count: points.length,
          front: points.filter(({ onFront }) => onFront).length,
        })}
        series={series}
        heightPixels={380}
        {...axes}
      />
      <ul className={page.note}>
        {held(comparison).map(({ scenario, low, high }) => (
          <li key={scenario}>
            {message(low === high ? 'compare:front.holdsAt' : 'compare:front.holds', {
              fleet: scenarios[scenario]?.name ?? '',
              low: formats.quantity(low, '1').value,
              high: formats.quantity(high, '1').value,
            })}
          </li>
        ))}
        <li>{message('compare:front.marks')}</li>
        {races.size > 1 && <li>{message('compare:front.races', { count: races.size })}</li>}
      </ul>
      <PointTable comparison={comparison} noteOf={noteOf} />
    </section>
  );
}

interface Held {
  readonly scenario: number;
  readonly low: number;
  readonly high: number;
}

/** Between which paces each fleet holds the front among estimates. */
function held({ points, scenarios }: Comparison): readonly Held[] {
  return scenarios.flatMap((_, scenario): Held[] => {
    const paces = points
      .filter((point) => point.scenario === scenario && point.onFront && point.evidence === 'estimated')
      .map(({ tokensPerSecondPerUser }) => tokensPerSecondPerUser);
    return paces.length === 0 ? [] : [{ scenario, low: Math.min(...paces), high: Math.max(...paces) }];
  });
}

interface PointTableProps {
  readonly comparison: Comparison;
  readonly noteOf: (point: ComparedPoint) => string;
}

interface Row {
  readonly key: string;
  readonly point: ComparedPoint;
}

/** Every point of the picture with its exact values. */
function PointTable({ comparison, noteOf }: PointTableProps) {
  const message = useMessage();
  const formats = useFormats();
  const { currency, points, scenarios } = comparison;
  const rows = useMemo(
    () => points.map((point, index): Row => ({ key: `${index} ${raceOf(point)}`, point })),
    [points],
  );
  const columns = useMemo<readonly DataColumn<Row>[]>(() => {
    const major = (value: number): number => value / minorUnitsPerMajor(currency);
    const cost = (id: 'low' | 'typical' | 'high', title: string): DataColumn<Row> => ({
      id,
      title,
      value: ({ point }) => major(point.perMillionTokens[id]),
      shown: ({ point }) => formats.quantity(point.perMillionTokens[id], currency).value,
    });
    return [
      {
        id: 'fleet',
        title: message('compare:front.fleet'),
        value: ({ point }) => scenarios[point.scenario]?.name ?? '',
        heads: true,
      },
      {
        id: 'deployment',
        title: message('compare:front.deployment'),
        value: ({ point }) => point.deployment,
      },
      { id: 'kind', title: message('compare:front.kind'), value: ({ point }) => noteOf(point) },
      {
        id: 'pace',
        title: message('compare:front.pace'),
        value: ({ point }) => point.tokensPerSecondPerUser,
        shown: ({ point }) => formats.quantity(point.tokensPerSecondPerUser, '1').value,
      },
      cost('typical', message('compare:front.cost', { currency })),
      cost('low', message('compare:front.low')),
      cost('high', message('compare:front.high')),
    ];
  }, [currency, formats, message, noteOf, scenarios]);
  return (
    <DataTable
      title={message('compare:front.table')}
      fileName={message('compare:front.table')}
      rows={rows}
      columns={columns}
      rowKey={({ key }) => key}
    />
  );
}
