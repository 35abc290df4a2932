import type { PriceBook } from '#shared/prices/price-book';
import { ScenarioChanges } from '#shared/scenario/changes';
import { Scenario } from '#shared/scenario/schema';
import { type RackId, ScenarioId } from '#shared/schema/ids';
import { z } from '#shared/schema/zod';
import type { WirePlan } from './plan';

/**
 * What is sent when a plan follows one that the other side holds. Racks and problems that are the very objects of the
 * plan before are not sent again; the rest is small.
 */

type WireProblems = WirePlan['problems'];

interface PlanChange {
  readonly racks: WirePlan['racks'];
  /** The racks of the plan in their order; absent where they are those of the plan before. */
  readonly order?: readonly RackId[];
  /** Problems kept from the start and from the end of the list before, and what stands between. */
  readonly problems: { readonly first: number; readonly between: WireProblems; readonly last: number };
  readonly rest: Omit<WirePlan, 'racks' | 'problems'>;
}

const idsOf = (racks: WirePlan['racks']): readonly RackId[] => Object.values(racks).map(({ id }) => id);

export const sameItems = (a: readonly unknown[], b: readonly unknown[]): boolean =>
  a.length === b.length && a.every((item, index) => item === b[index]);

function problemChange(before: WireProblems, after: WireProblems): PlanChange['problems'] {
  const shorter = Math.min(before.length, after.length);
  let first = 0;
  while (first < shorter && before[first] === after[first]) first += 1;
  let last = 0;
  while (last < shorter - first && before.at(-1 - last) === after.at(-1 - last)) last += 1;
  return { first, between: after.slice(first, after.length - last), last };
}

/** What leads from one plan to the next. */
export function planChange(before: WirePlan, after: WirePlan): PlanChange {
  const { racks, problems, ...rest } = after;
  const changed = Object.values(racks).filter((rack) => before.racks[rack.id] !== rack);
  const order = idsOf(racks);
  return {
    racks: Object.fromEntries(changed.map((rack) => [rack.id, rack])),
    ...(sameItems(order, idsOf(before.racks)) ? {} : { order }),
    problems: problemChange(before.problems, problems),
    rest,
  };
}

type WireRack = WirePlan['racks'][RackId];

function inOrder(racks: WirePlan['racks'], order: readonly RackId[]): WirePlan['racks'] {
  const ordered: Record<RackId, WireRack> = {};
  for (const id of order) if (Object.hasOwn(racks, id)) ordered[id] = racks[id] as WireRack;
  return ordered;
}

/** The plan that a change leads to; racks it does not name are the very objects of the plan before. */
export function changedPlan(before: WirePlan, { racks, order, problems, rest }: PlanChange): WirePlan {
  const all: WirePlan['racks'] = { ...before.racks, ...racks };
  const { first, between, last } = problems;
  return {
    racks: order === undefined ? all : inOrder(all, order),
    ...rest,
    problems: [
      ...before.problems.slice(0, first),
      ...between,
      ...before.problems.slice(before.problems.length - last),
    ],
  };
}

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
