import page from '../../../components/page.module.css';
import { Inspector } from '../../../app/inspector';
import { useMessage } from '../../../i18n/use-language';
import styles from '../performance.module.css';
import type { Subject } from '../view-state';
import { DeploymentForm } from './deployment-form';
import { DeploymentResult } from './deployment-result';
import { WorkloadForm } from './workload-form';

/** The deployment or workload that is looked at, to be changed, with what is predicted of it. */
export function PerformanceInspector({ subject }: { readonly subject: Subject | undefined }) {
  const message = useMessage();
  return (
    <Inspector>
      <div className={styles.inspector} data-testid="performance-inspector">
        {!subject && <p className={page.note}>{message('performance:form.nothing')}</p>}
        {subject?.kind === 'workload' && (
          <WorkloadForm key={subject.workload.id} workload={subject.workload} />
        )}
        {subject?.kind === 'deployment' && (
          <>
            <h2 className={page.heading}>{subject.deployment.name}</h2>
            <DeploymentResult deployment={subject.deployment} />
            <DeploymentForm key={subject.deployment.id} deployment={subject.deployment} />
          </>
        )}
      </div>
    </Inspector>
  );
}
