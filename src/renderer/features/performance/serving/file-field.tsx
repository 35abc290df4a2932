import { useId, useState } from 'react';
import page from '../../../components/page.module.css';
import type { Refusal } from '#shared/refusal';
import type { Result } from '#shared/result';
import { readOpenedFile } from '../../../api/choose-file';
import { refusalText } from '../../../i18n/refusal-text';
import styles from '../performance.module.css';

export interface FileFieldProps {
  readonly label: string;
  /** What is expected, as long as no file is chosen. */
  readonly hint: string;
  /** What was taken from the file, such as its name. */
  readonly chosen: string | undefined;
  /** Takes the content over, or refuses it. */
  readonly onFile: (file: TextFile) => Result<void, Refusal>;
}

export interface TextFile {
  readonly name: string;
  readonly text: string;
}

/** A CSV file for the run; a refusal says at once which line is at fault. */
export function FileField({ label, hint, chosen, onFile }: FileFieldProps) {
  const id = useId();
  const [refused, setRefused] = useState<string>();
  const take = async (file: File | undefined) => {
    if (!file) return;
    const read = await readOpenedFile(file);
    const taken = read.ok ? onFile(read.value) : read;
    setRefused(taken.ok ? undefined : refusalText(taken.error));
  };
  return (
    <div className={styles.form}>
      <label className={page.note} htmlFor={id}>
        {label}
      </label>
      <input
        id={id}
        type="file"
        accept=".csv,text/csv"
        className={styles.file}
        onChange={({ target }) => void take(target.files?.[0])}
      />
      {refused === undefined && <p className={page.note}>{chosen ?? hint}</p>}
      {refused !== undefined && (
        <p role="alert" className={page.refusal}>
          {refused}
        </p>
      )}
    </div>
  );
}
