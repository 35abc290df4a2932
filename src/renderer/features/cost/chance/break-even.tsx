import { useEffect, useMemo, useState } from 'react';
import { LineChart } from '#renderer/charts/line-chart';
import page from '#renderer/components/page.module.css';
import plain from '#renderer/components/plain-table.module.css';
import { Select } from '#renderer/components/select';
import { useApi } from '#renderer/documents/hooks';
import styles from '#renderer/features/cost/cost.module.css';
import { useFormats } from '#renderer/format/format';
import { refusalText } from '#renderer/i18n/refusal-text';
import { useMessage } from '#renderer/i18n/use-language';
import type { Answer } from '#shared/api/contract';
import type { Scenario } from '#shared/scenario/schema';
import type { BreakEvenMap, UncertainFigure, UncertaintyReport } from '#shared/uncertainty/uncertainty';
import { figureName, figureValue } from './figure-words';

interface BreakEvenCurveProps {
  readonly map: BreakEvenMap;
  readonly fleet: string;
}

/** The curve along which both fleets cost the same; the last column of the map is its table. */
function BreakEvenCurve({ map, fleet }: BreakEvenCurveProps) {
  const message = useMessage();
  const formats = useFormats();
  const { along, across, breakEven } = map;
  const points = useMemo(
    () =>
      breakEven.flatMap((needed, index) => {
        const value = across.values[index];
        return needed === null || value === undefined ? [] : [{ x: value, y: needed }];
      }),
    [breakEven, across],
  );
  const [alongName, acrossName] = [figureName(along.figure, message), figureName(across.figure, message)];
  const axes = useMemo(
    () => ({
      x: { title: acrossName, format: (value: number) => figureValue(across.figure, value, formats) },
      y: { title: alongName, format: (value: number) => figureValue(along.figure, value, formats) },
    }),
    [acrossName, alongName, across.figure, along.figure, formats],
  );
  const name = message('cost:chance.curve');
  const series = useMemo(() => [{ name, series: 2, points }], [name, points]);
  if (points.length < 2) return null;
  return (
    <LineChart
      title={name}
      summary={message('cost:chance.curveSummary', { fleet, along: alongName, across: acrossName })}
      series={series}
      heightPixels={200}
      {...axes}
    />
  );
}

const STEPS = 9;
const UTILISATION = 'finance/utilisation';
/** Ratios this close to one count as even on the map. */
const EVEN = 0.03;

interface BreakEvenProps {
  readonly report: UncertaintyReport;
  readonly scenarios: readonly Scenario[];
}

/** Price by utilisation, or any two figures: where both fleets cost the same, as a map that is its own table. */
export function BreakEven({ report, scenarios }: BreakEvenProps) {
  const message = useMessage();
  const moving = report.duels[0]?.turns.map(({ key }) => key) ?? [];
  const figures = report.figures.filter(({ key }) => moving.includes(key) || key === UTILISATION);
  const [along, setAlong] = useState<string>();
  const [across, setAcross] = useState<string>();
  const shownAlong = figures.find(({ key }) => key === along) ?? defaultAlong(figures);
  const shownAcross =
    figures.find(({ key }) => key === across) ??
    figures.find(({ key }) => key === UTILISATION && key !== shownAlong?.key);
  const map = useMap({ report, scenarios, along: shownAlong?.key, across: shownAcross?.key });
  if (report.duels.length === 0) {
    return (
      <section className={page.block}>
        <h2 className={page.heading}>{message('cost:chance.map')}</h2>
        <p className={page.intro}>{message('cost:chance.mapEmpty')}</p>
      </section>
    );
  }
  const options = figures.map((figure) => ({ value: figure.key, label: figureName(figure, message) }));
  return (
    <section className={page.block}>
      <h2 className={page.heading}>{message('cost:chance.map')}</h2>
      <div className={styles.bar}>
        <Select
          label={message('cost:chance.along')}
          value={shownAlong?.key ?? ''}
          options={options}
          onChange={setAlong}
        />
        <Select
          label={message('cost:chance.across')}
          value={shownAcross?.key ?? ''}
          options={options}
          onChange={setAcross}
        />
      </div>
      {map && !map.ok && <p role="alert">{refusalText(map.error)}</p>}
      {map?.ok && <MapTable map={map.value} report={report} />}
    </section>
  );
}

const defaultAlong = (figures: readonly UncertainFigure[]): UncertainFigure | undefined =>
  figures.find(({ kind, low, high }) => kind === 'price' && low < high) ??
  figures.find(({ kind }) => kind === 'price');

interface MapQuestion extends BreakEvenProps {
  readonly along: string | undefined;
  readonly across: string | undefined;
}

function useMap({ report, scenarios, along, across }: MapQuestion): Answer<BreakEvenMap> | undefined {
  const api = useApi();
  const [map, setMap] = useState<Answer<BreakEvenMap>>();
  const { metric } = report;
  useEffect(() => {
    if (scenarios.length !== 2 || along === undefined || across === undefined || along === across)
      return undefined;
    let current = true;
    void api
      .breakEven({ scenarios: [...scenarios], metric, along, across, steps: STEPS })
      .then((answer) => current && setMap(answer));
    return () => {
      current = false;
    };
  }, [api, scenarios, metric, along, across]);
  return map;
}

const sideOf = (ratio: number): string => {
  if (Math.abs(ratio - 1) < EVEN) return 'even';
  return ratio < 1 ? 'lower' : 'higher';
};

function MapTable({ map, report }: { readonly map: BreakEvenMap; readonly report: UncertaintyReport }) {
  const message = useMessage();
  const formats = useFormats();
  const { along, across, ratios, breakEven } = map;
  const [a, b] = [report.fleets[0]?.name ?? '', report.fleets[1]?.name ?? ''];
  const title = message('cost:chance.map');
  return (
    <>
      <p className={page.intro}>
        {message('cost:chance.mapHint', { a, b, figure: figureName(along.figure, message) })}
      </p>
      <BreakEvenCurve map={map} fleet={a} />
      <div className={page.scroller} tabIndex={0} role="region" aria-label={title}>
        <table className={`${plain.table} ${styles.map}`}>
          <thead>
            <tr>
              <th scope="col">{figureName(across.figure, message)}</th>
              {along.values.map((value) => (
                <th key={value} scope="col" className={plain.number}>
                  {figureValue(along.figure, value, formats)}
                </th>
              ))}
              <th scope="col" className={plain.number}>
                {message('cost:chance.breakEven')}
              </th>
            </tr>
          </thead>
          <tbody>
            {ratios.map((row, index) => {
              const even = breakEven[index];
              return (
                <tr key={across.values[index]}>
                  <th scope="row">{figureValue(across.figure, across.values[index] ?? 0, formats)}</th>
                  {row.map((ratio, place) => (
                    <td key={along.values[place]} data-side={sideOf(ratio)}>
                      {formats.number(ratio)}
                    </td>
                  ))}
                  <td className={plain.number}>
                    {typeof even === 'number'
                      ? figureValue(along.figure, even, formats)
                      : message('cost:chance.noBreakEven')}
                  </td>
                </tr>
              );
            })}
          </tbody>
        </table>
      </div>
    </>
  );
}
