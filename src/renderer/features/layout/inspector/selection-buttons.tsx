import { Button } from '#renderer/components/button';
import { useMessage } from '#renderer/i18n/use-language';
import { useLayoutActions } from '#renderer/features/layout/actions/actions-context';
import styles from './inspector.module.css';

/** Duplicate and delete what is selected. */
export function SelectionButtons() {
  const message = useMessage();
  const actions = useLayoutActions();
  return (
    <div className={styles.actions}>
      <Button onClick={() => actions.duplicate()}>{message('layout:inspector.duplicate')}</Button>
      <Button kind="danger" onClick={actions.remove}>
        {message('layout:inspector.delete')}
      </Button>
    </div>
  );
}
