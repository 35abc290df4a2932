import { useCallback, useMemo } from 'react';
import type { EstimateCase } from '#shared/estimate/case';
import type { Deployment } from '#shared/scenario/schema';
import { useApi } from '../../../documents/hooks';
import { useMessage } from '../../../i18n/use-language';
import { caseOf } from '../deployments/edits';
import { Refused } from '../deployments/deployment-result';
import { LpuTimeParts } from '../lpu/lpu-time-parts';
import { MemoryMap } from '../memory-map';
import styles from '../performance.module.css';
import { useFigureSettings } from '../use-figures';
import { useNewest } from '../../../api/use-newest';
import { Roofline } from './roofline';
import { StepParts } from './step-parts';

/** Where the time of one step or token goes, how near the hardware's roofs it comes, and what the memory holds. */
export function TimeView({ deployment }: { readonly deployment: Deployment }) {
  const api = useApi();
  const message = useMessage();
  const figures = useFigureSettings();
  const asked = useMemo(() => caseOf(deployment), [deployment]);
  const ask = useCallback(
    (wanted: EstimateCase) => api.performanceReport({ case: wanted, figures }),
    [api, figures],
  );
  const { answered, refusal, pending } = useNewest(asked, ask);
  const report = answered?.output.id === deployment.id ? answered.output : undefined;
  return (
    <div className={styles.view} aria-busy={pending}>
      {refusal && <Refused refusal={refusal} />}
      {!refusal && !report && <p role="status">{message('performance:fleet.pending')}</p>}
      {!refusal && report?.kind === 'gpu' && (
        <>
          <StepParts report={report} />
          <div className={styles.charts}>
            <Roofline report={report} />
            <MemoryMap deployment={deployment} />
          </div>
        </>
      )}
      {!refusal && report?.kind === 'lpu' && <LpuTimeParts report={report} deployment={deployment} />}
    </div>
  );
}
