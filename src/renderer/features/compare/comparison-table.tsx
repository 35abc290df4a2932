import { Fragment } from 'react';
import { classNames } from '#renderer/components/class-names';
import page from '#renderer/components/page.module.css';
import { RangeValue } from '#renderer/components/range-value';
import { useFormats } from '#renderer/format/format';
import { messageFor } from '#renderer/i18n/i18n';
import { useMessage } from '#renderer/i18n/use-language';
import type {
  Compared,
  ComparedCell,
  ComparedGroup,
  ComparedRow,
  Comparison,
} from '#shared/compare/comparison';
import styles from './compare.module.css';
import type { Arrange } from './compared-scenarios';
import { ColumnHead, RowHead } from './comparison-heads';

/** A group of figures, or those that the user pinned above all others. */
type RowGroup = ComparedGroup | 'pinned';

const groupOrder: readonly ComparedGroup[] = ['service', 'cost', 'performance', 'power', 'racks', 'hardware'];

interface GroupedRows {
  readonly group: RowGroup;
  readonly rows: readonly ComparedRow[];
}

interface Grouping {
  readonly onlyDifferences: boolean;
  /** Names of the pinned rows in their order; they show whether they differ or not. */
  readonly pinned?: readonly string[];
}

/** The rows to show, the pinned ones first, then group by group: all of them, or only those in which some scenario differs. */
export function groupedRows(
  rows: readonly ComparedRow[],
  { onlyDifferences, pinned = [] }: Grouping,
): readonly GroupedRows[] {
  const above = pinned.flatMap((name) => rows.find((row) => row.name === name) ?? []);
  const groups = groupOrder.map((group): GroupedRows => ({
    group,
    rows: rows.filter(
      (row) => row.group === group && !pinned.includes(row.name) && (row.differs || !onlyDifferences),
    ),
  }));
  return [{ group: 'pinned' as const, rows: above }, ...groups].filter(
    ({ rows: members }) => members.length > 0,
  );
}

interface ComparisonTableProps {
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
