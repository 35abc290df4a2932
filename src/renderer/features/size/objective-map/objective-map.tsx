import { useMemo, useState } from 'react';
import { LineChart } from '#renderer/charts/line-chart';
import { Button } from '#renderer/components/button';
import { JobProgress } from '#renderer/components/job-progress';
import page from '#renderer/components/page.module.css';
import plain from '#renderer/components/plain-table.module.css';
import { Select } from '#renderer/components/select';
import { useCatalogue } from '#renderer/documents/hooks';
import { useFormats } from '#renderer/format/format';
import { refusalText } from '#renderer/i18n/refusal-text';
import { useMessage } from '#renderer/i18n/use-language';
import { cheapestAt, type ObjectiveColumn, turnsOf } from '#shared/sizing/price-map';
import type { SizingRequest } from '#shared/sizing/sizing';
import styles from './objective-map.module.css';
import {
  type MovablePrice,
  movablePrices,
  type ObjectiveAxis,
  type ObjectiveMap,
  useObjectiveMap,
} from './use-objective-map';

const ROWS = 9;
const SERIES = 8;
const MILLISECONDS = 1_000;

/** Prices in even steps of a factor, the highest first, as on the axis of the chart above. */
const pricesOf = ({ low, high }: MovablePrice): readonly number[] =>
  Array.from({ length: ROWS }, (_, row) => high * (low / high) ** (row / (ROWS - 1)));

interface PictureProps {
  readonly map: ObjectiveMap;
  readonly price: MovablePrice;
}

interface Words {
  readonly nameOf: (hardware: string) => string;
  readonly priceText: (amount: number) => string;
  readonly timeText: (seconds: number) => string;
}

function useWords({ currency }: MovablePrice): Words {
  const { accelerators } = useCatalogue();
  const formats = useFormats();
  return {
    nameOf: (hardware) => accelerators[hardware]?.name ?? hardware,
    priceText: (amount) => `${currency} ${formats.number(amount, amount < 100 ? 2 : 0)}`,
    timeText: (seconds) => `${formats.number(seconds * MILLISECONDS, 1)} ms`,
  };
}

/** The prices at which the cheapest fleet changes as curves over the objective, and the whole map as a table. */
function MapPicture({ map, price }: PictureProps) {
  const words = useWords(price);
  return (
    <>
      <TurningPrices map={map} price={price} words={words} />
      <MapTable map={map} price={price} words={words} />
    </>
  );
}

/** One curve for each pair of which one is cheapest below a price and the other above it. */
function TurningPrices({ map, price, words }: PictureProps & { readonly words: Words }) {
  const message = useMessage();
  const { columns, question } = map;
  const title = message('size:map.chart', { price: price.name });
  const curves = useMemo(() => {
    const byPair = new Map<string, { below: string; above: string; points: { x: number; y: number }[] }>();
    for (const column of columns)
      for (const { price: at, below, above } of turnsOf(column, question.price)) {
        const key = `${below} ${above}`;
        const curve = byPair.get(key) ?? { below, above, points: [] };
        curve.points.push({ x: column.seconds * MILLISECONDS, y: at });
        byPair.set(key, curve);
      }
    return [...byPair.values()];
  }, [columns, question.price]);
  if (curves.length === 0) return <p className={page.intro}>{message('size:map.noTurn')}</p>;
  const nameOf = ({ below, above }: { below: string; above: string }) =>
    message('size:map.curve', { below: words.nameOf(below), above: words.nameOf(above) });
  return (
    <LineChart
      title={title}
      summary={curves.map(nameOf).join('; ')}
      series={curves.map((curve, series) => ({ name: nameOf(curve), series, points: curve.points }))}
      x={{
        title: message(`size:map.axes.${question.axis}`),
        format: (value) => words.timeText(value / MILLISECONDS),
        logarithmic: true,
      }}
      y={{
        title: price.currency,
        format: words.priceText,
        logarithmic: true,
        min: price.low,
        max: price.high,
      }}
      heightPixels={240}
    />
  );
}

