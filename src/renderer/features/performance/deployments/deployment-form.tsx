import type { Deployment } from '#shared/scenario/schema';
import page from '../../../components/page.module.css';
import { Select } from '../../../components/select';
import { TextField } from '../../../components/text-field';
import { useScenario } from '../../../documents/hooks';
import { refusalText } from '../../../i18n/refusal-text';
import { useMessage } from '../../../i18n/use-language';
import styles from '../performance.module.css';
import { assignWorkload, changeDeployment, renameDeployment, type EstimateChange } from './edits';
import { HardwareFields } from './hardware-fields';
import { ModelFields } from './model-fields';
import { RequestFields } from './request-fields';
import { useEdits } from './use-edits';

/** Everything that a deployment says, each change an edit with a name. */
export function DeploymentForm({ deployment }: { readonly deployment: Deployment }) {
  const message = useMessage();
  const { send, refusal } = useEdits();
  const workloads = useScenario((scenario) => scenario.workloads);
  const change = (part: EstimateChange) => send(changeDeployment(deployment, part));
  return (
    <form
      className={styles.form}
      aria-label={message('performance:form.deployment')}
      onSubmit={(event) => event.preventDefault()}
    >
      <TextField
        label={message('performance:form.name')}
        value={deployment.name}
        maxLength={120}
        refuse={(value) => (value.trim() === '' ? message('performance:form.nameNeeded') : undefined)}
        onCommit={(name) => send(renameDeployment(deployment, name.trim()))}
      />
      <Select
        label={message('performance:workload')}
        value={deployment.workload ?? ''}
        options={[
          { value: '', label: message('performance:form.noWorkload') },
          ...Object.values(workloads).map(({ id, name }) => ({ value: id, label: name })),
        ]}
        onChange={(id) =>
          send(
            assignWorkload(
              deployment,
              id === '' ? undefined : Object.values(workloads).find((each) => each.id === id),
            ),
          )
        }
      />
      <HardwareFields deployment={deployment} onChange={change} />
      <ModelFields deployment={deployment} onChange={change} />
      <RequestFields deployment={deployment} onChange={change} />
      {refusal && (
        <p role="alert" className={page.refusal}>
          {refusalText(refusal)}
        </p>
      )}
    </form>
  );
}
