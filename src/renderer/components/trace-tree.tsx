import { useEffect, useState } from 'react';
import type { Explanation, ExplainedTrace } from '#shared/plan/derived';
import type { Refusal } from '#shared/refusal/refusal';
import type { Scenario } from '#shared/scenario/schema';
import { useApi, useCatalogue, useScenario } from '#renderer/documents/hooks';
import { useFormats } from '#renderer/format/format';
import { messageFor } from '#renderer/i18n/i18n';
import { refusalText } from '#renderer/i18n/refusal-text';
import { useMessage } from '#renderer/i18n/use-language';
import { RangeValue } from './range-value';
import styles from './trace.module.css';

type Explained = { readonly explanation: Explanation } | { readonly refusal: Refusal };

export interface TraceTreeProps {
  readonly path: string;
  /** The scenario that the path leads into, where it is not the open one. */
  readonly of: Scenario | undefined;
}

/** Where a value of the plan comes from, as the main side explains it. */
export function TraceTree({ path, of }: TraceTreeProps) {
  const message = useMessage();
  const api = useApi();
  const open = useScenario((whole) => whole);
  const scenario = of ?? open;
  const [explained, setExplained] = useState<Explained>();
  useEffect(() => {
    let wanted = true;
    void api.explain({ scenario, path }).then((answer) => {
      if (wanted) setExplained(answer.ok ? { explanation: answer.value } : { refusal: answer.error });
    });
    return () => {
      wanted = false;
    };
  }, [api, scenario, path]);
  if (!explained) return <p className={styles.trace}>{message('shell:loading')}</p>;
  if ('refusal' in explained) return <p className={styles.trace}>{refusalText(explained.refusal)}</p>;
  return (
    <ul className={styles.trace}>
      <Branch explanation={explained.explanation} depth={0} />
    </ul>
  );
}

const OPEN_TO_DEPTH = 2;

function Branch({ explanation, depth }: { readonly explanation: Explanation; readonly depth: number }) {
  const formats = useFormats();
  const { name, of, count, value, unit, trace } = explanation;
  const title = messageFor(`trace:names.${name}`) ?? name;
  const head = (
    <>
      <span className={styles.name}>
        {count !== undefined && `${formats.number(count)} × `}
        {title}
        {of !== undefined && <span className={styles.quiet}> · {of}</span>}
      </span>
      <RangeValue range={value} unit={unit} />
    </>
  );
  if (trace.kind !== 'formula') {
    return (
      <li className={styles.branch}>
        <div className={styles.head}>{head}</div>
        <Origin trace={trace} />
      </li>
    );
  }
  return (
    <li className={styles.branch}>
      <details open={depth < OPEN_TO_DEPTH}>
        <summary className={styles.head}>{head}</summary>
        <p className={styles.formula}>
          {messageFor(`trace:formulas.${trace.formula}`) ?? trace.formula}
          {trace.reference !== undefined && <span className={styles.quiet}> ({trace.reference})</span>}
        </p>
        <ul className={styles.inputs}>
          {trace.inputs.map((input, index) => (
            <Branch key={index} explanation={input} depth={depth + 1} />
          ))}
        </ul>
      </details>
    </li>
  );
}

type Leaf = Exclude<ExplainedTrace, { readonly kind: 'formula' }>;

function Origin({ trace }: { readonly trace: Leaf }) {
  const message = useMessage();
  const { sources } = useCatalogue();
  if (trace.kind === 'given') return <p className={styles.quiet}>{message('trace:given')}</p>;
  if (trace.kind === 'override') {
    return (
      <p className={styles.quiet}>
        {message('trace:override')} {trace.note}
      </p>
    );
  }
  return (
    <p className={styles.quiet}>
      <span lang="en">{sources[trace.source]?.title ?? trace.source}</span>, {trace.date} ·{' '}
      {message(`trace:confidence.${trace.confidence}`)}
      {trace.note !== undefined && (
        <span lang="en" className={styles.note}>
          {trace.note}
        </span>
      )}
    </p>
  );
}
