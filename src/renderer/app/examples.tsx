import { useEffect, useState } from 'react';
import type { Scenario } from '#shared/scenario/schema';
import { useApi } from '../documents/hooks';
import { useLanguage, useMessage } from '../i18n/use-language';
import styles from './library-panel.module.css';
import { useLibrary } from './use-library';

/** The examples that come with the app; a press adds a copy to the library and opens it. */
export function Examples({ query }: { readonly query: string }) {
  const message = useMessage();
  const language = useLanguage();
  const api = useApi();
  const { addExample } = useLibrary();
  const [examples, setExamples] = useState<readonly Scenario[]>([]);
  useEffect(() => {
    let wanted = true;
    void api.examples({ language }).then((answer) => {
      if (wanted && answer.ok) setExamples(answer.value);
    });
    return () => {
      wanted = false;
    };
  }, [api, language]);
  const shown = examples.filter(({ name }) => name.toLowerCase().includes(query));
  if (shown.length === 0) return null;
  return (
    <details className={styles.examples} open>
      <summary className={styles.title}>{message('library:examples')}</summary>
      <ul className={styles.list} aria-label={message('library:examples')}>
        {shown.map((example) => (
          <li key={example.id} className={styles.row}>
            <button
              type="button"
              className={styles.open}
              title={example.note}
              onClick={() => void addExample(example)}
            >
              <span className={styles.name}>{example.name}</span>
            </button>
          </li>
        ))}
      </ul>
    </details>
  );
}
