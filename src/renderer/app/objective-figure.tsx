import { useRef, useState } from 'react';
import type { VerdictState } from '#shared/serving/verdict';
import { Icon } from '#renderer/components/icon';
import { Popover } from '#renderer/components/popover';
import traceStyles from '#renderer/components/trace.module.css';
import { useVerdicts } from '#renderer/documents/hooks';
import { useMessage } from '#renderer/i18n/use-language';
import styles from './capacity-strip.module.css';
import { fetchedLater } from '#renderer/components/fetched-later';

const VerdictList = fetchedLater({
  load: async () => (await import('./verdict-list')).VerdictList,
  namespaces: ['service'],
});

/** From the worst on: a fleet is as good as the worst served of its workloads. */
const worstFirst = ['missed', 'unknown', 'unsure', 'met'] as const satisfies readonly VerdictState[];
const icons = { missed: 'error', unknown: 'warning', unsure: 'warning', met: 'check' } as const;

/** Whether the objectives of the workloads are met; a press shows each with the service that is reached. */
export function ObjectiveFigure() {
  const message = useMessage();
  const { verdicts, pending } = useVerdicts();
  const [open, setOpen] = useState(false);
  const button = useRef<HTMLButtonElement>(null);
  const state = worstFirst.find((each) => verdicts?.some((verdict) => verdict.state === each));
  if (verdicts !== undefined && state === undefined) return null;
  const label = message('shell:strip.objectives');
  return (
    <div className={styles.figure} aria-busy={pending}>
      <span className={styles.label}>{label}</span>
      <span className={styles.value}>
        {state === undefined ? (
          '…'
        ) : (
          <button
            ref={button}
            type="button"
            className={traceStyles.button}
            aria-expanded={open}
            onClick={() => setOpen(!open)}
          >
            <Icon name={icons[state]} /> {message(`shell:strip.objectiveStates.${state}`)}
          </button>
        )}
      </span>
      {open && (
        <Popover anchor={button} label={label} onClose={() => setOpen(false)}>
          <VerdictList />
        </Popover>
      )}
    </div>
  );
}
