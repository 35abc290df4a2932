import { join } from 'node:path';
import { createDispatcher, type AppHandlers } from '#main/api/dispatch';
import { createPool } from '#main/jobs/pool';
import { plainContext } from '#main/services/computing';
import { planSteps } from '#main/jobs/plan-steps';
import { servicesOn } from '#main/services/services';
import type { Answer } from '#shared/api/contract';
import type { PlanStepAnswer } from '#shared/plan/plan-step';
import type { WirePlan } from '#shared/plan/plan';
import { noPrices } from '#shared/prices/price-book';
import type { Scenario } from '#shared/scenario/schema';
import { plannedStepwise } from '#renderer/documents/plans';
import { timedBench } from './bench';
import { hallOf1000 } from './hall';
import { withOneMove } from './one-move';

interface Session {
  readonly planned: (scenario: Scenario) => Promise<Answer<WirePlan>>;
  readonly states: readonly Scenario[];
  turn: number;
}

const reportBug = (error: unknown): never => {
  throw error;
};

/**
 * From an edit in the window to the plan of it there: the changes are found, cross to the thread that keeps the hall, are
 * checked and planned, and what changed comes back, each way as a copy like between the processes.
 */
export const bench = timedBench<Session>({
  name: 'edit-to-plan-hall-1000',
  unit: 'ms',
  budget: 50,
  warmUps: 20,
  runs: 200,
  prepare: async (context) => {
    const { scenario, catalogue } = await hallOf1000(context);
    const measured = () => Promise.resolve([]);
    const services = servicesOn({ catalogue, examplesIn: measured, measured });
    const workerFile = join(context.root, 'out/main/worker.js');
    const computing = createPool({ workerFile, data: join(context.root, 'out/main/data') });
    const handlers = {
      planStep: planSteps({ beside: () => Promise.resolve(services) }, computing),
    } as Partial<AppHandlers> as AppHandlers;
    const { dispatch } = createDispatcher(handlers, reportBug);
    const planned = plannedStepwise(async (step) => {
      const answer = await dispatch(
        { name: 'planStep', input: { input: structuredClone(step), book: noPrices } },
        plainContext,
      );
      return structuredClone(answer) as Answer<PlanStepAnswer>;
    }, crypto.randomUUID());
    await planned(scenario);
    return { planned, states: [withOneMove(scenario), scenario], turn: 0 };
  },
  run: async (session) => {
    session.turn = 1 - session.turn;
    const scenario = session.states[session.turn];
    const answer = scenario && (await session.planned(scenario));
    if (answer?.ok !== true) throw new Error('The hall was not planned.');
    return answer;
  },
});
