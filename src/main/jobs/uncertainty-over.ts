import type { Answer } from '../../shared/api/contract';
import type { Refusal } from '../../shared/refusal';
import { failure } from '../../shared/result';
import type { UncertaintyReport, UncertaintyRequest } from '../../shared/uncertainty';
import { spansOf } from '../planning/uncertainty/report';
import { plainContext } from './plain-context';
import { spread, type RunSpread } from './spread';

const cancelled: Refusal = { code: 'cancelled', message: 'The work was cancelled.' };

/**
 * Draws on every core: the spans depend on the number of draws alone and come together in their order, so that any
 * number of workers gives the same bytes.
 */
export async function uncertaintyOver(
  request: UncertaintyRequest,
  { lanes, run, context }: RunSpread,
): Promise<Answer<UncertaintyReport>> {
  const { scenarios } = request;
  const drawn = await spread(spansOf(request), { lanes, context }, (span, part) =>
    run('uncertaintyDraws', { scenarios, span }, part),
  );
  if (context.signal.aborted) return failure(cancelled);
  return drawn.ok ? run('uncertaintyReport', { request, draws: drawn.value }, plainContext) : drawn;
}
