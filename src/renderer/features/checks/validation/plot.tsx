import { useCallback, useMemo, useState } from 'react';
import { validatedFigures, type ValidatedFigure, type ValidationRow } from '#shared/validation/validation';
import { MeasuredAgainstPredicted, type ComparedPoint } from '#renderer/charts/measured-against-predicted';
import page from '#renderer/components/page.module.css';
import { Select } from '#renderer/components/select';
import { useFormats, useShown } from '#renderer/format/format';
import { useMessage } from '#renderer/i18n/use-language';
import styles from '#renderer/features/checks/checks.module.css';

const units: Readonly<Record<ValidatedFigure, string>> = {
  timeToFirstTokenSeconds: 's',
  interTokenLatencySeconds: 's',
  requestLatencySeconds: 's',
  outputTokensPerSecond: 'token/s',
  outputTokensPerSecondPerUser: 'token/s',
  acceleratorPowerWatts: 'W',
  serverPowerWatts: 'W',
};

const SERIES = 8;

/** Measured against predicted for one figure of the rows, a colour for each engine, with the line where both agree. */
export function Plot({ rows }: { readonly rows: readonly ValidationRow[] }) {
  const message = useMessage();
  const { change } = useFormats();
  const shown = useShown();
  const [wanted, setWanted] = useState<ValidatedFigure>('outputTokensPerSecond');
  const { known, figure, points, keys } = useMemo(() => drawn(rows, wanted, change), [rows, wanted, change]);
  const axes = useMemo(
    () => ({
      measured: message('checks:validation.measured'),
      predicted: message('checks:validation.predicted'),
    }),
    [message],
  );
  const unit = figure === undefined ? '' : units[figure];
  const format = useCallback((value: number) => shown(value, unit), [shown, unit]);
  if (figure === undefined) return null;
  const title = message(`checks:validation.figures.${figure}`);
  return (
    <section className={page.block}>
      <div className={page.bar}>
        <h3 className={page.heading}>{message('checks:validation.picture')}</h3>
        <span className={page.spring} />
        <Select
          label={message('checks:figure')}
          value={figure}
          options={known.map((value) => ({ value, label: message(`checks:validation.figures.${value}`) }))}
          onChange={setWanted}
        />
      </div>
      <ul className={styles.keys}>
        {keys.map(({ name, series }) => (
          <li key={name}>
            <span
              className={styles.ink}
              style={{ backgroundColor: `var(--series-${series + 1})` }}
              aria-hidden
            />
            {name}
          </li>
        ))}
      </ul>
      <MeasuredAgainstPredicted
        title={title}
        summary={message('checks:validation.plot', { figure: title, count: points.length })}
        points={points}
        keys={keys}
        axes={axes}
        format={format}
      />
    </section>
  );
}

interface Drawn {
  /** The figures that the rows have predictions of. */
  readonly known: readonly ValidatedFigure[];
  /** The one shown: that which is wanted, or the first there is. */
  readonly figure: ValidatedFigure | undefined;
  readonly points: readonly ComparedPoint[];
  readonly keys: readonly { readonly name: string; readonly series: number }[];
}

/** The points of one figure, each in the colour of its engine; an engine keeps its colour whichever figure is shown. */
function drawn(
  rows: readonly ValidationRow[],
  wanted: ValidatedFigure,
  change: (fraction: number) => string,
): Drawn {
  const known = validatedFigures.filter((each) =>
    rows.some((row) => row.figure === each && row.predicted !== undefined),
  );
  const figure = known.includes(wanted) ? wanted : known[0];
  const engines = [...new Set(rows.map(({ engine }) => engine))].toSorted();
  const seriesOf = (engine: string): number => engines.indexOf(engine) % SERIES;
  const points = rows.flatMap((row) => {
    const { id, engine, measured, predicted, error } = row;
    if (row.figure !== figure || predicted === undefined) return [];
    const name = error === undefined ? id : `${id} (${change(error)})`;
    return [{ name, measured, predicted, series: seriesOf(engine) }];
  });
  const shown = engines.filter((engine) =>
    rows.some((row) => row.engine === engine && row.figure === figure),
  );
  return { known, figure, points, keys: shown.map((name) => ({ name, series: seriesOf(name) })) };
}
