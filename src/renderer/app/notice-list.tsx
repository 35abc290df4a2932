import { useStore } from 'zustand';
import { Button, IconButton } from '#renderer/components/button';
import { classNames } from '#renderer/components/class-names';
import { Icon } from '#renderer/components/icon';
import { useWorkbench } from '#renderer/documents/workbench';
import { useMessage } from '#renderer/i18n/use-language';
import styles from './notice-list.module.css';

/** Notices at the edge of the window. The list is always there, so that screen readers hear what enters it. */
export function NoticeList() {
  const message = useMessage();
  const { store, dismiss } = useWorkbench().notices;
  const notices = useStore(store);
  return (
    <div role="log" aria-live="polite" aria-label={message('shell:notices')}>
      <ul className={styles.list}>
        {notices.map(({ id, text, kind, action }) => (
          <li key={id} className={classNames(styles.notice, kind === 'problem' && styles.problem)}>
            <Icon name={kind === 'problem' ? 'error' : 'check'} />
            <span className={styles.text}>{text}</span>
            {action && (
              <Button
                kind="quiet"
                onClick={() => {
                  dismiss(id);
                  action.run();
                }}
              >
                {action.label}
              </Button>
            )}
            <IconButton icon="close" label={message('shell:close')} onClick={() => dismiss(id)} />
          </li>
        ))}
      </ul>
    </div>
  );
}
