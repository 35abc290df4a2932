import { IconButton } from '#renderer/components/button';
import { type DataColumn, DataTable } from '#renderer/components/data-table';
import page from '#renderer/components/page.module.css';
import styles from '#renderer/features/performance/performance.module.css';
import { useFormats, useShown } from '#renderer/format/format';
import { useMessage } from '#renderer/i18n/use-language';
import { changeRun, removeRun, runsStore, type ServingRun } from './runs';

/** A run by its colour and name: shown or not, renamed in place, removed. */
function RunName({ run }: { readonly run: ServingRun }) {
  const message = useMessage();
  const { id, name, shown, series } = run;
  return (
    <span className={styles.run}>
      <input
        type="checkbox"
        checked={shown}
        aria-label={message('performance:serving.shown', { name })}
        onChange={({ target }) =>
          runsStore.setState((state) => changeRun(state, id, { shown: target.checked }))
        }
      />
      <span className={styles.ink} style={{ backgroundColor: `var(--series-${series + 1})` }} aria-hidden />
      <input
        className={styles.runName}
        defaultValue={name}
        maxLength={120}
        aria-label={message('performance:serving.rename', { name })}
        onBlur={({ target }) => {
          const wanted = target.value.trim();
          if (wanted === '') target.value = name;
          else if (wanted !== name) runsStore.setState((state) => changeRun(state, id, { name: wanted }));
        }}
        onKeyDown={(event) => {
          if (event.key === 'Enter') event.currentTarget.blur();
          if (event.key === 'Escape') event.currentTarget.value = name;
        }}
      />
      <IconButton
        icon="close"
        label={message('performance:serving.removeRun', { name })}
        onClick={() => runsStore.setState((state) => removeRun(state, id))}
      />
    </span>
  );
}

type Answer = ServingRun['answer'];

/** What each run came to. What happened in no run, such as preemptions or travelling caches, has no column. */
function useRunColumns(runs: readonly ServingRun[]): readonly DataColumn<ServingRun>[] {
  const message = useMessage();
  const { number, percent } = useFormats();
  const shown = useShown();
  const column = (
    id: string,
    title: string,
    value: (answer: Answer) => number | undefined,
    text: (value: number, answer: Answer) => string,
  ): DataColumn<ServingRun> => ({
    id,
    title,
    value: ({ answer }) => value(answer) ?? null,
    shown: ({ answer }) => {
      const known = value(answer);
      return known === undefined ? '–' : <span className={styles.nowrap}>{text(known, answer)}</span>;
    },
  });
  const seconds = (value: number) => shown(value, 's');
  const whole = (value: number) => number(value, 0);
  const happened = (each: DataColumn<ServingRun>): readonly DataColumn<ServingRun>[] =>
    runs.some((run) => Number(each.value(run) ?? 0) > 0) ? [each] : [];
  return [
    {
      id: 'name',
      title: message('performance:serving.run'),
      value: ({ name }) => name,
      heads: true,
      shown: (run) => <RunName run={run} />,
    },
    column(
      'completed',
      message('performance:serving.completed'),
      ({ counts }) => counts.completed,
      (completed, { counts }) =>
        message('performance:serving.counts', {
          completed: whole(completed),
          arrived: whole(counts.arrived),
        }),
    ),
    column(
      'throughput',
      message('performance:serving.throughput'),
      ({ outputTokensPerSecond }) => outputTokensPerSecond,
      whole,
    ),
    column('firstToken', 'TTFT p99', ({ timeToFirstTokenSeconds }) => timeToFirstTokenSeconds.p99, seconds),
    column('perToken', 'TPOT p99', ({ timePerOutputTokenSeconds }) => timePerOutputTokenSeconds.p99, seconds),
    column(
      'goodput',
      message('performance:serving.goodput'),
      ({ goodputRequestsPerSecond }) => goodputRequestsPerSecond,
      (rate, { objectiveMetShare = 0 }) =>
        message('performance:serving.goodputValue', {
          rate: number(rate, 2),
          share: percent(objectiveMetShare, 1),
        }),
    ),
    ...happened(
      column(
        'prefixHits',
        message('performance:serving.prefixHits'),
        ({ prefixHitShare }) => prefixHitShare,
        (share) => percent(share, 1),
      ),
    ),
    ...happened(
      column(
        'transfer',
        message('performance:serving.transfer'),
        ({ cacheTransferSeconds }) => cacheTransferSeconds?.p99,
        seconds,
      ),
    ),
    ...(['rejected', 'preemptions', 'restarts', 'inFlight'] as const).flatMap((count) =>
      happened(column(count, message(`performance:serving.${count}`), ({ counts }) => counts[count], whole)),
    ),
    column(
      'power',
      message('performance:serving.power'),
      ({ serverPowerWatts }) => serverPowerWatts,
      (watts) => shown(watts, 'W'),
    ),
    column(
      'energy',
      message('performance:serving.energy'),
      ({ energyPerOutputTokenJoules }) => energyPerOutputTokenJoules,
      (joules) => number(joules, 3),
    ),
  ];
}

/** The kept runs: named, shown or not, removable, with what each came to. */
export function RunList({ runs }: { readonly runs: readonly ServingRun[] }) {
  const message = useMessage();
  const columns = useRunColumns(runs);
  return (
    <section className={page.block}>
      <DataTable
        title={message('performance:serving.runs')}
        fileName={message('performance:serving.fileName')}
        columns={columns}
        rows={runs}
        rowKey={({ id }) => String(id)}
        startsOpen
      />
    </section>
  );
}
