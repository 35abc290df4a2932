import { useStore } from 'zustand';
import { Dialog } from '#renderer/components/dialog';
import { useWorkbench } from '#renderer/documents/workbench';
import { useMessage } from '#renderer/i18n/use-language';
import { isApple, shortcutLabel } from '#renderer/shell/actions';
import styles from './shortcut-list.module.css';

/** Every shortcut of what is on the screen now. */
export function ShortcutList({ onClose }: { readonly onClose: () => void }) {
  const message = useMessage();
  const actions = useStore(useWorkbench().actions.store);
  return (
    <Dialog title={message('shell:shortcuts')} onClose={onClose}>
      <dl className={styles.list}>
        {actions.map(({ id, title, shortcut, keys = shortcut }) =>
          keys === undefined ? null : (
            <div key={id} className={styles.row}>
              <dt>{title}</dt>
              <dd>
                <kbd className={styles.key}>{shortcutLabel(keys, isApple())}</kbd>
              </dd>
            </div>
          ),
        )}
      </dl>
    </Dialog>
  );
}
