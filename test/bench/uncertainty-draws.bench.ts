import { uncertainty } from '#main/planning/uncertainty/report';
import { timedBench } from './bench';
import { articleFleets, type Fleets } from './fleets';

/** 16,384 draws of two fleets on one core, with bands, tornado and turning points. */
export const bench = timedBench<Fleets>({
  name: 'uncertainty-draws',
  unit: 'ms',
  budget: 1_000,
  warmUps: 2,
  runs: 20,
  prepare: articleFleets,
  run: ({ scenarios, catalogue }) =>
    uncertainty({ scenarios: [...scenarios], draws: 16_384, seed: 1, metric: 'total' }, catalogue),
});
