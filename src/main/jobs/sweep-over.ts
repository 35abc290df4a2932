import type { Answer } from '../../shared/api/contract';
import { success } from '../../shared/result';
import { configurationsOf, type SweepReport, type SweepRequest } from '../../shared/sweep';
import { sweepSpans } from '../planning/sweep/sweep';
import { spread, type RunSpread } from './spread';

/** Sweeps on every core; the rows come in the order of the lists whatever the number of workers. */
export async function sweepOver(
  request: SweepRequest,
  { lanes, run, context }: RunSpread,
): Promise<Answer<SweepReport>> {
  const rows = await spread(sweepSpans(request), { lanes, context }, (span, part) =>
    run('sweepRows', { request, span }, part),
  );
  if (!rows.ok) return rows;
  return success({
    currency: request.terms.currency,
    configurations: configurationsOf(request),
    rows: rows.value,
  });
}
