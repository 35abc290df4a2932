import type { Catalogue } from '#shared/catalogue/catalogue';
import type { WirePlan } from '#shared/plan/plan';
import { planChange } from '#shared/plan/plan-change';
import type { PlanStep, PlanStepAnswer, PricedStep } from '#shared/plan/plan-step';
import { withPriceBook, type PriceBook } from '#shared/price-book';
import type { Refusal } from '#shared/refusal';
import { success, type Result } from '#shared/result';
import { withChanges } from '#shared/scenario/changes';
import type { Scenario } from '#shared/scenario/schema';
import { createPlanner, type Planner } from './plan';
import { wirePlanner } from './wire';

/** Plans a scenario edit by edit. */
export type PlanningDesk = (asked: PricedStep) => Result<PlanStepAnswer, Refusal>;

interface Kept {
  readonly planner: Planner;
  readonly toWire: ReturnType<typeof wirePlanner>;
  /** As it was sent; what is planned is this with the prices of the book. */
  readonly scenario: Scenario;
  readonly book: PriceBook;
  readonly revision: number;
  readonly plan: WirePlan;
}

interface DeskOptions {
  /** Scenarios planned at the same time; the one not asked about for longest goes first. */
  readonly places?: number;
  /** Whether a scenario may be planned here. One that no longer may is given up, and is to be sent whole elsewhere. */
  readonly holds?: (scenario: Scenario) => boolean;
}

type WholeStep = Extract<PlanStep, { readonly kind: 'whole' }>;

const isSameBook = (a: PriceBook, b: PriceBook): boolean => a.revision === b.revision && a.today === b.today;

const PLACES = 3;

const outOfStep = success<PlanStepAnswer>({ kind: 'out-of-step' });

const keyOf = (step: PlanStep): string =>
  `${step.window}/${step.kind === 'whole' ? step.scenario.id : step.document}`;

/**
 * A desk keeps a planner per open scenario, so that an edit derives anew only what it touched, and answers with what
 * differs from the plan before. It forgets freely: a step that does not follow what it keeps is out of step, and the
 * asker sends the whole scenario.
 */
export function createPlanningDesk(
  catalogue: Catalogue,
  { places = PLACES, holds = () => true }: DeskOptions = {},
): PlanningDesk {
  const desk = new Map<string, Kept>();

  const keep = (key: string, kept: Kept): void => {
    desk.delete(key);
    desk.set(key, kept);
    for (const oldest of desk.keys()) if (desk.size > places) desk.delete(oldest);
  };

  const planWhole = (key: string, { scenario, revision }: WholeStep, book: PriceBook): PlanStepAnswer => {
    const planner = createPlanner(catalogue);
    const toWire = wirePlanner();
    const plan = toWire(planner(withPriceBook(scenario, book)));
    keep(key, { planner, toWire, scenario, book, revision, plan });
    return { kind: 'whole', plan };
  };

  const planChanged = (key: string, kept: Kept, scenario: Scenario, revision: number): PlanStepAnswer => {
    const plan = kept.toWire(kept.planner(withPriceBook(scenario, kept.book)));
    keep(key, { ...kept, scenario, revision, plan });
    return { kind: 'change', change: planChange(kept.plan, plan) };
  };

  return ({ step, book }) => {
    const key = keyOf(step);
    if (step.kind === 'whole') return success(planWhole(key, step, book));
    const kept = desk.get(key);
    if (kept?.revision !== step.since || !isSameBook(kept.book, book)) return outOfStep;
    const changed = withChanges(kept.scenario, step.changes);
    if (!changed.ok) return changed;
    if (holds(changed.value)) return success(planChanged(key, kept, changed.value, step.revision));
    desk.delete(key);
    return outOfStep;
  };
}
