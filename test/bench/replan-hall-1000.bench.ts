import { createPlanner, type Planner } from '#main/planning/plan';
import type { Device, Scenario } from '#shared/scenario/schema';
import { timedBench } from './bench';
import { hallOf1000 } from './hall';

interface Session {
  readonly planner: Planner;
  /** The hall before and after one device was moved, over and over. */
  readonly states: readonly Scenario[];
  turn: number;
}

/** The hall with its last device moved into the last gateway rack, as an edit leaves it: all else the same objects. */
function withOneMove(scenario: Scenario): Scenario {
  const devices: readonly Device[] = Object.values(scenario.devices);
  const moved = devices.at(-1);
  const target = Object.values(scenario.racks).at(-2);
  if (moved === undefined || target === undefined) throw new Error('The hall is empty.');
  return {
    ...scenario,
    devices: { ...scenario.devices, [moved.id]: { ...moved, rack: target.id, position: 40 } },
  };
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
