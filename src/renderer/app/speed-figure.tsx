import { useRef, useState } from 'react';
import type { WirePlan } from '#shared/plan/plan';
import { Popover } from '../components/popover';
import traceStyles from '../components/trace.module.css';
import { useFormats } from '../format/use-formats';
import { useRemarkText } from '../format/use-remark-text';
import { messageFor } from '../i18n/message';
import { refusalText } from '../i18n/refusal-text';
import { useMessage } from '../i18n/use-language';
import styles from './capacity-strip.module.css';

type Deployment = WirePlan['deployments'][number];

const speedOf = ({ result }: Deployment): number | undefined =>
  'fits' in result && result.fits ? result.outputTokensPerSecondPerUser : undefined;

/** The speed that one user sees, of the fastest deployment; a press shows all of them and what bounds each. */
export function SpeedFigure({ deployments }: { readonly deployments: readonly Deployment[] }) {
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
