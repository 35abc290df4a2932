import { createPlanner, type Planner } from '#main/planning/plan';
import type { Scenario } from '#shared/scenario/schema';
import { timedBench } from './bench';
import { hallOf1000 } from './hall';
import { withOneMove } from './one-move';

interface Session {
  readonly planner: Planner;
  /** The hall before and after one device was moved, over and over. */
  readonly states: readonly Scenario[];
  turn: number;
}

export const bench = timedBench<Session>({
  name: 'replan-hall-1000',
  unit: 'ms',
  budget: 15,
  warmUps: 20,
  runs: 200,
  prepare: async (context) => {
    const { scenario, catalogue } = await hallOf1000(context);
    const planner = createPlanner(catalogue);
    planner(scenario);
    return { planner, states: [withOneMove(scenario), scenario], turn: 0 };
  },
  run: (session) => {
    session.turn = 1 - session.turn;
    const scenario = session.states[session.turn];
    return scenario && session.planner(scenario);
  },
});
