import { plan } from '#main/planning/plan';
import { timedBench } from './bench';
import { hallOf100, type Hall } from './hall';

export const bench = timedBench<Hall>({
  name: 'plan-hall-100',
  unit: 'ms',
  budget: 50,
  warmUps: 30,
  runs: 200,
  prepare: hallOf100,
  run: ({ scenario, catalogue }) => plan(scenario, catalogue),
});
