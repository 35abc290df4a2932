import type { UncertaintyReport } from '#shared/uncertainty';
import page from '../../../components/page.module.css';
import plain from '../../../components/plain-table.module.css';
import { useFormats } from '../../../format/use-formats';
import { useMessage } from '../../../i18n/use-language';
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
