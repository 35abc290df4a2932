import { useRef, useState } from 'react';
import type { Problem } from '#shared/plan/plan';
import { classNames } from '../components/class-names';
import { Icon } from '../components/icon';
import { Popover } from '../components/popover';
import { useRemembered, useScenario, useSelection } from '../documents/hooks';
import { refusalText } from '../i18n/refusal-text';
import { messageFor } from '../i18n/message';
import { useMessage } from '../i18n/use-language';
import styles from './problems.module.css';
import { screenKey } from './settings';

const buttonIcons = ['error', 'warning'] as const;
const rank = { error: 0, warning: 1, note: 2 } as const;

/** How many problems there are, and on a press all of them, worst first; a press on one goes to its place. */
export function ProblemsButton({ problems }: { readonly problems: readonly Problem[] }) {
  const message = useMessage();
  const [open, setOpen] = useState(false);
  const button = useRef<HTMLButtonElement>(null);
  const grave = problems.filter(({ severity }) => severity !== 'note').length;
  const worst = problems.reduce((least, { severity }) => Math.min(least, rank[severity]), 3);
  const label = message('shell:problems.count', { count: grave });
  return (
    <div className={styles.holder}>
      <button
        ref={button}
        type="button"
        className={classNames(styles.button, worst === 0 && styles.error, worst === 1 && styles.warning)}
        aria-expanded={open}
        aria-haspopup="dialog"
        onClick={() => setOpen(!open)}
      >
        <Icon name={buttonIcons[worst] ?? 'check'} />
        {grave === 0 ? message('shell:problems.none') : label}
      </button>
      {open && (
        <Popover anchor={button} label={message('shell:problems.title')} onClose={() => setOpen(false)}>
          <ProblemList problems={problems} onGo={() => setOpen(false)} />
        </Popover>
      )}
    </div>
  );
}

const iconOf = { error: 'error', warning: 'warning', note: 'note' } as const;

interface ProblemListProps {
  readonly problems: readonly Problem[];
  readonly onGo: () => void;
}

function ProblemList({ problems, onGo }: ProblemListProps) {
  const message = useMessage();
  const goTo = useGoTo();
  const sorted = problems.toSorted((a, b) => rank[a.severity] - rank[b.severity]);
  if (sorted.length === 0) return <p className={styles.none}>{message('shell:problems.noneText')}</p>;
  return (
    <ul className={styles.list}>
      {sorted.map((problem, index) => (
        <li key={index}>
          <button
            type="button"
            className={classNames(styles.problem, styles[problem.severity])}
            onClick={() => {
              goTo(problem);
              onGo();
            }}
          >
            <Icon name={iconOf[problem.severity]} />
            <span>
              <span className={styles.severity}>{message(`shell:problems.${problem.severity}`)}</span>
              <PlaceName problem={problem} />
              <span className={styles.text}>{refusalText(problem.refusal)}</span>
              <Remedy problem={problem} />
            </span>
          </button>
        </li>
      ))}
    </ul>
  );
}

function PlaceName({ problem: { place } }: { readonly problem: Problem }) {
  const name = useScenario(({ racks, devices, deployments }) => {
    if (place.kind === 'rack') return racks[place.rack]?.name;
    if (place.kind === 'deployment') return deployments[place.deployment]?.name;
    if (place.kind !== 'device') return undefined;
    return `${racks[place.rack]?.name ?? ''} · ${devices[place.device]?.name ?? ''}`;
  });
  return name === undefined ? null : <span className={styles.place}> · {name}</span>;
}

function Remedy({ problem: { refusal } }: { readonly problem: Problem }) {
  if (refusal.remedy === undefined) return null;
  const text = messageFor(`problems:remedy.${refusal.code}`, refusal.params ?? {}) ?? refusal.remedy;
  return <span className={styles.remedy}>{text}</span>;
}

/** Shows the place that a problem is about. */
function useGoTo(): (problem: Problem) => void {
  const { select } = useSelection();
  const [, setScreen] = useRemembered(screenKey);
  return ({ place }) => {
    if (place.kind === 'rack') select({ racks: [place.rack] });
    if (place.kind === 'device') select({ racks: [place.rack], devices: [place.device] });
    setScreen(place.kind === 'figure' ? 'catalogue' : 'layout');
  };
}
