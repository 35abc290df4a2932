import { plan } from '#main/planning/plan';
import { timedBench } from './bench';
import { hallOf1000, type Hall } from './hall';

export const bench = timedBench<Hall>({
  name: 'plan-hall-1000',
  unit: 'ms',
  budget: 150,
  warmUps: 10,
  runs: 60,
  prepare: hallOf1000,
  run: ({ scenario, catalogue }) => plan(scenario, catalogue),
});
