import { useCallback, useMemo } from 'react';
import { SwingBars } from '#renderer/charts/swing-bars';
import page from '#renderer/components/page.module.css';
import plain from '#renderer/components/plain-table.module.css';
import { useFormats } from '#renderer/format/format';
import { useMessage } from '#renderer/i18n/use-language';
import type { DrawnFleet, UncertaintyReport } from '#shared/uncertainty/uncertainty';
import { figureName, figureValue } from './figure-words';

/** What each figure alone would have to be for the verdict to turn. */
export function Turns({ report }: { readonly report: UncertaintyReport }) {
  const message = useMessage();
  const formats = useFormats();
  const [duel] = report.duels;
  if (duel === undefined) return null;
  const title = message('cost:chance.turns');
  const rows = duel.turns.flatMap((turn) => {
    const figure = report.figures.find(({ key }) => key === turn.key);
    return figure === undefined ? [] : [{ ...turn, figure }];
  });
  return (
    <section className={page.block}>
      <h2 className={page.heading}>{title}</h2>
      <p className={page.intro}>{message('cost:chance.turnsHint')}</p>
      <div className={page.scroller} tabIndex={0} role="region" aria-label={title}>
        <table className={plain.table}>
          <thead>
            <tr>
              <th scope="col">{message('cost:chance.figure')}</th>
              <th scope="col" className={plain.number}>
                {message('cost:chance.is')}
              </th>
              <th scope="col" className={plain.number}>
                {message('cost:chance.needed')}
              </th>
              <th scope="col" />
            </tr>
          </thead>
          <tbody>
            {rows.map(({ key, figure, typical, needed, withinRange }) => (
              <tr key={key}>
                <th scope="row">{figureName(figure, message)}</th>
                <td className={plain.number}>{figureValue(figure, typical, formats)}</td>
                <td className={plain.number}>
                  {needed === undefined ? '–' : figureValue(figure, needed, formats)}
                </td>
                <td className={page.quiet}>
                  {needed === undefined
                    ? message('cost:chance.never')
                    : message(withinRange ? 'cost:chance.within' : 'cost:chance.beyond')}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </section>
  );
}

const SHOWN = 10;

interface TornadoProps {
  readonly fleet: DrawnFleet;
  readonly report: UncertaintyReport;
  readonly unit: string;
}

/** How far each figure alone moves a fleet's total, the largest first, as bars and as a table. */
export function Tornado({ fleet, report, unit }: TornadoProps) {
  const message = useMessage();
  const formats = useFormats();
  const rows = useMemo(
    () =>
      fleet.tornado.slice(0, SHOWN).flatMap((swing) => {
        const figure = report.figures.find(({ key }) => key === swing.key);
        return figure === undefined ? [] : [{ ...swing, figure, name: figureName(figure, message) }];
      }),
    [fleet, report, message],
  );
  const text = useCallback((value: number) => formats.shown(value, unit), [formats, unit]);
  const typical = fleet.bands[report.metric]?.typical;
  if (rows.length === 0 || typical === undefined) return null;
  const title = message('cost:chance.tornado', { name: fleet.name });
  const summary = rows
    .map(({ name, atLow, atHigh }) => `${name}: ${text(atLow)} – ${text(atHigh)}`)
    .join('; ');
  return (
    <section className={page.block}>
      <SwingBars title={title} summary={summary} typical={typical} swings={rows} format={text} />
      <p className={page.intro}>{message('cost:chance.tornadoHint')}</p>
      <div className={page.scroller} tabIndex={0} role="region" aria-label={title}>
        <table className={plain.table}>
          <thead>
            <tr>
              <th scope="col">{message('cost:chance.figure')}</th>
              <th scope="col" className={plain.number}>
                {message('cost:chance.range')}
              </th>
              <th scope="col" className={plain.number}>
                {message('cost:chance.atLow')}
              </th>
              <th scope="col" className={plain.number}>
                {message('cost:chance.atHigh')}
              </th>
            </tr>
          </thead>
          <tbody>
            {rows.map(({ key, name, figure, atLow, atHigh }) => (
              <tr key={key}>
                <th scope="row">{name}</th>
                <td className={plain.number}>
                  {figureValue(figure, figure.low, formats)} – {figureValue(figure, figure.high, formats)}
                </td>
                <td className={plain.number}>{text(atLow)}</td>
                <td className={plain.number}>{text(atHigh)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </section>
  );
}
