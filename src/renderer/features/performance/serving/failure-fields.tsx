import { Button, IconButton } from '../../../components/button';
import { QuantityField } from '../../../components/quantity-field';
import { useMessage } from '../../../i18n/use-language';
import type { ReplicaFailure } from '#shared/serving/case';
import styles from '../performance.module.css';
import type { PartProps } from './serving-draft';

const MOST_FAILURES = 1_000;
const LONGEST_SECONDS = 1e9;

/** Replicas that go down during the run: which, when, and for how long. */
export function FailureFields({ draft, change }: PartProps) {
  const message = useMessage();
  const { failures } = draft;
  const put = (index: number, failure: ReplicaFailure) => change({ failures: failures.with(index, failure) });
  return (
    <fieldset className={styles.failures}>
      <legend>{message('performance:serving.failures')}</legend>
      {failures.map((failure, index) => (
        // A failure has no name of its own, and the order never changes but by removing one.
        <div key={index} className={styles.failure}>
          <QuantityField
            label={message('performance:serving.failureOf')}
            unit=""
            value={failure.replica + 1}
            minimum={1}
            maximum={10_000}
            whole
            onCommit={(number) => put(index, { ...failure, replica: number - 1 })}
          />
          <QuantityField
            label={message('performance:serving.failureAt')}
            unit="s"
            value={failure.atSeconds}
            minimum={0}
            maximum={LONGEST_SECONDS}
            onCommit={(atSeconds) => put(index, { ...failure, atSeconds })}
          />
          <QuantityField
            label={message('performance:serving.failureFor')}
            unit="s"
            value={failure.forSeconds}
            minimum={0.001}
            maximum={LONGEST_SECONDS}
            placeholder={message('performance:serving.forGood')}
            onCommit={(forSeconds) => put(index, { ...failure, forSeconds })}
            onClear={() => put(index, { replica: failure.replica, atSeconds: failure.atSeconds })}
          />
          <IconButton
            icon="close"
            label={message('performance:serving.removeFailure', { number: index + 1 })}
            onClick={() => change({ failures: failures.filter((_, other) => other !== index) })}
          />
        </div>
      ))}
      <Button
        kind="quiet"
        icon="plus"
        disabled={failures.length >= MOST_FAILURES}
        onClick={() => change({ failures: [...failures, { replica: 0, atSeconds: 10, forSeconds: 30 }] })}
      >
        {message('performance:serving.addFailure')}
      </Button>
    </fieldset>
  );
}
