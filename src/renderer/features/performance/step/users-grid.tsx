import { useCallback, useMemo, useState } from 'react';
import { useNewest } from '#renderer/api/use-newest';
import { type DataColumn, DataTable } from '#renderer/components/data-table';
import page from '#renderer/components/page.module.css';
import { Select } from '#renderer/components/select';
import { useApi } from '#renderer/documents/hooks';
import { changedEstimate, type Estimate } from '#renderer/features/performance/deployments/edits';
import { useFigureSettings } from '#renderer/features/performance/deployments/use-figure-settings';
import styles from '#renderer/features/performance/performance.module.css';
import { useFormats } from '#renderer/format/format';
import { refusalText } from '#renderer/i18n/refusal-text';
import { useMessage } from '#renderer/i18n/use-language';
import type { EstimateCase } from '#shared/estimate/case';
import type { EstimateResult } from '#shared/estimate/result';
import type { LpuReport } from '#shared/performance/report';
import type { Refusal } from '#shared/refusal/refusal';
import type { Deployment } from '#shared/scenario/schema';

const gridContexts = [512, 1024, 2048, 4096, 8192, 16_384, 32_768] as const;
const chipShares = [0.5, 0.75, 1, 1.5, 2, 3, 4] as const;
const CHIPS_PER_NODE = 8;

/** Fleets around the one there is, in whole nodes: half of it to four times as many chips. */
export const gridChips = (chips: number): readonly number[] => [
  ...new Set(
    chipShares.map((share) =>
      share === 1 ? chips : Math.max(1, Math.round((chips * share) / CHIPS_PER_NODE)) * CHIPS_PER_NODE,
    ),
  ),
];

interface GridCell {
  readonly chips: number;
  readonly context: number;
  /** Absent where it does not fit. */
  readonly users?: number;
  readonly speed?: number;
  readonly total?: number;
  readonly refusal?: Refusal;
}

/** A case for each number of chips in one pipeline and each context, as full as it gets; prompts and answers share a context evenly. */
export const gridCases = (estimate: Estimate, chips: readonly number[]): readonly EstimateCase[] => {
  const rest = changedEstimate(estimate, {
    batch: undefined,
    tensorParallel: undefined,
    pipelineParallel: undefined,
    requestsPerSecond: undefined,
  });
  return chips.flatMap((devices) =>
    gridContexts.map((context) => ({
      ...rest,
      id: `${devices}#${context}`,
      devices,
      mode: 'in-flight' as const,
      input: context / 2,
      output: context / 2,
    })),
  );
};

export const gridCells = (results: readonly EstimateResult[]): readonly GridCell[] =>
  results.map((result) => {
    const [chips = 0, context = 0] = result.id.split('#').map(Number);
    if ('error' in result) return { chips, context, refusal: result.error };
    if (!result.fits) return { chips, context, refusal: result.refusal };
    return {
      chips,
      context,
      users: result.concurrency,
      speed: result.outputTokensPerSecondPerUser,
      total: result.outputTokensPerSecond,
    };
  });

const figures = ['users', 'speed', 'total'] as const;
type Figure = (typeof figures)[number];

interface UsersGridProps {
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