function MapTable({ map, price, words }: PictureProps & { readonly words: Words }) {
  const message = useMessage();
  const { columns, question } = map;
  const title = message('size:map.table', { price: price.name });
  const inks = inksOf(map);
  return (
    <div className={page.scroller} tabIndex={0} role="region" aria-label={title}>
      <table className={`${plain.table} ${styles.map}`}>
        <caption className={styles.caption}>{title}</caption>
        <thead>
          <tr>
            <th scope="col">{message(`size:map.axes.${question.axis}`)}</th>
            {columns.map(({ seconds }) => (
              <th key={seconds} scope="col">
                {words.timeText(seconds)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {pricesOf(price).map((amount) => (
            <tr key={amount}>
              <th scope="row">{words.priceText(amount)}</th>
              {columns.map((column) => (
                <Cell
                  key={column.seconds}
                  column={column}
                  amount={amount}
                  inks={inks}
                  map={map}
                  words={words}
                />
              ))}
            </tr>
          ))}
          <tr>
            <th scope="row">{message('size:map.turnsAt')}</th>
            {columns.map((column) => (
              <td key={column.seconds}>
                {turnsOf(column, question.price).map(({ price: at, above }) => (
                  <div key={at}>
                    {message('size:map.turn', { price: words.priceText(at), above: words.nameOf(above) })}
                  </div>
                ))}
              </td>
            ))}
          </tr>
        </tbody>
      </table>
    </div>
  );
}

/** The same ink for a hardware in every cell, in the order of the catalogue. */
function inksOf({ columns }: ObjectiveMap): ReadonlyMap<string, number> {
  const known = [
    ...new Set(columns.flatMap(({ outcomes }) => outcomes.map(({ outcome }) => outcome.hardware))),
  ];
  return new Map(known.map((hardware, index) => [hardware, (index % SERIES) + 1]));
}

interface CellProps {
  readonly column: ObjectiveColumn;
  readonly amount: number;
  readonly inks: ReadonlyMap<string, number>;
  readonly map: ObjectiveMap;
  readonly words: Words;
}

function Cell({ column, amount, inks, map: { question }, words }: CellProps) {
  const message = useMessage();
  const formats = useFormats();
  const cell = cheapestAt(column, amount, question.price);
  if (cell === undefined) return <td className={page.missing}>{message('size:map.nobody')}</td>;
  const { currency } = question.request.terms;
  const ink = `var(--series-${inks.get(cell.hardware) ?? SERIES})`;
  return (
    <td
      className={styles.cell}
      style={{
        borderInlineStartColor: ink,
        backgroundColor: `color-mix(in oklch, ${ink} 16%, var(--panel))`,
      }}
      title={
        cell.ahead === undefined
          ? undefined
          : message('size:map.ahead', { ratio: formats.number(cell.ahead) })
      }
    >
      {words.nameOf(cell.hardware)}
      <span className={styles.cost}>{formats.quantity(cell.total, currency).value}</span>
    </td>
  );
}

const axes = ['timePerOutputTokenSeconds', 'timeToFirstTokenSeconds'] as const;

/** Who is cheapest when the objective is tighter or looser and a price lower or higher. */
export function ObjectiveMapView({ request }: { readonly request: SizingRequest }) {
  const message = useMessage();
  const catalogue = useCatalogue();
  const { map, all, start, cancel } = useObjectiveMap();
  const given = axes.filter((axis) => request.objective[axis] !== undefined);
  const prices = movablePrices(catalogue, request.terms.currency);
  const [chosenAxis, chooseAxis] = useState<ObjectiveAxis>();
  const [chosenPath, choosePath] = useState<string>();
  const axis = given.find((each) => each === chosenAxis) ?? given[0];
  const price = prices.find(({ path }) => path === chosenPath) ?? prices[0];
  if (axis === undefined || price === undefined) return null;
  const shownPrice = map && prices.find(({ path }) => path === map.question.price.path);
  return (
    <section className={page.block} aria-label={message('size:map.title')}>
      <h3 className={page.subheading}>{message('size:map.title')}</h3>
      <p className={page.intro}>{message('size:map.intro')}</p>
      <div className={`${page.bar} ${styles.choices}`}>
        <Select
          label={message('size:map.objective')}
          value={axis}
          options={given.map((value) => ({ value, label: message(`size:map.axes.${value}`) }))}
          onChange={chooseAxis}
        />
        <Select
          label={message('size:map.price')}
          value={price.path}
          options={prices.map(({ path, name, currency }) => ({
            value: path,
            label: `${name} (${currency})`,
          }))}
          onChange={choosePath}
        />
        <Button onClick={() => start({ request, axis, price })}>{message('size:map.run')}</Button>
      </div>
      {map?.running && (
        <JobProgress
          label={message('size:map.running', { done: map.columns.length, all })}
          progress={map.columns.length / all}
          cancelLabel={message('size:cancel')}
          onCancel={cancel}
        />
      )}
      {map?.refusal && (
        <p role="alert" className={page.refusal}>
          {refusalText(map.refusal)}
        </p>
      )}
      {map && shownPrice && map.columns.length > 0 && <MapPicture map={map} price={shownPrice} />}
    </section>
  );
}
