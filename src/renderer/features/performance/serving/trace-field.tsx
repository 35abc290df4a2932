import { useId, useState } from 'react';
import page from '../../../components/page.module.css';
import { useFormats } from '../../../format/use-formats';
import { useMessage } from '../../../i18n/use-language';
import styles from '../performance.module.css';
import type { Trace } from './serving-draft';

const LARGEST_BYTES = 64 * 1024 * 1024;

export interface TraceFieldProps {
  readonly trace: Trace | undefined;
  readonly onChange: (trace: Trace | undefined) => void;
}

/** A file of requests with their times and lengths; what is wrong with its lines is said by the run. */
export function TraceField({ trace, onChange }: TraceFieldProps) {
  const message = useMessage();
  const { quantity } = useFormats();
  const id = useId();
  const [refused, setRefused] = useState<string>();
  const take = async (file: File | undefined) => {
    if (!file) return;
    if (file.size > LARGEST_BYTES) {
      const limit = quantity(LARGEST_BYTES, 'B');
      setRefused(
        message('performance:serving.tooLarge', { name: file.name, limit: `${limit.value} ${limit.unit}` }),
      );
      return;
    }
    setRefused(undefined);
    onChange({ name: file.name, text: await file.text() });
  };
  return (
    <div className={styles.form}>
      <label className={page.note} htmlFor={id}>
        {message('performance:serving.trace')}
      </label>
      <input
        id={id}
        type="file"
        accept=".csv,text/csv"
        className={styles.file}
        onChange={({ target }) => void take(target.files?.[0])}
      />
      {trace && <p>{message('performance:serving.chosen', { name: trace.name })}</p>}
      {!trace && !refused && <p className={page.note}>{message('performance:serving.noTrace')}</p>}
      {refused !== undefined && (
        <p role="alert" className={page.refusal}>
          {refused}
        </p>
      )}
    </div>
  );
}
