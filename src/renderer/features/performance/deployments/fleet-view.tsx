import type { WirePlan } from '#shared/plan/plan';
import type { Deployment, Workload } from '#shared/scenario/schema';
import { Button } from '../../../components/button';
import { Menu } from '../../../components/menu';
import page from '../../../components/page.module.css';
import { Table, type Column } from '../../../components/table';
import { useCatalogue, useCommands, usePlan, useScenario } from '../../../documents/hooks';
import { useFormats } from '../../../format/use-formats';
import { refusalText } from '../../../i18n/refusal-text';
import { useMessage } from '../../../i18n/use-language';
import styles from '../performance.module.css';
import { usePicking } from '../view-state';
import {
  addDeployment,
  addWorkload,
  duplicateDeployment,
  duplicateWorkload,
  removeDeployment,
  removeWorkload,
} from './edits';
import { copyOfDeployment, copyOfWorkload, newDeployment, newWorkload } from './new-deployment';

type Planned = WirePlan['deployments'][number];

/** All deployments with what is predicted of them, and the workloads that they serve. */
export function FleetView() {
  return (
    <div className={styles.view}>
      <Deployments />
      <Workloads />
    </div>
  );
}

function Deployments() {
  const message = useMessage();
  const catalogue = useCatalogue();
  const dispatch = useCommands();
  const { deployment: shown, subject, pick } = usePicking();
  const scenario = useScenario((open) => open);
  const planned = usePlan((plan) => plan.deployments);
  const columns = useDeploymentColumns(planned);
  const add = (deployment: Deployment) => {
    if (dispatch(addDeployment(deployment)).ok) pick('deployment', deployment.id);
  };
  const actions: Column<Deployment> = {
    id: 'actions',
    title: <span className={page.hidden}>{message('performance:fleet.actions')}</span>,
    cell: (deployment) => (
      <Menu
        label={message('performance:fleet.actionsOf', { name: deployment.name })}
        items={[
          {
            id: 'duplicate',
            label: message('performance:form.duplicate'),
            onSelect: () => {
              const name = message('performance:copyOf', { name: deployment.name });
              const copy = copyOfDeployment(scenario, deployment, name);
              if (dispatch(duplicateDeployment(copy, deployment)).ok) pick('deployment', copy.id);
            },
          },
          {
            id: 'remove',
            label: message('performance:form.remove'),
            onSelect: () => dispatch(removeDeployment(deployment)),
          },
        ]}
      />
    ),
  };
  return (
    <section className={page.block}>
      <div className={styles.bar}>
        <h2 className={page.heading}>{message('performance:fleet.deployments')}</h2>
        <span className={page.spring} />
        <Button kind="primary" icon="plus" onClick={() => add(newDeployment({ scenario, catalogue }))}>
          {message('performance:fleet.add')}
        </Button>
      </div>
      <Table
        caption={message('performance:fleet.deployments')}
        columns={[...columns, actions]}
        rows={Object.values(scenario.deployments)}
        rowKey={({ id }) => id}
        rowClass={({ id }) =>
          subject?.kind === 'deployment' && shown?.id === id ? styles.picked : styles.row
        }
      />
    </section>
  );
}

