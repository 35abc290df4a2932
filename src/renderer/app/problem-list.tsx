import type { ServiceVerdict } from '#shared/serving/verdict';
import { type Problem, severityRank } from '#shared/plan/plan';
import { classNames } from '#renderer/components/class-names';
import { Icon } from '#renderer/components/icon';
import { useRemembered, useScenario, useSelection } from '#renderer/documents/hooks';
import { useVerdictText } from '#renderer/format/use-verdict-text';
import { messageFor } from '#renderer/i18n/i18n';
import { refusalText } from '#renderer/i18n/refusal-text';
import { useMessage } from '#renderer/i18n/use-language';
import { ProblemFixes } from './problem-fixes';
import styles from './problems.module.css';
import { screenKey } from './settings';

const iconOf = { error: 'error', warning: 'warning', note: 'note' } as const;

export interface ProblemListProps {
  readonly problems: readonly Problem[];
  /** Objectives that are not met. */
  readonly missed: readonly ServiceVerdict[];
  readonly onGo: () => void;
}

/** All problems of the plan, worst first; a press on one goes to its place. */
export function ProblemList({ problems, missed, onGo }: ProblemListProps) {
  const message = useMessage();
  const goTo = useGoTo();
  const sorted = problems.toSorted((a, b) => severityRank[a.severity] - severityRank[b.severity]);
  if (sorted.length + missed.length === 0)
    return <p className={styles.none}>{message('shell:problems.noneText')}</p>;
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
          <ProblemFixes problem={problem} />
        </li>
      ))}
      {missed.map((verdict) => (
        <MissedObjective key={verdict.need} verdict={verdict} onGo={onGo} />
      ))}
    </ul>
  );
}

/** An objective that is not met; a press goes to where its workload and deployments are. */
function MissedObjective({ verdict, onGo }: { readonly verdict: ServiceVerdict; readonly onGo: () => void }) {
  const message = useMessage();
  const said = useVerdictText();
  const [, setScreen] = useRemembered(screenKey);
  return (
    <li>
      <button
        type="button"
        className={classNames(styles.problem, styles.warning)}
        onClick={() => {
          setScreen('performance');
          onGo();
        }}
      >
        <Icon name="warning" />
        <span>
          <span className={styles.severity}>{message('service:objectives')}</span>
          <span className={styles.text}>{said(verdict)}</span>
        </span>
      </button>
    </li>
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
