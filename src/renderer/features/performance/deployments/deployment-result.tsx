import type { ReactNode } from 'react';
import type { EstimateAnswer, Remark } from '#shared/estimate/result';
import type { Refusal } from '#shared/refusal/refusal';
import type { Deployment } from '#shared/scenario/schema';
import page from '#renderer/components/page.module.css';
import { usePlan } from '#renderer/documents/hooks';
import { useFormats } from '#renderer/format/format';
import { useRemarkText } from '#renderer/format/use-remark-text';
import { messageFor } from '#renderer/i18n/i18n';
import { refusalText } from '#renderer/i18n/refusal-text';
import { useLanguage, useMessage } from '#renderer/i18n/use-language';
import styles from '#renderer/features/performance/performance.module.css';

/** What the plan predicts of a deployment, with its interval and warnings, or why it cannot run and what would help. */
export function DeploymentResult({ deployment }: { readonly deployment: Deployment }) {
  const message = useMessage();
  const result = usePlan((plan) => plan.deployments.find(({ id }) => id === deployment.id)?.result);
  return (
    <section className={styles.result}>
      <h3 className={page.subheading}>{message('performance:result.heading')}</h3>
      {!result && <p role="status">{message('performance:fleet.pending')}</p>}
      {result && 'error' in result && <Refused refusal={result.error} />}
      {result && 'fits' in result && !result.fits && <Refused refusal={result.refusal} />}
      {result && 'fits' in result && result.fits && <Figures answer={result} />}
    </section>
  );
}

/** The reason, and the way out where there is one. */
export function Refused({ refusal }: { readonly refusal: Refusal }) {
  const language = useLanguage();
  const own = messageFor(`problems:remedy.${refusal.code}`, refusal.params ?? {});
  const remedy = own ?? (language === 'en' ? refusal.remedy : undefined);
  const text = refusalText(refusal);
  return (
    <div role="alert" className={page.refusal}>
      <p>{text}</p>
      {remedy !== undefined && !text.includes(remedy) && <p>{remedy}</p>}
    </div>
  );
}

function Figures({ answer }: { readonly answer: EstimateAnswer }) {
  const message = useMessage();
  const { quantity, number, percent } = useFormats();
  const shown = (value: number | undefined, unit: string): ReactNode => {
    if (value === undefined) return message('performance:result.unknown');
    const formatted = quantity(value, unit);
    return (
      <>
        {formatted.value} <span className={styles.unit}>{formatted.unit}</span>
      </>
    );
  };
  const perSecond = message('performance:unit.perSecond');
  const { memoryPerDeviceBytes: memory, interval } = answer;
  const held = memory.weights + memory.kv + memory.other;
  const rows: readonly (readonly [string, ReactNode])[] = [
    [message('performance:result.perUser'), shown(answer.outputTokensPerSecondPerUser, perSecond)],
    [message('performance:result.total'), shown(answer.outputTokensPerSecond, perSecond)],
    [message('performance:result.firstToken'), shown(answer.timeToFirstTokenSeconds, 's')],
    [message('performance:result.request'), shown(answer.requestLatencySeconds, 's')],
    [message('performance:result.concurrency'), number(answer.concurrency, 0)],
    [message('performance:result.power'), shown(answer.serverPowerWatts, 'W')],
    [message('performance:result.energy'), shown(answer.energyPerOutputTokenJoules, 'J')],
    [message('performance:result.bound'), message(`shell:bound.${answer.bound}`)],
    [
      message('performance:result.memory'),
      <>
        {shown(held, 'B')} / {shown(memory.capacity, 'B')}
      </>,
    ],
  ];
  return (
    <>
      <dl className={styles.figures}>
        {rows.map(([name, value]) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
      <p className={page.note}>
        {interval
          ? message('performance:result.interval', {
              level: percent(interval.level),
              low: number(interval.outputTokensPerSecond[0], 0),
              high: number(interval.outputTokensPerSecond[1], 0),
            })
          : message('performance:result.noInterval')}
      </p>
      <Warnings remarks={answer.remarks} />
    </>
  );
}

interface WarningsProps {
  readonly remarks: readonly Remark[];
  /** What they are about, where more than one thing is shown. */
  readonly of?: string;
}

/** What a model says of its own answer. */
export function Warnings({ remarks, of }: WarningsProps) {
  const message = useMessage();
  const remarkText = useRemarkText();
  if (remarks.length === 0) return null;
  return (
    <div className={styles.warnings}>
      <h4>
        {of === undefined
          ? message('performance:result.warnings')
          : message('performance:result.warningsOf', { run: of })}
      </h4>
      <ul>
        {remarks.map((remark) => (
          <li key={remark.code}>{remarkText(remark)}</li>
        ))}
      </ul>
    </div>
  );
}
