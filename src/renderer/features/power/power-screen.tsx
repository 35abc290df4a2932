import { LoadLevel } from '#shared/power/report';
import { EmptyState } from '../../components/empty-state';
import page from '../../components/page.module.css';
import { PlanDate } from '../../components/plan-date/plan-date';
import { Select } from '../../components/select';
import { Tabs } from '../../components/tabs';
import { useRemembered, useScenario } from '../../documents/hooks';
import { refusalText } from '../../i18n/refusal-text';
import { useMessage } from '../../i18n/use-language';
import { ChainView } from './chain/chain-view';
import { CoolingView } from './cooling/cooling-view';
import { FailuresView } from './failures/failures-view';
import { FeedsView } from './feeds/feeds-view';
import { OverTimeView } from './over-time/over-time-view';
import styles from './power.module.css';
import { useReport } from './use-report';
import { levelKey, viewKey, views, type View } from './view-state';

const PANEL = 'power-panel';

/** The electrical chain, what single failures leave of it, the phases of the feeds, and the cooling. */
export function PowerScreen() {
  const message = useMessage();
  const [view, show] = useRemembered(viewKey);
  const [level, setLevel] = useRemembered(levelKey);
  return (
    <section className={page.screen} aria-label={message('power:title')}>
      <div className={page.top}>
        <Tabs
          label={message('power:views.label')}
          tabs={views.map((id) => ({
            id,
            label: message(id === 'over-time' ? 'dates:curve.tab' : `power:views.${id}`),
          }))}
          selected={view}
          onSelect={show}
          panel={PANEL}
        />
        <div className={styles.dated}>
          <PlanDate />
        </div>
        <div className={styles.picker}>
          <Select
            label={message('power:level')}
            value={level}
            options={LoadLevel.options.map((value) => ({ value, label: message(`power:levels.${value}`) }))}
            onChange={setLevel}
          />
        </div>
      </div>
      <div id={PANEL} role="tabpanel" aria-labelledby={`${PANEL}-tab-${view}`} className={page.panel}>
        {view === 'chain' && <ChainView level={level} />}
        {view === 'over-time' && <OverTimeView />}
        {view !== 'chain' && view !== 'over-time' && <Reported view={view} level={level} />}
      </div>
    </section>
  );
}

interface ReportedProps {
  readonly view: Exclude<View, 'chain' | 'over-time'>;
  readonly level: LoadLevel;
}

function Reported({ view, level }: ReportedProps) {
  const message = useMessage();
  const racks = useScenario((scenario) => Object.keys(scenario.racks).length);
  const { answered, refusal, pending } = useReport(level);
  if (racks === 0) return <EmptyState title={message('power:noRacks')} text={message('power:noRacksText')} />;
  if (refusal)
    return (
      <p role="alert" className={page.refusal}>
        {refusalText(refusal)}
      </p>
    );
  if (!answered) return <p role="status">{message('shell:loading')}</p>;
  const report = answered.output;
  return (
    <div aria-busy={pending}>
      {view === 'failures' && <FailuresView report={report.failures} />}
      {view === 'feeds' && <FeedsView report={report} />}
      {view === 'cooling' && <CoolingView report={report.cooling} />}
    </div>
  );
}
