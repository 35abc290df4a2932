import { daysBetween, firstDayOf } from '#shared/days';
import type { CapitalLine, DeploymentPlan } from '#shared/plan/plan';
import type { InternalNotes } from '#shared/quote/quote';
import type { Refusal } from '#shared/refusal';
import type { AssumptionInput } from './assumption-input';
import { describeDeployment } from './assumptions';
import { chosenReadings } from './chosen-readings';
import { pricesBehind } from './price-source';

const ERRORS_NAMED_AT_MOST = 10;
const STALE_AFTER_DAYS = 90;

export interface InternalInput extends AssumptionInput {
  readonly issuedOn: string;
  readonly goodsRange: InternalNotes['goodsRange'];
  /** A problem of the plan as a sentence in the quote's language. */
  readonly describeProblem: (refusal: Refusal) => string;
}

/** What the seller should weigh before sending, and what the prices were chosen by. */
export function internalNotesOf(input: InternalInput): InternalNotes {
  const { plan, translate, goodsRange } = input;
  return {
    priceBookDate: plan.cost.priceBookDate,
    goodsRange,
    warnings: [
      ...openErrors(input),
      ...plan.deployments.flatMap((deployment) => notFitting(deployment, input)),
      ...agedPrices(input),
    ],
    assumptions: [
      translate('assumption.priceBook', { date: plan.cost.priceBookDate }),
      translate('assumption.typical'),
      ...chosenReadings(input),
      ...plan.deployments.flatMap((deployment) => memoryOf(deployment, input)),
    ],
  };
}

function openErrors({ plan, translate, describeProblem }: InternalInput): readonly string[] {
  const errors = plan.problems.filter(({ severity }) => severity === 'error');
  const aged = plan.problems.filter(({ refusal }) => refusal.code === 'price-expired');
  const more = errors.length - ERRORS_NAMED_AT_MOST;
  return [
    ...(errors.length === 0 ? [] : [translate('assumption.openErrors', { count: errors.length })]),
    ...errors
      .slice(0, ERRORS_NAMED_AT_MOST)
      .map(({ refusal }) => translate('assumption.openError', { problem: describeProblem(refusal) })),
    ...(more > 0 ? [translate('assumption.moreErrors', { count: more })] : []),
    ...aged.map(({ refusal }) => describeProblem(refusal)),
  ];
}

const notFitting = ({ name, result }: DeploymentPlan, { translate }: InternalInput): readonly string[] =>
  'fits' in result && result.fits ? [] : [translate('assumption.notFitting', { name })];

/** Prices that are from memory, and those whose day lies long before the day of issue. */
function agedPrices(input: InternalInput): readonly string[] {
  return input.plan.cost.lines.flatMap((line) => priceWarnings(line, input));
}

function priceWarnings(
  { name, unitPrice }: CapitalLine,
  { translate, scenario, issuedOn }: InternalInput,
): readonly string[] {
  const limit = scenario.userCatalogue?.staleAfterDays ?? STALE_AFTER_DAYS;
  return pricesBehind(unitPrice).flatMap((reading) => {
    if (reading.confidence === 'memory') return [translate('warning.memory', { item: name })];
    const day = firstDayOf(reading.date);
    if (day === undefined) return [translate('warning.undated', { item: name })];
    const days = daysBetween(day, issuedOn);
    return days > limit ? [translate('warning.stale', { item: name, date: reading.date, days })] : [];
  });
}

function memoryOf(deployment: DeploymentPlan, input: InternalInput): readonly string[] {
  const { result, name } = deployment;
  const what = describeDeployment(deployment, input);
  if (what === undefined || !('fits' in result) || !result.fits) return [];
  const { weights, kv, other, capacity } = result.memoryPerDeviceBytes;
  const { gigabytes } = input.formats;
  return [
    input.translate('assumption.memory', {
      name,
      weights: gigabytes(weights),
      kv: gigabytes(kv),
      other: gigabytes(other),
      capacity: gigabytes(capacity),
    }),
  ];
}
