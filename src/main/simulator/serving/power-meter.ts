import type { StepTimes, Work } from './engine';
import { notePower, type Ledger } from './ledger';
import { NANOSECONDS } from './requests';

/**
 * Sums up what a replica does until a second is over and then notes the power of that second's mean load. The power of an
 * accelerator is a concave function of its load that was fitted to means over whole runs: taken step by step, it would
 * come out lower than it was measured.
 */
export interface PowerMeter {
  readonly add: (work: Work, until: number) => void;
  /** Notes what is left when the run ends. */
  readonly flush: () => void;
}

const WINDOW = NANOSECONDS;

export function createPowerMeter(engine: StepTimes, ledger: Ledger): PowerMeter {
  // Plain fields rather than captured variables, which would be boxed anew at every change.
  const sum = { ...nothing };
  const window = { from: 0, to: 0 };
  const flush = (): void => {
    const { from, to } = window;
    if (to <= from) return;
    const promptLength = sum.promptTokens > 0 ? sum.weightedLength / sum.promptTokens : 0;
    notePower(ledger, from, to, engine.powerWatts({ ...sum, promptLength }));
    Object.assign(sum, nothing);
    window.from = to;
  };
  return {
    add: (work, until) => {
      sum.seconds += work.seconds;
      sum.busySeconds += work.busySeconds;
      sum.steps += work.steps;
      sum.outputTokens += work.outputTokens;
      sum.contextTokens += work.contextTokens;
      sum.promptTokens += work.promptTokens;
      sum.weightedLength += work.promptTokens * work.promptLength;
      window.to = until;
      if (until - window.from >= WINDOW) flush();
    },
    flush,
  };
}

const nothing = {
  seconds: 0,
  busySeconds: 0,
  steps: 0,
  outputTokens: 0,
  contextTokens: 0,
  promptTokens: 0,
  weightedLength: 0,
};
