import type { ReactNode } from 'react';
import styles from './empty-state.module.css';

export interface EmptyStateProps {
  readonly title: string;
  readonly text: string;
  /** The one button that does something about it, and perhaps an example to open. */
  readonly children?: ReactNode;
}

/** What stands where nothing is yet: what goes here, and how to begin. */
export const EmptyState = ({ title, text, children }: EmptyStateProps) => (
  <div className={styles.empty}>
    <h2 className={styles.title}>{title}</h2>
    <p className={styles.text}>{text}</p>
    {children && <div className={styles.actions}>{children}</div>}
  </div>
);
