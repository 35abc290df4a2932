import { timedBench } from './bench';
import { runServing, servingRun, type ServingRuns } from './serving-runs';

/** A million requests on eight GPUs, without a warm-up: such a run is made once. */
export const bench = timedBench<ServingRuns>({
  name: 'serving-million-requests',
  unit: 'ms',
  budget: 20_000,
  warmUps: 0,
  runs: 3,
  prepare: servingRun(1_000_000),
  run: runServing,
});
