import { useEffect, useState } from 'react';
import type { DatedPlan } from '#shared/plan/over-time';
import type { Scenario } from '#shared/scenario/schema';
import { useJob } from '../../../api/use-job';
import { EmptyState } from '../../../components/empty-state';
import { JobProgress } from '../../../components/job-progress';
import page from '../../../components/page.module.css';
import { useApi, useScenario } from '../../../documents/hooks';
import { refusalText } from '../../../i18n/refusal-text';
import { useMessage } from '../../../i18n/use-language';
import styles from '../power.module.css';
import { Curve } from './curve';
import { DayTable } from './day-table';

/** Power, heat and cost over the days on which something comes or goes: as steps, and as a table with the names. */
export function OverTimeView() {
  const message = useMessage();
  const api = useApi();
  const scenario = useScenario((open) => open);
  const [plans, setPlans] = useState<readonly DatedPlan[]>();
  const { state, start, cancel } = useJob<Scenario, readonly DatedPlan[]>(api.planOverTime, setPlans);
  useEffect(() => start(scenario), [scenario, start]);
  if (state.kind === 'refused')
    return (
      <p role="alert" className={page.refusal}>
        {refusalText(state.refusal)}
      </p>
    );
  if (!plans) {
    const progress = state.kind === 'running' ? state.progress : 0;
    return (
      <JobProgress
        label={message('dates:curve.working')}
        progress={progress}
        cancelLabel={message('shell:cancel')}
        onCancel={cancel}
      />
    );
  }
  if (plans.length < 2)
    return <EmptyState title={message('dates:curve.none')} text={message('dates:curve.noneText')} />;
  return (
    <div className={styles.view} aria-busy={state.kind === 'running'}>
      <Curve plans={plans} />
      <DayTable plans={plans} />
    </div>
  );
}
