import { Button } from '../components/button';
import { Icon } from '../components/icon';
import { useDocuments } from '../documents/hooks';
import { useWorkbench } from '../documents/workbench';
import { useMessage } from '../i18n/use-language';
import styles from './library-panel.module.css';

/** Scenarios that could not be read: kept as they are, to be saved as a file or removed. */
export function QuarantineList() {
  const message = useMessage();
  const { api, documents } = useWorkbench();
  const quarantined = useDocuments((state) => state.quarantined);
  if (quarantined.length === 0) return null;
  const save = (row: unknown) =>
    api.saveText({
      suggestedName: 'damaged.json',
      text: JSON.stringify(row, null, 2),
      kind: 'json',
    });
  return (
    <section className={styles.quarantine}>
      <h3 className={styles.title}>
        <Icon name="warning" /> {message('library:damaged')}
      </h3>
      <ul>
        {quarantined.map(({ key, reason, row }) => (
          <li key={key}>
            <p>{reason}</p>
            <Button onClick={() => void save(row)}>{message('library:export')}</Button>{' '}
            <Button kind="danger" onClick={() => void documents.dropQuarantined(key)}>
              {message('library:delete')}
            </Button>
          </li>
        ))}
      </ul>
    </section>
  );
}
