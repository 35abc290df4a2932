import { IconButton } from '../../../components/button';
import { useFormats } from '../../../format/use-formats';
import { useMessage } from '../../../i18n/use-language';
import { DataTable, type DataColumn } from '../../../components/data-table';
import page from '../../../components/page.module.css';
import styles from '../performance.module.css';
import { useShown } from '../../../format/use-shown';
import { changeRun, removeRun, runsStore, type ServingRun } from './runs';

/** The kept runs: named, shown or not, removable, with what each came to. */
export function RunList({ runs }: { readonly runs: readonly ServingRun[] }) {
  const message = useMessage();
  const { number, percent } = useFormats();
  const shown = useShown();
  const columns: readonly DataColumn<ServingRun>[] = [
    {
      id: 'name',
      title: message('performance:serving.run'),
      value: ({ name }) => name,
      heads: true,
      shown: (run) => <RunName run={run} />,
    },
    {
      id: 'completed',
      title: message('performance:serving.completed'),
      value: ({ answer }) => answer.counts.completed,
      shown: ({ answer: { counts } }) =>
        message('performance:serving.counts', {
          completed: number(counts.completed, 0),
          arrived: number(counts.arrived, 0),
        }),
    },
    {
      id: 'throughput',
      title: message('performance:serving.throughput'),
      value: ({ answer }) => answer.outputTokensPerSecond,
      shown: ({ answer }) => number(answer.outputTokensPerSecond, 0),
    },
    {
      id: 'firstToken',
      title: 'TTFT p99',
      value: ({ answer }) => answer.timeToFirstTokenSeconds.p99,
      shown: ({ answer }) => shown(answer.timeToFirstTokenSeconds.p99, 's'),
    },
    {
      id: 'goodput',
      title: message('performance:serving.goodput'),
      value: ({ answer }) => answer.goodputRequestsPerSecond ?? null,
      shown: ({ answer: { goodputRequestsPerSecond: rate, objectiveMetShare: share } }) =>
        rate === undefined || share === undefined
          ? '–'
          : message('performance:serving.goodputValue', { rate: number(rate, 2), share: percent(share, 1) }),
    },
    {
      id: 'energy',
      title: message('performance:serving.energy'),
      value: ({ answer }) => answer.energyPerOutputTokenJoules ?? null,
      shown: ({ answer }) =>
        answer.energyPerOutputTokenJoules === undefined ? '–' : number(answer.energyPerOutputTokenJoules, 3),
    },
  ];
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
