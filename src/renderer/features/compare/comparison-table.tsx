import { Fragment } from 'react';
import type { ComparedCell, ComparedRow, Comparison } from '#shared/compare';
import { classNames } from '../../components/class-names';
import page from '../../components/page.module.css';
import { RangeValue } from '../../components/range-value';
import { useFormats } from '../../format/use-formats';
import { messageFor } from '../../i18n/message';
import { useMessage } from '../../i18n/use-language';
import styles from './compare.module.css';
import { groupedRows } from './grouped-rows';

export interface ComparisonTableProps {
  readonly comparison: Comparison;
  readonly onlyDifferences: boolean;
}

/** Every compared figure, a column a scenario; against the first the others show their difference and share. */
export function ComparisonTable({ comparison, onlyDifferences }: ComparisonTableProps) {
  const message = useMessage();
  const { scenarios, baseline, rows } = comparison;
  return (
    <div className={page.scroller} tabIndex={0} role="region" aria-label={message('compare:table')}>
      <table className={styles.table}>
        <caption className={page.hidden}>{message('compare:table')}</caption>
        <thead>
          <tr>
            <th scope="col">{message('compare:figure')}</th>
            {scenarios.map(({ id, name }, index) => (
              <th key={id} scope="col" className={styles.number}>
                <span className={styles.swatch} data-series={(index % 8) + 1} aria-hidden />
                {name}
                {index === baseline && <span className={styles.mark}>{message('compare:baseline')}</span>}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {groupedRows(rows, { onlyDifferences }).map(({ group, rows: members }) => (
            <Fragment key={group}>
              <tr className={styles.group}>
                <th scope="colgroup" colSpan={scenarios.length + 1}>
                  {message(`compare:groups.${group}`)}
                </th>
              </tr>
              {members.map((row) => (
                <tr key={row.name}>
                  <th scope="row">{nameOf(row)}</th>
                  {row.cells.map((cell, index) => (
                    <td key={scenarios[index]?.id ?? index} className={styles.number}>
                      <Cell cell={cell} row={row} />
                    </td>
                  ))}
                </tr>
              ))}
            </Fragment>
          ))}
        </tbody>
      </table>
    </div>
  );
}

/** The row's name in the language of the screen. */
export const nameOf = (row: Pick<ComparedRow, 'name'>): string =>
  messageFor(`compare:rows.${row.name}`) ?? row.name;

function Cell({ cell, row }: { readonly cell: ComparedCell; readonly row: ComparedRow }) {
  const message = useMessage();
  const formats = useFormats();
  if (!cell.known) {
    return (
      <span className={styles.unknown} title={cell.because}>
        {message('compare:unknown')}
      </span>
    );
  }
  const { difference, share } = cell;
  return (
    <>
      <RangeValue range={cell} unit={row.unit} />
      {difference !== undefined && difference !== 0 && (
        <span className={classNames(styles.difference, verdictOf(row, difference))}>
          {signed(formats.quantity(difference, row.unit), difference)}
          {share !== undefined && ` (${formats.change(share)})`}
        </span>
      )}
    </>
  );
}

const signed = ({ value, unit }: { readonly value: string; readonly unit: string }, difference: number) =>
  `${difference > 0 ? '+' : ''}${value}${unit && ` ${unit}`}`;

function verdictOf({ better }: ComparedRow, difference: number): string | undefined {
  if (!better) return undefined;
  return (better === 'lower') === difference < 0 ? styles.better : styles.worse;
}
