import { useEffect, useId, useRef, type KeyboardEvent, type ReactNode } from 'react';
import { useMessage } from '#renderer/i18n/use-language';
import { IconButton } from './button';
import { classNames } from './class-names';
import styles from './dialog.module.css';

export interface DialogProps {
  readonly title: string;
  readonly onClose: () => void;
  readonly children: ReactNode;
  /** Whether it takes most of the window, as for reading. */
  readonly wide?: boolean;
  /** The buttons at the foot, the main one last. */
  readonly actions?: ReactNode;
}

/** Where the typing starts: the first field, or the main button where nothing is asked. */
const START = 'input, select, textarea, footer > button:last-child';

/**
 * A modal dialog of the platform: it holds the focus, closes on Escape and gives the focus back. Enter in a field does
 * what the main button does.
 */
export function Dialog({ title, onClose, children, wide = false, actions }: DialogProps) {
  const message = useMessage();
  const element = useRef<HTMLDialogElement>(null);
  const id = useId();
  useEffect(() => {
    const dialog = element.current;
    const before = document.activeElement;
    if (dialog && !dialog.open) {
      dialog.showModal();
      dialog.querySelector<HTMLElement>(START)?.focus();
    }
    return () => {
      dialog?.close();
      if (before instanceof HTMLElement) before.focus();
    };
  }, []);
  const confirm = ({ key, target, defaultPrevented, nativeEvent }: KeyboardEvent) => {
    if (key !== 'Enter' || defaultPrevented || nativeEvent.isComposing) return;
    if (!(target instanceof HTMLInputElement || target instanceof HTMLSelectElement)) return;
    // The field takes its own value on Enter first; the button must act on that.
    setTimeout(() => {
      element.current?.querySelector<HTMLButtonElement>('footer > button:last-child:enabled')?.click();
    }, 0);
  };
  return (
    <dialog
      ref={element}
      className={classNames(styles.dialog, wide && styles.wide)}
      aria-labelledby={id}
      onKeyDown={confirm}
      onCancel={(event) => {
        event.preventDefault();
        onClose();
      }}
      onClick={(event) => {
        if (event.target === element.current) onClose();
      }}
    >
      <div className={styles.body}>
        <header className={styles.header}>
          <h2 id={id} className={styles.title}>
            {title}
          </h2>
          <IconButton icon="close" label={message('shell:close')} onClick={onClose} />
        </header>
        {children}
        {actions && <footer className={styles.actions}>{actions}</footer>}
      </div>
    </dialog>
  );
}
