import styles from '../performance.module.css';
import { DeploymentTable } from './deployment-table';
import { WorkloadTable } from './workload-table';

/** All deployments with what is predicted of them, and the workloads that they serve. */
export function FleetView() {
  return (
    <div className={styles.view}>
      <DeploymentTable />
      <WorkloadTable />
    </div>
  );
}
