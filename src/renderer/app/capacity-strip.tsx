import type { ReactNode } from 'react';
import type { WirePlan } from '#shared/plan/plan';
import { RangeValue } from '../components/range-value';
import { Trace } from '../components/trace';
import { useCatalogue, useDocuments, usePlan, usePlanStatus } from '../documents/hooks';
import { useFormats } from '../format/use-formats';
import { refusalText } from '../i18n/refusal-text';
import { useMessage } from '../i18n/use-language';
import styles from './capacity-strip.module.css';
import { ObjectiveFigure } from './objective-figure';
import { ProblemsButton } from './problems';
import { SpeedFigure } from './speed-figure';

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
