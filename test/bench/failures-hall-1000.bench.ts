import { powerReport } from '#main/planning/power-report';
import { withChain } from './chain';
import { timedBench } from './bench';
import { hallOf1000, type Hall } from './hall';

export const bench = timedBench<Hall>({
  name: 'failures-hall-1000',
  unit: 'ms',
  budget: 500,
  warmUps: 5,
  runs: 30,
  prepare: async (context) => {
    const hall = await hallOf1000(context);
    return { ...hall, scenario: withChain(hall.scenario) };
  },
  run: ({ scenario, catalogue }) => powerReport({ scenario, level: 'maximum' }, catalogue),
});
