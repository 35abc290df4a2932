import { useRef, useState, type ReactNode } from 'react';
import type { Scenario } from '#shared/scenario/schema';
import { fetchedLater } from './fetched-later';
import { useMessage } from '#renderer/i18n/use-language';
import { Popover } from './popover';
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

const TraceTree = fetchedLater({
  load: async () => (await import('./trace-tree')).TraceTree,
  namespaces: ['trace'],
});

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
        title={message('shell:trace.title')}
        onClick={() => setOpen(!open)}
      >
        {children}
      </button>
      {open && (
        <Popover
          anchor={button}
          label={`${label}: ${message('shell:trace.title')}`}
          onClose={() => setOpen(false)}
        >
          <TraceTree
            path={path}
            of={scenario}
            meanwhile={<p className={styles.trace}>{message('shell:loading')}</p>}
          />
        </Popover>
      )}
    </>
  );
}
