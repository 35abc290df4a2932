import { ScenarioId } from '../ids';
import type { PriceBook } from '../price-book';
import { ScenarioChanges } from '../scenario/changes';
import { Scenario } from '../scenario/schema';
import { z } from '../zod';
import type { WirePlan } from './plan';
import type { PlanChange } from './plan-change';

/**
 * How a window has its open scenario planned edit by edit: whole at first, then changes only. Each state has a revision,
 * which never comes again in that window; changes name the revision that they start from. A side that does not hold
 * that revision, since it was restarted or planned others meanwhile, asks for the whole again.
 */

const step = {
  /** The window that asks; its revisions mean nothing to another. */
  window: z.uuid(),
  /** What the scenario is called after this step. */
  revision: z.int().min(1).max(Number.MAX_SAFE_INTEGER),
};

export const PlanStep = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('whole'), ...step, scenario: Scenario }),
  z.strictObject({
    kind: z.literal('changes'),
    ...step,
    document: ScenarioId,
    /** The revision that the changes start from. */
    since: z.int().min(1).max(Number.MAX_SAFE_INTEGER),
    changes: ScenarioChanges,
  }),
]);
export type PlanStep = Readonly<z.output<typeof PlanStep>>;

/** A step with the prices that count in it. Changes count by the book of the whole that they build upon. */
export interface PricedStep {
  readonly step: PlanStep;
  readonly book: PriceBook;
}

export type PlanStepAnswer =
  | { readonly kind: 'whole'; readonly plan: WirePlan }
  | { readonly kind: 'change'; readonly change: PlanChange }
  /** The revision that the changes start from is not held here, or was planned with other prices. */
  | { readonly kind: 'out-of-step' };
