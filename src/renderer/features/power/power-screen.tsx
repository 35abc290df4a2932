import { useCallback, useMemo } from 'react';
import { type Newest, useNewest } from '#renderer/api/use-newest';
import { EmptyState } from '#renderer/components/empty-state';
import page from '#renderer/components/page.module.css';
import { PlanDate } from '#renderer/components/plan-date/plan-date';
import { Select } from '#renderer/components/select';
import { Tabs } from '#renderer/components/tabs';
import { type RememberedKey, useApi, useRemembered, useScenario } from '#renderer/documents/hooks';
import { refusalText } from '#renderer/i18n/refusal-text';
import { useMessage } from '#renderer/i18n/use-language';
import { LoadLevel, type PowerReport } from '#shared/power/report';
import type { Scenario } from '#shared/scenario/schema';
import { z } from '#shared/schema/zod';
import { ChainView } from './chain-view';
import { CoolingView } from './cooling-view';
import { FailuresView } from './failures-view';
import { FeedsView } from './feeds-view';
import { OverTimeView } from './over-time-view';
import styles from './power.module.css';

const views = ['chain', 'failures', 'feeds', 'cooling', 'over-time'] as const;
type View = (typeof views)[number];

const viewKey: RememberedKey<View> = { key: 'power.view', schema: z.enum(views), initial: 'chain' };

const levelKey: RememberedKey<LoadLevel> = {
  key: 'power.level',
  schema: LoadLevel,
  initial: 'typical',
};

interface Question {
  readonly scenario: Scenario;
  readonly level: LoadLevel;
}

/** The report on the open scenario at a load level; the last one stays while the next is on its way. */
function useReport(level: LoadLevel): Newest<Question, PowerReport> {
  const api = useApi();
  const scenario = useScenario((open) => open);
  const question = useMemo(() => ({ scenario, level }), [scenario, level]);
  const ask = useCallback((asked: Question) => api.powerReport(asked), [api]);
  return useNewest(question, ask);
}

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
