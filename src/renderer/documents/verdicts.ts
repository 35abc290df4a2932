import { createStore, type StoreApi } from 'zustand/vanilla';
import type { Answer } from '#shared/api/contract';
import type { ServiceVerdict } from '#shared/serving/verdict';
import type { ScenarioId } from '#shared/schema/ids';
import { countedScenario, type CountedScenario } from '#shared/plan/counted-scenario';
import type { WirePlan } from '#shared/plan/plan';
import type { Library } from '#shared/library/library';
import type { Scenario } from '#shared/scenario/schema';

export interface VerdictsState {
  /** What the open scenario reaches of its workloads' objectives; the last answer stays while the next is worked out. */
  readonly verdicts: readonly ServiceVerdict[] | undefined;
  readonly scenario: ScenarioId | undefined;
  readonly pending: boolean;
}

export interface Verdicts {
  readonly store: StoreApi<VerdictsState>;
  /** Asks for the verdicts of a planned scenario; nothing where nothing that they rest on has changed. */
  readonly request: (scenario: Scenario | undefined, plan: WirePlan | undefined, library?: Library) => void;
}

const nothing: VerdictsState = { verdicts: undefined, scenario: undefined, pending: false };

/** What verdicts rest on: by itself where it is kept as it was, by its content where every plan counts it anew. */
const reasonsOf = (
  { id, workloads, deployments, choices, overrides, userCatalogue }: Scenario,
  plan: WirePlan,
) => [
  id,
  workloads,
  deployments,
  choices,
  overrides,
  userCatalogue,
  JSON.stringify(plan.totals.accelerators),
];

/** Keeps the verdicts of the open scenario up to date: one simulation at a time, and only the newest state next. */
export function verdictsFrom(
  ask: (question: CountedScenario) => Promise<Answer<readonly ServiceVerdict[]>>,
): Verdicts {
  const store = createStore<VerdictsState>(() => nothing);
  let reasons: readonly unknown[] = [];
  let wanted: CountedScenario | undefined;
  let running = false;

  /** A scenario that is no longer open needs no answer. */
  const isOpen = (asked: CountedScenario): boolean => wanted?.scenario.id === asked.scenario.id;

  const run = async (): Promise<void> => {
    running = true;
    let asked: CountedScenario | undefined;
    while (wanted && wanted !== asked) {
      asked = wanted;
      const answer = await ask(asked);
      if (!isOpen(asked)) continue;
      store.setState({
        pending: wanted !== asked,
        verdicts: answer.ok ? answer.value : undefined,
      });
    }
    running = false;
  };

  return {
    store,
    request: (scenario, plan, library) => {
      if (!scenario) {
        [reasons, wanted] = [[], undefined];
        store.setState(nothing);
        return;
      }
      if (!plan) return;
      const now = [...reasonsOf(scenario, plan), library];
      if (now.length === reasons.length && now.every((reason, index) => reason === reasons[index])) return;
      reasons = now;
      wanted = countedScenario(scenario, plan);
      const same = store.getState().scenario === scenario.id;
      store.setState(
        same ? { pending: true } : { verdicts: undefined, scenario: scenario.id, pending: true },
      );
      if (!running) void run();
    },
  };
}
