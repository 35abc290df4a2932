import type { DataColumn } from '../../../components/data-table';
import { useFormats } from '../../../format/use-formats';
import { useShown } from '../../../format/use-shown';
import { useMessage } from '../../../i18n/use-language';
import styles from '../performance.module.css';
import { RunName } from './run-name';
import type { ServingRun } from './runs';

type Answer = ServingRun['answer'];

/** What each run came to. What happened in no run, such as preemptions or travelling caches, has no column. */
export function useRunColumns(runs: readonly ServingRun[]): readonly DataColumn<ServingRun>[] {
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
