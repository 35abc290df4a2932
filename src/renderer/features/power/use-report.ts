import { useCallback, useMemo } from 'react';
import type { LoadLevel, PowerReport } from '#shared/power/report';
import type { Scenario } from '#shared/scenario/schema';
import { useApi, useScenario } from '../../documents/hooks';
import { useNewest, type Newest } from '../../api/use-newest';

interface Question {
  readonly scenario: Scenario;
  readonly level: LoadLevel;
}

/** The report on the open scenario at a load level; the last one stays while the next is on its way. */
export function useReport(level: LoadLevel): Newest<Question, PowerReport> {
  const api = useApi();
  const scenario = useScenario((open) => open);
  const question = useMemo(() => ({ scenario, level }), [scenario, level]);
  const ask = useCallback((asked: Question) => api.powerReport(asked), [api]);
  return useNewest(question, ask);
}
