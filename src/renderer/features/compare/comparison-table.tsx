import { Fragment } from 'react';
import type { ComparedCell, ComparedRow, Comparison } from '#shared/compare';
import { classNames } from '../../components/class-names';
import page from '../../components/page.module.css';
import { RangeValue } from '../../components/range-value';
import type { Compared } from '#shared/compared';
import { useFormats } from '../../format/use-formats';
import { messageFor } from '../../i18n/message';
import { useMessage } from '../../i18n/use-language';
import { ColumnHead } from './column-head';
import styles from './compare.module.css';
import { groupedRows } from './grouped-rows';
import { RowHead } from './row-head';
import type { Arrange } from './use-compared';

export interface ComparisonTableProps {
  readonly comparison: Comparison;
  readonly onlyDifferences: boolean;
  readonly compared: Compared;
  readonly arrange: Arrange;
}

/** Widths that the style sheet gives the columns; pinned ones stand behind each other by them. */
const HEAD_PIXELS = 220;
const COLUMN_PIXELS = 190;

/** Every compared figure, a column a scenario; against the baseline the others show their difference and share. */
export function ComparisonTable({ comparison, onlyDifferences, compared, arrange }: ComparisonTableProps) {
  const message = useMessage();
  const { scenarios, baseline, rows } = comparison;
  const pinnedAt = (id: string): number | undefined => {
    const place = compared.pinnedScenarios
      .filter((each) => scenarios.some((scenario) => scenario.id === each))
      .indexOf(id);
    return place < 0 ? undefined : HEAD_PIXELS + place * COLUMN_PIXELS;
  };
  const groups = groupedRows(rows, { onlyDifferences, pinned: compared.pinnedRows });
  return (
    <div className={styles.scroller} tabIndex={0} role="region" aria-label={message('compare:table')}>
      <table className={styles.table}>
        <caption className={page.hidden}>{message('compare:table')}</caption>
        <thead>
          <tr>
            <th scope="col" className={styles.rowHead}>
              {message('compare:figure')}
            </th>
            {scenarios.map(({ id, name }, index) => (
              <ColumnHead
                key={id}
                id={id}
                name={name}
                index={index}
                isBaseline={index === baseline}
                pinnedAt={pinnedAt(id)}
                compared={compared}
                arrange={arrange}
              />
            ))}
          </tr>
        </thead>
        <tbody>
          {groups.map(({ group, rows: members }) => (
            <Fragment key={group}>
              <tr className={styles.group}>
                <th scope="colgroup" colSpan={scenarios.length + 1}>
                  {message(group === 'pinned' ? 'compare:pinned' : `compare:groups.${group}`)}
                </th>
              </tr>
              {members.map((row) => (
                <tr key={row.name}>
                  <RowHead row={row.name} name={nameOf(row)} compared={compared} arrange={arrange} />
                  {row.cells.map((cell, index) => {
                    const id = scenarios[index]?.id ?? '';
                    const at = pinnedAt(id);
                    return (
                      <td
                        key={id}
                        className={classNames(styles.number, at !== undefined && styles.pinnedColumn)}
                        style={at === undefined ? undefined : { insetInlineStart: at }}
                      >
                        <Cell cell={cell} row={row} />
                      </td>
                    );
                  })}
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
      <span
        className={styles.unknown}
        title={messageFor(`compare:unknownBecause.${cell.because}`) ?? cell.because}
      >
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
