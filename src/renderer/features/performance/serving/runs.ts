import { createStore } from 'zustand/vanilla';
import type { ServingAnswer } from '#shared/serving/report';

/** A finished run. It is derived, so that it lives as long as the window and is in no document. */
export interface ServingRun {
  readonly id: number;
  readonly scenario: string;
  readonly name: string;
  /** Which colour of the series palette it has as long as it is kept. */
  readonly series: number;
  readonly shown: boolean;
  readonly answer: ServingAnswer;
}

interface Runs {
  readonly runs: readonly ServingRun[];
  readonly next: number;
}

export const runsStore = createStore<Runs>(() => ({ runs: [], next: 1 }));

const MOST_RUNS = 24;
const SERIES = 8;

/** Keeps a run; of one scenario only the newest are. Its colour is the first that no other of them has. */
export function keepRun({ runs, next }: Runs, run: Omit<ServingRun, 'id' | 'series' | 'shown'>): Runs {
  const own = runs.filter(({ scenario }) => scenario === run.scenario);
  const taken = new Set(own.map(({ series }) => series));
  const series = Array.from({ length: SERIES }, (_, index) => index).find((index) => !taken.has(index));
  const kept = own.length < MOST_RUNS ? runs : runs.filter((each) => each !== own[0]);
  return {
    runs: [
      ...kept,
      { ...run, id: next, name: freeName(run.name, own), series: series ?? next % SERIES, shown: true },
    ],
    next: next + 1,
  };
}

/** The name, with a number behind it where another run has it. */
function freeName(name: string, runs: readonly ServingRun[]): string {
  const taken = new Set(runs.map((run) => run.name));
  if (!taken.has(name)) return name;
  let number = 2;
  while (taken.has(`${name} (${number})`)) number += 1;
  return `${name} (${number})`;
}

export const removeRun = ({ runs, next }: Runs, id: number): Runs => ({
  runs: runs.filter((run) => run.id !== id),
  next,
});

export const changeRun = (
  { runs, next }: Runs,
  id: number,
  change: Partial<Pick<ServingRun, 'name' | 'shown'>>,
): Runs => ({ runs: runs.map((run) => (run.id === id ? { ...run, ...change } : run)), next });
