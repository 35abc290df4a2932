import { useMessage } from '../../../i18n/use-language';
import styles from './inspector.module.css';
import { BulkFields } from '../bulk/bulk-fields';
import { SelectionButtons } from './selection-buttons';
import { SelectionSums } from './selection-sums';

/** Several things at once: their sums, and what can be said of all of them. */
export function SeveralInspector({ count }: { readonly count: number }) {
  const message = useMessage();
  return (
    <>
      <h2 className={styles.title}>{message('layout:inspector.several', { count })}</h2>
      <SelectionSums />
      <SelectionButtons />
      <BulkFields />
    </>
  );
}
