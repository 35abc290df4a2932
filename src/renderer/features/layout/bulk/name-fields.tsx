import { useId, useState } from 'react';
import { Button } from '../../../components/button';
import { QuantityField } from '../../../components/quantity-field';
import { TextField } from '../../../components/text-field';
import { useMessage } from '../../../i18n/use-language';
import styles from '../inspector/inspector.module.css';
import { namesByPattern, repeatedNames, type NamedParts } from './name-pattern';

interface NameFieldsProps {
  /** What is named, in the order in which it is numbered. */
  readonly parts: readonly NamedParts[];
  readonly usual: string;
  /** The names of everything else. */
  readonly taken: ReadonlySet<string>;
  readonly onRename: (names: readonly string[], pattern: string) => void;
}

/** Names for everything selected by one pattern, with the first and the last of them shown beforehand. */
export function NameFields({ parts, usual, taken, onRename }: NameFieldsProps) {
  const message = useMessage();
  const hint = useId();
  const [pattern, setPattern] = useState(usual);
  const [first, setFirst] = useState(1);
  const names = namesByPattern(pattern, parts, first);
  const repeated = repeatedNames(names, taken);
  const [name = ''] = names;
  return (
    <section className={styles.section} aria-label={message('bulk:names.title')} aria-describedby={hint}>
      <h3 className={styles.heading}>{message('bulk:names.title')}</h3>
      <div className={styles.pair}>
        <TextField
          label={message('bulk:names.pattern')}
          value={pattern}
          maxLength={120}
          onCommit={setPattern}
        />
        <QuantityField
          label={message('bulk:names.first')}
          unit=""
          value={first}
          minimum={0}
          maximum={999_999}
          whole
          onCommit={setFirst}
        />
      </div>
      <p id={hint} className={styles.quiet}>
        {message('bulk:names.hint')}
      </p>
      <p role="status" className={styles.quiet}>
        {repeated.length > 0
          ? message('bulk:names.repeated', { name: repeated[0] ?? '', count: repeated.length })
          : message('bulk:names.preview', { first: name, last: names.at(-1) ?? name })}
      </p>
      <div className={styles.actions}>
        <Button disabled={names.some((made) => made === '')} onClick={() => onRename(names, pattern)}>
          {message('bulk:names.rename')}
        </Button>
      </div>
    </section>
  );
}
