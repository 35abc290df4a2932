import { useState } from 'react';
import { readOpenedFile } from '#renderer/api/choose-file';
import { Button } from '#renderer/components/button';
import { FileButton } from '#renderer/components/file-button';
import { refusalText } from '#renderer/i18n/refusal-text';
import { useMessage } from '#renderer/i18n/use-language';
import { RATE_FILE_SOURCE, readRateFile } from '#shared/money/rate-file';
import { quoteLimits, type QuotedRate } from '#shared/quote/request';
import type { Refusal } from '#shared/refusal/refusal';
import styles from './quote.module.css';

interface RateFileProps {
  /** Rates are those of the last day of the file on or before it. */
  readonly day: string;
  readonly rates: readonly QuotedRate[];
  readonly onChange: (rates: QuotedRate[]) => void;
}

/** The rates of a file as the European Central Bank offers it, chosen or dropped; they are replaced and removed together. */
export function RateFile({ day, rates, onChange }: RateFileProps) {
  const message = useMessage();
  const [refusal, setRefusal] = useState<Refusal>();
  const own = rates.filter(({ source }) => source !== RATE_FILE_SOURCE);
  const loaded = rates.filter(({ source }) => source === RATE_FILE_SOURCE);
  const take = async (file: File) => {
    const opened = await readOpenedFile(file);
    const read = opened.ok ? readRateFile(opened.value.text, day) : opened;
    setRefusal(read.ok ? undefined : read.error);
    if (!read.ok) return;
    const pairs = new Set(own.flatMap(({ from, to }) => [`${from}/${to}`, `${to}/${from}`]));
    const added = read.value.filter(({ from, to }) => !pairs.has(`${from}/${to}`));
    onChange([...own, ...added].slice(0, quoteLimits.exchangeRates));
  };
  const [first] = loaded;
  return (
    <div
      className={styles.rateFile}
      onDragOver={(event) => event.preventDefault()}
      onDrop={(event) => {
        event.preventDefault();
        event.stopPropagation();
        const [file] = event.dataTransfer.files;
        if (file) void take(file);
      }}
    >
      {first !== undefined && (
        <p>
          {message('quote:rates.loaded', { count: loaded.length, date: first.date })}
          <Button kind="quiet" onClick={() => onChange(own)}>
            {message('quote:rates.unload')}
          </Button>
        </p>
      )}
      <FileButton label={message('quote:rates.file')} accept=".csv,.xml" onFile={(file) => void take(file)} />
      {refusal && <p role="alert">{refusalText(refusal)}</p>}
    </div>
  );
}
