import { resnetGraph } from '#main/simulator/lpu/schedule/graphs/resnet';
import { scheduleGraph } from '#main/simulator/lpu/schedule/scheduler';
import { timedBench } from './bench';

/** ResNet-50 from its description to every operation's unit, cycles and place. */
export const bench = timedBench({
  name: 'lpu-schedule-resnet-50',
  unit: 'ms',
  budget: 100,
  warmUps: 3,
  runs: 50,
  prepare: () => Promise.resolve(undefined),
  run: () => scheduleGraph(resnetGraph(50)),
});
