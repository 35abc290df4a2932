import { type ReactNode, useRef, useState } from 'react';
import { classNames } from '#renderer/components/class-names';
import { fetchedLater } from '#renderer/components/fetched-later';
import { Icon } from '#renderer/components/icon';
import { Popover } from '#renderer/components/popover';
import { RangeValue } from '#renderer/components/range-value';
import { Trace } from '#renderer/components/trace';
import traceStyles from '#renderer/components/trace.module.css';
import { useCatalogue, useDocuments, usePlan, usePlanStatus, useVerdicts } from '#renderer/documents/hooks';
import { useFormats } from '#renderer/format/format';
import { useRemarkText } from '#renderer/format/use-remark-text';
import { messageFor } from '#renderer/i18n/i18n';
import { refusalText } from '#renderer/i18n/refusal-text';
import { useMessage } from '#renderer/i18n/use-language';
import { type Problem, type WirePlan, severityRank } from '#shared/plan/plan';
import styles from './capacity-strip.module.css';
import { ObjectiveFigure } from './objective-figure';
import problemsStyles from './problems.module.css';

type Deployment = WirePlan['deployments'][number];

const speedOf = ({ result }: Deployment): number | undefined =>
  'fits' in result && result.fits ? result.outputTokensPerSecondPerUser : undefined;

/** The speed that one user sees, of the fastest deployment; a press shows all of them and what bounds each. */
function SpeedFigure({ deployments }: { readonly deployments: readonly Deployment[] }) {
  const message = useMessage();
  const formats = useFormats();
  const [open, setOpen] = useState(false);
  const button = useRef<HTMLButtonElement>(null);
  if (deployments.length === 0) return null;
  const speeds = deployments.flatMap((deployment) => speedOf(deployment) ?? []);
  return (
    <div className={styles.figure}>
      <span className={styles.label}>{message('shell:strip.speed')}</span>
      <span className={styles.value}>
        <button
          ref={button}
          type="button"
          className={traceStyles.button}
          aria-expanded={open}
          onClick={() => setOpen(!open)}
        >
          {speeds.length === 0 ? '–' : formats.number(Math.max(...speeds), 0)}
        </button>
      </span>
      {open && (
        <Popover anchor={button} label={message('shell:strip.speed')} onClose={() => setOpen(false)}>
          <ul className={traceStyles.trace}>
            {deployments.map((deployment) => (
              <li key={deployment.id}>
                <strong>{deployment.name}</strong>
                <DeploymentAnswer deployment={deployment} />
              </li>
            ))}
          </ul>
        </Popover>
      )}
    </div>
  );
}

function DeploymentAnswer({ deployment }: { readonly deployment: Deployment }) {
  const message = useMessage();
  const formats = useFormats();
  const remarkText = useRemarkText();
  const { result } = deployment;
  if ('error' in result) return <p>{refusalText(result.error)}</p>;
  if (!result.fits) return <p>{refusalText(result.refusal)}</p>;
  const bound = messageFor(`shell:bound.${result.bound}`) ?? result.bound;
  return (
    <>
      <p>
        {message('shell:strip.speedDetail', {
          user: formats.number(result.outputTokensPerSecondPerUser, 1),
          total: formats.number(result.outputTokensPerSecond, 0),
          bound,
        })}
      </p>
      {result.interval && (
        <p>
          {message('shell:strip.interval', {
            level: formats.percent(result.interval.level),
            low: formats.number(result.interval.outputTokensPerSecond[0], 0),
            high: formats.number(result.interval.outputTokensPerSecond[1], 0),
          })}
        </p>
      )}
      {result.remarks.map((remark) => (
        <p key={remark.code} className={traceStyles.quiet}>
          {remarkText(remark)}
        </p>
      ))}
    </>
  );
}

const buttonIcons = ['error', 'warning'] as const;

const ProblemList = fetchedLater({
  load: async () => (await import('./problem-list')).ProblemList,
  namespaces: ['problems', 'service'],
});

/** How many problems there are, and on a press all of them, worst first; a press on one goes to its place. */
function ProblemsButton({ problems }: { readonly problems: readonly Problem[] }) {
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
    <div className={problemsStyles.holder}>
      <button
        ref={button}
        type="button"
        className={classNames(
          problemsStyles.button,
          worst === 0 && problemsStyles.error,
          worst === 1 && problemsStyles.warning,
        )}
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

/** What the fleet comes to, always in sight; a press on a figure opens where it comes from. */
export function CapacityStrip() {
  const message = useMessage();
  const isOpen = useDocuments(({ current }) => current !== undefined);
  const plan = usePlan((whole) => whole);
  const { pending, refusal } = usePlanStatus();
  return (
    <footer className={styles.strip} aria-label={message('shell:strip.label')} aria-busy={pending}>
      {plan && <Figures plan={plan} />}
      {!plan && refusal && <p className={styles.refusal}>{refusalText(refusal)}</p>}
      {!plan && !refusal && <p className={styles.quiet}>{isOpen ? message('shell:strip.pending') : ''}</p>}
      {plan && <ProblemsButton problems={plan.problems} />}
    </footer>
  );
}

function Figures({ plan: { racks, totals, cost, deployments } }: { readonly plan: WirePlan }) {
  const message = useMessage();
  const formats = useFormats();
  const { accelerators } = useCatalogue();
  const massIsWhole = Object.values(racks).every(({ massUnknownFor }) => massUnknownFor.length === 0);
  return (
    <>
      <Figure label={message('shell:strip.racks')}>{formats.number(totals.racks)}</Figure>
      {totals.accelerators.map(({ type, count }) => (
        <Figure key={type} label={accelerators[type]?.name ?? type}>
          {formats.number(count)}
        </Figure>
      ))}
      <Figure label={message('shell:strip.power')}>
        <Trace label={message('shell:strip.power')} path="totals/power/typical">
          <RangeValue range={totals.power.typical} unit="W" />
        </Trace>
      </Figure>
      <Figure label={message('shell:strip.heaviest')}>
        <Trace label={message('shell:strip.heaviest')} path="totals/heaviestRack">
          {!massIsWhole && <span title={message('shell:strip.massIncomplete')}>≥ </span>}
          <RangeValue range={totals.heaviestRack} unit="kg" />
        </Trace>
      </Figure>
      <Figure label={message('shell:strip.capital')}>
        <Trace label={message('shell:strip.capital')} path="cost/capital">
          <RangeValue
            range={{
              low: cost.capital.low.amount,
              typical: cost.capital.typical.amount,
              high: cost.capital.high.amount,
            }}
            unit={cost.currency}
          />
        </Trace>
      </Figure>
      <SpeedFigure deployments={deployments} />
      <ObjectiveFigure />
    </>
  );
}

const Figure = ({ label, children }: { readonly label: string; readonly children: ReactNode }) => (
  <div className={styles.figure}>
    <span className={styles.label}>{label}</span>
    <span className={styles.value}>{children}</span>
  </div>
);
