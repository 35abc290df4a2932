import type { Answer } from '#shared/api/contract';
import type { WirePlan } from '#shared/plan/plan';
import type { Scenario } from '#shared/scenario/schema';

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
