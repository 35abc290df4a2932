import { timedBench } from './bench';
import { runServing, servingRun, type ServingRuns } from './serving-runs';

/** Ten thousand requests on eight GPUs, event by event, from the case to the report. */
export const bench = timedBench<ServingRuns>({
  name: 'serving-10000-requests',
  unit: 'ms',
  budget: 300,
  warmUps: 3,
  runs: 20,
  prepare: servingRun(10_000),
  run: runServing,
});
