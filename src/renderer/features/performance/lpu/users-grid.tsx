import { useCallback, useMemo, useState } from 'react';
import type { EstimateCase } from '#shared/estimate/case';
import type { LpuReport } from '#shared/performance/report';
import type { Deployment } from '#shared/scenario/schema';
import { Select } from '../../../components/select';
import { useApi } from '../../../documents/hooks';
import { useFormats } from '../../../format/use-formats';
import { refusalText } from '../../../i18n/refusal-text';
import { useMessage } from '../../../i18n/use-language';
import { DataTable, type DataColumn } from '../../../components/data-table';
import page from '../../../components/page.module.css';
import styles from '../performance.module.css';
import { useFigureSettings } from '../use-figures';
import { useNewest } from '../../../api/use-newest';
import { gridCases, gridCells, gridChips, gridContexts, type GridCell } from './users-cases';

const figures = ['users', 'speed', 'total'] as const;
type Figure = (typeof figures)[number];

export interface UsersGridProps {
  readonly deployment: Deployment;
  readonly split: LpuReport['split'];
}

const RAMP_STEPS = 6;

/** Chips down, context across: users that fit, their speed, or what all of them get, as a heat map that is its own table. */
export function UsersGrid({ deployment, split }: UsersGridProps) {
  const api = useApi();
  const message = useMessage();
  const { number } = useFormats();
  const settings = useFigureSettings();
  const [figure, setFigure] = useState<Figure>('users');
  const replica = split.tensor * split.pipeline;
  const chips = useMemo(() => gridChips(replica), [replica]);
  const cases = useMemo(() => gridCases(deployment.estimate, chips), [deployment, chips]);
  const ask = useCallback(
    (asked: readonly EstimateCase[]) => api.estimate({ cases: [...asked], figures: settings }),
    [api, settings],
  );
  const { answered } = useNewest(cases, ask);
  const cells = useMemo(() => (answered ? gridCells(answered.output) : []), [answered]);
  const most = Math.max(...cells.map((cell) => cell[figure] ?? 0), 1);
  const columns: readonly DataColumn<GridCell>[] = [
    { id: 'chips', title: message('performance:users.chips'), value: (cell) => cell.chips, heads: true },
    {
      id: 'context',
      title: message('performance:users.column', { tokens: '' }).trim(),
      value: (cell) => cell.context,
    },
    ...figures.map((id): DataColumn<GridCell> => ({
      id,
      title: message(`performance:users.${id}`),
      value: (cell) => cell[id] ?? null,
      shown: (cell) =>
        cell[id] === undefined ? message('performance:users.no') : number(cell[id], id === 'users' ? 0 : 1),
    })),
  ];
  return (
    <section className={page.block}>
      <div className={styles.bar}>
        <div className={page.spring}>
          <h2 className={page.heading}>{message('performance:users.heading')}</h2>
          <p className={page.intro}>{message('performance:users.intro')}</p>
        </div>
        <Select
          label={message('performance:users.what')}
          value={figure}
          options={figures.map((value) => ({ value, label: message(`performance:users.${value}`) }))}
          onChange={setFigure}
        />
      </div>
      <div
        className={styles.gridScroll}
        tabIndex={0}
        role="region"
        aria-label={message('performance:users.heading')}
      >
        <table className={styles.grid}>
          <thead>
            <tr>
              <th scope="col">{message('performance:users.chips')}</th>
              {gridContexts.map((tokens) => (
                <th key={tokens} scope="col">
                  {message('performance:users.context', { tokens: number(tokens, 0) })}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {chips.map((count) => (
              <tr key={count}>
                <th scope="row" className={count === replica ? styles.own : undefined}>
                  {number(count, 0)}
                </th>
                {gridContexts.map((context) => {
                  const cell = cells.find((each) => each.chips === count && each.context === context);
                  return <Cell key={context} cell={cell} value={cell?.[figure]} most={most} />;
                })}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      <DataTable
        title={message('performance:users.table')}
        fileName={message('performance:users.fileName')}
        columns={columns}
        rows={cells}
        rowKey={(cell) => `${cell.chips} ${cell.context}`}
      />
    </section>
  );
}

interface CellProps {
  readonly cell: GridCell | undefined;
  readonly value: number | undefined;
  readonly most: number;
}

function Cell({ cell, value, most }: CellProps) {
  const message = useMessage();
  const { number } = useFormats();
  if (!cell) return <td />;
  if (value === undefined) {
    return (
      <td className={styles.none} title={cell.refusal && refusalText(cell.refusal)}>
        {message('performance:users.no')}
      </td>
    );
  }
  const heat = Math.min(RAMP_STEPS, 1 + Math.floor((value / most) * RAMP_STEPS));
  const title = message('performance:users.cell', {
    users: number(cell.users ?? 0, 0),
    speed: number(cell.speed ?? 0, 0),
  });
  return (
    <td data-heat={heat} title={title}>
      {number(value, 0)}
    </td>
  );
}
