import { createStore, type StoreApi } from 'zustand/vanilla';
import type { Answer } from '#shared/api/contract';
import type { ScenarioId } from '#shared/ids';
import type { WirePlan } from '#shared/plan/plan';
import type { Refusal } from '#shared/refusal';
import type { Scenario } from '#shared/scenario/schema';

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
