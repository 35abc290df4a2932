import { Button } from '../../../components/button';
import { Dialog } from '../../../components/dialog';
import { refusalText } from '../../../i18n/refusal-text';
import { useMessage } from '../../../i18n/use-language';
import styles from './own.module.css';
import type { OwnEntryEdits } from './use-own-entries';

const SHOWN = 50;

/** Says what a change would break before it is made. */
export function ConsequencesDialog({
  edits,
  onDone,
}: {
  readonly edits: OwnEntryEdits;
  readonly onDone: () => void;
}) {
  const message = useMessage();
  if (!edits.doubt) return null;
  const { errors } = edits.doubt;
  return (
    <Dialog
      title={message('catalogue:consequences.title', { count: errors.length })}
      onClose={edits.forget}
      actions={
        <>
          <Button onClick={edits.forget}>{message('catalogue:consequences.leave')}</Button>
          <Button
            kind="danger"
            onClick={() => {
              edits.confirm();
              onDone();
            }}
          >
            {message('catalogue:consequences.make')}
          </Button>
        </>
      }
    >
      <ul className={styles.consequences}>
        {errors.slice(0, SHOWN).map(({ refusal }, index) => (
          <li key={index}>{refusalText(refusal)}</li>
        ))}
      </ul>
    </Dialog>
  );
}
