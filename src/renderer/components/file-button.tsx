import { Icon } from './icon';
import styles from './file-button.module.css';
import page from './page.module.css';

export interface FileButtonProps {
  readonly label: string;
  /** The kinds of files that are offered, as the platform writes them: `.csv,text/csv`. */
  readonly accept: string;
  readonly onFile: (file: File) => void;
}

/** A button that lets the user choose a file; the same file may be chosen again after it was changed. */
export function FileButton({ label, accept, onFile }: FileButtonProps) {
  return (
    <label className={styles.button}>
      <Icon name="import" />
      <span>{label}</span>
      <input
        type="file"
        className={page.hidden}
        accept={accept}
        onChange={({ target }) => {
          const [file] = target.files ?? [];
          if (file) onFile(file);
          target.value = '';
        }}
      />
    </label>
  );
}
