import { useMemo } from 'react';
import { Inspector } from '#renderer/shell/inspector';
import { Button } from '#renderer/components/button';
import { EmptyState } from '#renderer/components/empty-state';
import page from '#renderer/components/page.module.css';
import { Select } from '#renderer/components/select';
import { Tabs } from '#renderer/components/tabs';
import { useCatalogue, useCommands, useRemembered, useScenario } from '#renderer/documents/hooks';
import { useMessage } from '#renderer/i18n/use-language';
import type { Deployment } from '#shared/scenario/schema';
import { DeploymentForm } from './deployments/deployment-form';
import { DeploymentResult } from './deployments/deployment-result';
import { DeploymentTable } from './deployments/deployment-table';
import { addDeployment } from './deployments/edits';
import { rackedAccelerators } from './deployments/hardware';
import { newDeployment } from './deployments/new-deployment';
import { type Subject, usePicking, type View, viewKey, views } from './deployments/view-state';
import { WorkloadForm } from './deployments/workload-form';
import { WorkloadTable } from './deployments/workload-table';
import styles from './performance.module.css';
import { ServingView } from './serving/serving-view';
import { TimeView } from './step/time-view';
import { TimelineView } from './timeline/timeline-view';
import { TradeOffView } from './trade-off/trade-off-view';

/** All deployments with what is predicted of them, and the workloads that they serve. */
function FleetView() {
  return (
    <div className={styles.view}>
      <DeploymentTable />
      <WorkloadTable />
    </div>
  );
}

/** The deployment or workload that is looked at, to be changed, with what is predicted of it. */
function PerformanceInspector({ subject }: { readonly subject: Subject | undefined }) {
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

const PANEL = 'performance-panel';

/** How fast the open scenario's deployments are, where the time goes, and how they do under load. */
export function PerformanceScreen() {
  const message = useMessage();
  const [view, show] = useRemembered(viewKey);
  const { deployment, subject, pick } = usePicking();
  const deployments = useScenario((scenario) => scenario.deployments);
  return (
    <section className={page.screen} aria-label={message('performance:title')}>
      <PerformanceInspector subject={subject} />
      <div className={page.top}>
        <Tabs
          label={message('performance:views.label')}
          tabs={views.map((id) => ({ id, label: message(`performance:views.${id}`) }))}
          selected={view}
          onSelect={show}
          panel={PANEL}
        />
        {deployment && view !== 'fleet' && (
          <div className={styles.picker}>
            <Select
              label={message('performance:deployment')}
              value={deployment.id}
              options={Object.values(deployments).map(({ id, name }) => ({ value: id, label: name }))}
              onChange={(id) => pick('deployment', id)}
            />
          </div>
        )}
      </div>
      <div id={PANEL} role="tabpanel" aria-labelledby={`${PANEL}-tab-${view}`} className={page.panel}>
        {deployment || view === 'timeline' ? <Shown view={view} deployment={deployment} /> : <NoDeployment />}
      </div>
    </section>
  );
}

interface ShownProps {
  readonly view: View;
  readonly deployment: Deployment | undefined;
}

function Shown({ view, deployment }: ShownProps) {
  if (view === 'timeline') return <TimelineView key={deployment?.id ?? ''} deployment={deployment} />;
  if (!deployment) return null;
  switch (view) {
    case 'fleet':
      return <FleetView />;
    case 'tradeOff':
      return <TradeOffView key={deployment.id} deployment={deployment} />;
    case 'time':
      return <TimeView deployment={deployment} />;
    case 'serving':
      return <ServingView deployment={deployment} />;
  }
}

/** What goes here, and one button that adds a deployment for the accelerators in the racks. */
function NoDeployment() {
  const message = useMessage();
  const catalogue = useCatalogue();
  const dispatch = useCommands();
  const { pick } = usePicking();
  const scenario = useScenario((open) => open);
  const deployment = useMemo(() => newDeployment({ scenario, catalogue }), [scenario, catalogue]);
  const racked = rackedAccelerators(scenario, catalogue).length > 0;
  const { hardware, devices } = deployment.estimate;
  const text = message('performance:empty.text');
  return (
    <EmptyState
      title={message('performance:empty.title')}
      text={racked ? text : `${text} ${message('performance:empty.noRacks')}`}
    >
      <Button
        kind="primary"
        icon="plus"
        onClick={() => {
          if (dispatch(addDeployment(deployment)).ok) pick('deployment', deployment.id);
        }}
      >
        {message('performance:empty.add', {
          count: devices,
          hardware: catalogue.accelerators[hardware]?.name ?? hardware,
        })}
      </Button>
    </EmptyState>
  );
}
