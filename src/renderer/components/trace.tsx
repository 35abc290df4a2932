import { useEffect, useRef, useState, type ReactNode } from 'react';
import type { Explanation, ExplainedTrace } from '#shared/plan/derived';
import type { Refusal } from '#shared/refusal';
import type { Scenario } from '#shared/scenario/schema';
import { useApi, useCatalogue, useScenario } from '../documents/hooks';
import { useFormats } from '../format/use-formats';
import { messageFor } from '../i18n/message';
import { refusalText } from '../i18n/refusal-text';
import { useMessage } from '../i18n/use-language';
import { Popover } from './popover';
import { RangeValue } from './range-value';
import styles from './trace.module.css';

export interface TraceProps {
  /** What the value is, for screen readers and the head of the popover. */
  readonly label: string;
  /** The value's place in the plan, such as `racks/b07/power/typical`. */
  readonly path: string;
  /** The scenario that the path leads into, where it is not the open one. */
  readonly scenario?: Scenario;
  readonly children: ReactNode;
}

/** A value of the plan that opens where it comes from: formula by formula down to figures with their sources. */
export function Trace({ label, path, scenario, children }: TraceProps) {
  const message = useMessage();
  const [open, setOpen] = useState(false);
  const button = useRef<HTMLButtonElement>(null);
  return (
    <>
      <button
        ref={button}
        type="button"
        className={styles.button}
        aria-haspopup="dialog"
        aria-expanded={open}
        title={message('trace:title')}
        onClick={() => setOpen(!open)}
      >
        {children}
      </button>
      {open && (
        <Popover anchor={button} label={`${label}: ${message('trace:title')}`} onClose={() => setOpen(false)}>
          <TraceTree path={path} of={scenario} />
        </Popover>
      )}
    </>
  );
}

type Explained = { readonly explanation: Explanation } | { readonly refusal: Refusal };

function TraceTree({ path, of }: { readonly path: string; readonly of: Scenario | undefined }) {
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
      {sources[trace.source]?.title ?? trace.source}, {trace.date} ·{' '}
      {message(`trace:confidence.${trace.confidence}`)}
      {trace.note !== undefined && <span className={styles.note}>{trace.note}</span>}
    </p>
  );
}