function useDeploymentColumns(planned: readonly Planned[] | undefined): readonly Column<Deployment>[] {
  const message = useMessage();
  const catalogue = useCatalogue();
  const { number, quantity } = useFormats();
  const { pick } = usePicking();
  const plannedOf = ({ id }: Deployment): Planned | undefined => planned?.find((each) => each.id === id);
  const answerOf = (deployment: Deployment) => {
    const result = plannedOf(deployment)?.result;
    return result && 'fits' in result && result.fits ? result : undefined;
  };
  const figure = (
    id: 'perUser' | 'total' | 'firstToken' | 'power' | 'energy',
    value: (answer: NonNullable<ReturnType<typeof answerOf>>) => number | undefined,
    unit: string,
  ): Column<Deployment> => ({
    id,
    title: message(`performance:fleet.${id}`),
    numeric: true,
    cell: (deployment) => {
      const answer = answerOf(deployment);
      const known = answer && value(answer);
      if (known === undefined) return message('performance:fleet.none');
      const shown = quantity(known, unit);
      return <span className={styles.nowrap}>{`${shown.value} ${shown.unit}`.trim()}</span>;
    },
    sortBy: (deployment) => {
      const answer = answerOf(deployment);
      return (answer && value(answer)) ?? -1;
    },
  });
  return [
    {
      id: 'name',
      title: message('performance:fleet.name'),
      heads: true,
      cell: (deployment) => (
        <button
          type="button"
          className={styles.rowName}
          aria-label={message('performance:fleet.select', { name: deployment.name })}
          onClick={() => pick('deployment', deployment.id)}
        >
          {deployment.name}
        </button>
      ),
      sortBy: ({ name }) => name,
    },
    {
      id: 'accelerators',
      title: message('performance:fleet.accelerators'),
      cell: (deployment) => {
        const { hardware, devices } = deployment.estimate;
        const held = plannedOf(deployment);
        const short = held !== undefined && held.acceleratorsPlaced < held.acceleratorsNeeded;
        return (
          <>
            {number(devices, 0)} × {catalogue.accelerators[hardware]?.name ?? hardware}
            {short && (
              <span className={styles.near}>
                {message('performance:fleet.short', {
                  placed: held.acceleratorsPlaced,
                  needed: held.acceleratorsNeeded,
                })}
              </span>
            )}
          </>
        );
      },
    },
    {
      id: 'model',
      title: message('performance:fleet.model'),
      cell: ({ estimate }) => catalogue.models[estimate.model]?.name ?? estimate.model,
    },
    figure('perUser', (answer) => answer.outputTokensPerSecondPerUser, '1'),
    figure('total', (answer) => answer.outputTokensPerSecond, '1'),
    figure('firstToken', (answer) => answer.timeToFirstTokenSeconds, 's'),
    figure('power', (answer) => answer.serverPowerWatts, 'W'),
    figure('energy', (answer) => answer.energyPerOutputTokenJoules, '1'),
    {
      id: 'bound',
      title: message('performance:fleet.bound'),
      cell: (deployment) => <Bound result={plannedOf(deployment)?.result} />,
    },
  ];
}

function Bound({ result }: { readonly result: Planned['result'] | undefined }) {
  const message = useMessage();
  if (!result) return message('performance:fleet.pending');
  if ('error' in result) {
    return (
      <span className={styles.over} title={refusalText(result.error)}>
        {message('performance:fleet.invalid')}
      </span>
    );
  }
  if (!result.fits) {
    return (
      <span className={styles.over} title={refusalText(result.refusal)}>
        {message('performance:fleet.doesNotFit')}
      </span>
    );
  }
  return message(`shell:bound.${result.bound}`);
}

function Workloads() {
  const message = useMessage();
  const catalogue = useCatalogue();
  const dispatch = useCommands();
  const { number, quantity } = useFormats();
  const { subject, pick } = usePicking();
  const scenario = useScenario((open) => open);
  const workloads = Object.values(scenario.workloads);
  const seconds = (value: number | undefined): string => {
    if (value === undefined) return message('performance:fleet.none');
    const shown = quantity(value, 's');
    return `${shown.value} ${shown.unit}`;
  };
  const add = () => {
    const model = Object.values(scenario.deployments)[0]?.estimate.model ?? 'llama-3.1-8b';
    const name = `${message('performance:workload')} ${workloads.length + 1}`;
    const workload = newWorkload(scenario, { model, name });
    if (dispatch(addWorkload(workload)).ok) pick('workload', workload.id);
  };
  const columns: readonly Column<Workload>[] = [
    {
      id: 'name',
      title: message('performance:fleet.name'),
      heads: true,
      cell: ({ id, name }) => (
        <button
          type="button"
          className={styles.rowName}
          aria-label={message('performance:fleet.select', { name })}
          onClick={() => pick('workload', id)}
        >
          {name}
        </button>
      ),
      sortBy: ({ name }) => name,
    },
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
      id: 'actions',
      title: <span className={page.hidden}>{message('performance:fleet.actions')}</span>,
      cell: (workload) => (
        <Menu
          label={message('performance:fleet.actionsOf', { name: workload.name })}
          items={[
            {
              id: 'duplicate',
              label: message('performance:form.duplicate'),
              onSelect: () => {
                const name = message('performance:copyOf', { name: workload.name });
                const copy = copyOfWorkload(scenario, workload, name);
                if (dispatch(duplicateWorkload(copy, workload)).ok) pick('workload', copy.id);
              },
            },
            {
              id: 'remove',
              label: message('performance:form.remove'),
              onSelect: () => dispatch(removeWorkload(workload)),
            },
          ]}
        />
      ),
    },
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
