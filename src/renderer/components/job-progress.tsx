import { Button } from './button';
import { useFormats } from '#renderer/format/format';
import styles from './job-progress.module.css';

export interface JobProgressProps {
  readonly label: string;
  readonly progress: number;
  readonly cancelLabel: string;
  readonly onCancel: () => void;
}

/** How far a job is, and the button that stops it. */
export function JobProgress({ label, progress, cancelLabel, onCancel }: JobProgressProps) {
  const { percent } = useFormats();
  return (
    <div className={styles.progress}>
      <span role="status">{label}</span>
      <progress value={progress} max={1} aria-label={label} />
      <span className={styles.share}>{percent(progress)}</span>
      <Button onClick={onCancel}>{cancelLabel}</Button>
    </div>
  );
}
