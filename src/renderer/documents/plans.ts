import { createStore, type StoreApi } from 'zustand/vanilla';
import type { Api } from '#renderer/api/client';
import type { Answer } from '#shared/api/contract';
import type { WirePlan } from '#shared/plan/plan';
import { changedPlan, type PlanStepAnswer } from '#shared/plan/plan-step';
import { failure, type Refusal, success } from '#shared/refusal/refusal';
import { changesBetween } from '#shared/scenario/changes';
import type { Scenario } from '#shared/scenario/schema';
import type { ScenarioId } from '#shared/schema/ids';

/** What the main side answered last, and what it was asked for. */
interface Held {
  readonly scenario: Scenario;
  readonly revision: number;
  readonly plan: WirePlan;
}

/**
 * Has scenarios planned by sending what differs from the one before: the whole first, and whenever the main side no
 * longer holds what the changes start from. One scenario is asked about at a time.
 */
export function plannedStepwise(
  planStep: Api['planStep'],
  window: string,
): (scenario: Scenario) => Promise<Answer<WirePlan>> {
  let held: Held | undefined;
  let revision = 0;

  const keep = (scenario: Scenario, plan: WirePlan): Answer<WirePlan> => {
    held = { scenario, revision, plan };
    return success(plan);
  };

  const askChanges = async ({ scenario: from, revision: since }: Held, scenario: Scenario) =>
    planStep({
      kind: 'changes',
      window,
      revision,
      document: scenario.id,
      since,
      changes: changesBetween(from, scenario),
    });

  const askWhole = async (scenario: Scenario): Promise<Answer<WirePlan>> => {
    revision += 1;
    const answer = await planStep({ kind: 'whole', window, revision, scenario });
    if (!answer.ok) return answer;
    return answer.value.kind === 'whole' ? keep(scenario, answer.value.plan) : failure(outOfStep);
  };

  const planOf = (answer: PlanStepAnswer, before: WirePlan): WirePlan | undefined =>
    answer.kind === 'change' ? changedPlan(before, answer.change) : undefined;

  return async (scenario) => {
    const before = held;
    held = undefined;
    if (before?.scenario.id !== scenario.id) return askWhole(scenario);
    revision += 1;
    const answer = await askChanges(before, scenario);
    if (!answer.ok) return answer;
    const plan = planOf(answer.value, before.plan);
    return plan === undefined ? askWhole(scenario) : keep(scenario, plan);
  };
}

const outOfStep = {
  code: 'plan-out-of-step',
  message: 'The plan could not be brought up to date. Change something, or open the scenario again.',
};

export interface PlanState {
  /** The newest plan of the open scenario; the last one stays while the next is computed. */
  readonly plan: WirePlan | undefined;
  readonly scenario: ScenarioId | undefined;
  readonly pending: boolean;
  readonly refusal: Refusal | undefined;
}

export interface Plans {
  readonly store: StoreApi<PlanState>;
  /** Asks for the plan of this scenario; the latest request wins. */
  readonly request: (scenario: Scenario | undefined) => void;
  /** Plans the same scenario again, since something that it is priced by has changed. */
  readonly refresh: () => void;
}

const nothing: PlanState = { plan: undefined, scenario: undefined, pending: false, refusal: undefined };

/** Keeps the plan of the open scenario up to date: one computation at a time, and only the newest state next. */
export function plansFrom(plan: (scenario: Scenario) => Promise<Answer<WirePlan>>): Plans {
  const store = createStore<PlanState>(() => nothing);
  const queue: { wanted: Scenario | undefined; running: boolean } = { wanted: undefined, running: false };

  const run = async (): Promise<void> => {
    queue.running = true;
    let asked: Scenario | undefined;
    while (queue.wanted && queue.wanted !== asked) {
      asked = queue.wanted;
      const answer = await plan(asked);
      show(answer, asked);
    }
    queue.running = false;
  };

  /** A plan that an edit has overtaken is still shown, a plan of another scenario is not. */
  const show = (answer: Answer<WirePlan>, asked: Scenario): void => {
    if (queue.wanted?.id !== asked.id) return;
    const pending = queue.wanted !== asked;
    if (answer.ok) store.setState({ plan: answer.value, pending, refusal: undefined });
    else store.setState({ pending, refusal: answer.error });
  };

  return {
    store,
    refresh: () => {
      if (!queue.wanted) return;
      queue.wanted = { ...queue.wanted };
      store.setState({ pending: true });
      if (!queue.running) void run();
    },
    request: (scenario) => {
      if (scenario === queue.wanted) return;
      queue.wanted = scenario;
      if (!scenario) {
        store.setState(nothing);
        return;
      }
      const same = store.getState().scenario === scenario.id;
      store.setState(same ? { pending: true } : { ...nothing, scenario: scenario.id, pending: true });
      if (!queue.running) void run();
    },
  };
}

/** Plans a scenario that is not the open one; undefined where a newer question came before it was its turn. */
export type PlanPreview = (scenario: Scenario) => Promise<Answer<WirePlan> | undefined>;

interface Waiting {
  readonly scenario: Scenario;
  readonly answer: (answer: Answer<WirePlan> | undefined) => void;
}

/** Asks one question at a time, of those that wait only the newest: a pointer moves faster than plans are made. */
export function planPreview(plan: (scenario: Scenario) => Promise<Answer<WirePlan>>): PlanPreview {
  let waiting: Waiting | undefined;
  let running = false;

  const run = async (): Promise<void> => {
    running = true;
    while (waiting) {
      const { scenario, answer } = waiting;
      waiting = undefined;
      answer(await plan(scenario));
    }
    running = false;
  };

  return (scenario) =>
    new Promise((resolve) => {
      waiting?.answer(undefined);
      waiting = { scenario, answer: resolve };
      if (!running) void run();
    });
}
