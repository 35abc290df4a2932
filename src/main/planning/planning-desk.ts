import type { Catalogue } from '#shared/catalogue/catalogue';
import type { Plan, WirePlan } from '#shared/plan/plan';
import { planChange, type PlanStep, type PlanStepAnswer, type PricedStep } from '#shared/plan/plan-step';
import { type PriceBook, withPriceBook } from '#shared/prices/price-book';
import { type Refusal, type Result, success } from '#shared/refusal/refusal';
import { withChanges } from '#shared/scenario/changes';
import type { Scenario } from '#shared/scenario/schema';
import { perObject } from './memory';
import { createPlanner, type Planner } from './plan';

function withoutTraces(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withoutTraces);
  if (typeof value !== 'object' || value === null) return value;
  const copy: Record<string, unknown> = {};
  for (const [key, member] of Object.entries(value)) {
    if (key !== 'trace') copy[key] = withoutTraces(member);
  }
  return copy;
}

/** The plan without its traces, as it crosses to screens and into JSON. */
export const wirePlan = (plan: Plan): WirePlan => withoutTraces(plan) as WirePlan;

/** The same for plans that follow each other: a rack or problem of the plan before stays the object that it became. */
function wirePlanner(): (plan: Plan) => WirePlan {
  const part = perObject((object: object) => withoutTraces(object) as object);
  return ({ racks, problems, ...rest }) => {
    const wire: unknown = {
      racks: Object.fromEntries(Object.entries(racks).map(([id, rack]) => [id, part(rack)])),
      ...(withoutTraces(rest) as object),
      problems: problems.map(part),
    };
    return wire as WirePlan;
  };
}

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
