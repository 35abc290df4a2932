import type { Deployment } from '#shared/scenario/schema';
import { Button } from '../../../components/button';
import page from '../../../components/page.module.css';
import { Table } from '../../../components/table';
import { useCatalogue, useCommands, usePlan, useScenario } from '../../../documents/hooks';
import { useMessage } from '../../../i18n/use-language';
import styles from '../performance.module.css';
import { usePicking } from '../view-state';
import { useDeploymentColumns } from './deployment-columns';
import { addDeployment, duplicateDeployment, removeDeployment } from './edits';
import { copyOfDeployment, newDeployment } from './new-deployment';
import { useActionsColumn } from './row-parts';

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
