import { useRef, useState } from 'react';
import type { Problem } from '#shared/plan/plan';
import { classNames } from '../components/class-names';
import { Icon } from '../components/icon';
import { Popover } from '../components/popover';
import { useVerdicts } from '../documents/hooks';
import { useMessage } from '../i18n/use-language';
import { fetchedLater } from './fetched-later';
import styles from './problems.module.css';
import { severityRank } from './severity-rank';

const buttonIcons = ['error', 'warning'] as const;

const ProblemList = fetchedLater({
  load: async () => (await import('./problem-list')).ProblemList,
  namespaces: ['problems', 'service'],
});

/** How many problems there are, and on a press all of them, worst first; a press on one goes to its place. */
export function ProblemsButton({ problems }: { readonly problems: readonly Problem[] }) {
  const message = useMessage();
  const [open, setOpen] = useState(false);
  const button = useRef<HTMLButtonElement>(null);
  const { verdicts = [] } = useVerdicts();
  const missed = verdicts.filter(({ state }) => state === 'missed');
  const grave = problems.filter(({ severity }) => severity !== 'note').length + missed.length;
  const worst = problems.reduce(
    (least, { severity }) => Math.min(least, severityRank[severity]),
    missed.length > 0 ? severityRank.warning : 3,
  );
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
          <ProblemList problems={problems} missed={missed} onGo={() => setOpen(false)} />
        </Popover>
      )}
    </div>
  );
}
