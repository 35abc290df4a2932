import { Button } from '#renderer/components/button';
import page from '#renderer/components/page.module.css';
import { type Column, Table } from '#renderer/components/table';
import { useCatalogue, useCommands, usePlan, useScenario } from '#renderer/documents/hooks';
import styles from '#renderer/features/performance/performance.module.css';
import { useFormats } from '#renderer/format/format';
import { refusalText } from '#renderer/i18n/refusal-text';
import { useMessage } from '#renderer/i18n/use-language';
import type { WirePlan } from '#shared/plan/plan';
import type { Deployment } from '#shared/scenario/schema';
import { addDeployment, duplicateDeployment, removeDeployment } from './edits';
import { copyOfDeployment, newDeployment } from './new-deployment';
import { useActionsColumn, useNameColumn } from './table-columns';
import { usePicking } from './view-state';

type Planned = WirePlan['deployments'][number];

/** What a deployment is and what is predicted of it, a column each. */
function useDeploymentColumns(planned: readonly Planned[] | undefined): readonly Column<Deployment>[] {
  const message = useMessage();
  const catalogue = useCatalogue();
  const { number, shown } = useFormats();
  const { pick } = usePicking();
  const name = useNameColumn<Deployment>(({ id }) => pick('deployment', id));
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
      return <span className={styles.nowrap}>{shown(known, unit)}</span>;
    },
    sortBy: (deployment) => {
      const answer = answerOf(deployment);
      return (answer && value(answer)) ?? -1;
    },
  });
  return [
    name,
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

/** All deployments with what is predicted of them. */
export function DeploymentTable() {
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
  const actions = useActionsColumn<Deployment>({
    duplicate: (deployment, name) => {
      const copy = copyOfDeployment(scenario, deployment, name);
      if (dispatch(duplicateDeployment(copy, deployment)).ok) pick('deployment', copy.id);
    },
    remove: (deployment) => dispatch(removeDeployment(deployment)),
  });
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
