import { useCallback, useMemo } from 'react';
import type { ComparedPoint, Comparison } from '#shared/compare';
import { raceOf } from '#shared/compare-front';
import { minorUnitsPerMajor } from '#shared/money';
import { LineChart } from '../../charts/line-chart';
import { DataTable, type DataColumn } from '../../components/data-table';
import page from '../../components/page.module.css';
import { useFormats } from '../../format/use-formats';
import { useMessage } from '../../i18n/use-language';
import { frontSeries } from './front-series';

/** Room for the names at the ends of lines, as a factor of the fastest pace. */
const ROOM = 2.5;

/** Cost per million tokens against the pace that a user sees: which fleet is the better buy at which speed. */
export function FrontView({ comparison }: { readonly comparison: Comparison }) {
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
