import { useCallback } from 'react';
import type { DatedPlan } from '#shared/plan/over-time';
import { useMessage } from '../../../i18n/use-language';

/** What a step of the plan over time is called: its first day, or what it is before and after. */
export function useStepName(): (plan: DatedPlan) => string {
  const message = useMessage();
  return useCallback(
    ({ from }) => (from === 'before' || from === 'end' ? message(`dates:curve.${from}`) : from),
    [message],
  );
}
