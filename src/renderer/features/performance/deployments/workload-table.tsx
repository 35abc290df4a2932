import type { Workload } from '#shared/scenario/schema';
import { Button } from '#renderer/components/button';
import page from '#renderer/components/page.module.css';
import { Table, type Column } from '#renderer/components/table';
import { useCatalogue, useCommands, useScenario, useVerdicts } from '#renderer/documents/hooks';
import { useFormats } from '#renderer/format/format';
import { useVerdictText } from '#renderer/format/use-verdict-text';
import { useMessage } from '#renderer/i18n/use-language';
import styles from '#renderer/features/performance/performance.module.css';
import { usePicking } from './view-state';
import { addWorkload, duplicateWorkload, removeWorkload } from './edits';
import { copyOfWorkload, newWorkload } from './new-deployment';
import { useActionsColumn, useNameColumn } from './table-columns';

/** The workloads that deployments serve. */
export function WorkloadTable() {
  const message = useMessage();
  const catalogue = useCatalogue();
  const dispatch = useCommands();
  const { number, shown } = useFormats();
  const { subject, pick } = usePicking();
  const { verdicts } = useVerdicts();
  const said = useVerdictText();
  const scenario = useScenario((open) => open);
  const workloads = Object.values(scenario.workloads);
  const seconds = (value: number | undefined): string =>
    value === undefined ? message('performance:fleet.none') : shown(value, 's');
  const add = () => {
    const model = Object.values(scenario.deployments)[0]?.estimate.model ?? 'llama-3.1-8b';
    const called = `${message('performance:workload')} ${workloads.length + 1}`;
    const workload = newWorkload(scenario, { model, name: called });
    if (dispatch(addWorkload(workload)).ok) pick('workload', workload.id);
  };
  const name = useNameColumn<Workload>(({ id }) => pick('workload', id));
  const actions = useActionsColumn<Workload>({
    duplicate: (workload, copyName) => {
      const copy = copyOfWorkload(scenario, workload, copyName);
      if (dispatch(duplicateWorkload(copy, workload)).ok) pick('workload', copy.id);
    },
    remove: (workload) => dispatch(removeWorkload(workload)),
  });
  const columns: readonly Column<Workload>[] = [
    name,
    {
      id: 'model',
      title: message('performance:fleet.model'),
      cell: ({ model }) => catalogue.models[model]?.name ?? model,
    },
    {
      id: 'rate',
      title: message('performance:fleet.rate'),
      numeric: true,
      cell: ({ requestsPerSecond }) => number(requestsPerSecond),
      sortBy: ({ requestsPerSecond }) => requestsPerSecond,
    },
    {
      id: 'lengths',
      title: message('performance:fleet.lengths'),
      numeric: true,
      cell: ({ inputTokens, outputTokens }) => `${number(inputTokens, 0)} → ${number(outputTokens, 0)}`,
    },
    {
      id: 'objective',
      title: message('performance:fleet.objective'),
      cell: ({ objective }) =>
        objective
          ? message('performance:fleet.objectiveText', {
              first: seconds(objective.timeToFirstTokenSeconds),
              token: seconds(objective.timePerOutputTokenSeconds),
              percentile: objective.percentile,
            })
          : message('performance:fleet.none'),
    },
    {
      id: 'service',
      title: message('service:title'),
      cell: ({ id }) => {
        const verdict = verdicts?.find(({ need }) => need === id);
        return verdict === undefined ? message('service:pending') : said(verdict);
      },
    },
    actions,
  ];
  return (
    <section className={page.block}>
      <div className={styles.bar}>
        <h2 className={page.heading}>{message('performance:fleet.workloads')}</h2>
        <span className={page.spring} />
        <Button icon="plus" onClick={add}>
          {message('performance:fleet.addWorkload')}
        </Button>
      </div>
      {workloads.length === 0 ? (
        <p className={page.intro}>{message('performance:fleet.noWorkloads')}</p>
      ) : (
        <Table
          caption={message('performance:fleet.workloads')}
          columns={columns}
          rows={workloads}
          rowKey={({ id }) => id}
          rowClass={({ id }) =>
            subject?.kind === 'workload' && subject.workload.id === id ? styles.picked : styles.row
          }
        />
      )}
    </section>
  );
}
