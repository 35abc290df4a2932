import type { Patch } from 'immer';
import type { ScenarioId } from '#shared/schema/ids';
import type { CommandName } from './command';

/** What was done, in order, and what was undone; newest last in both. */
export interface History {
  readonly done: readonly Step[];
  readonly undone: readonly Step[];
}

export interface EditStep {
  readonly kind: 'edit';
  readonly name: CommandName;
  readonly scenario: ScenarioId;
  readonly patches: readonly Patch[];
  readonly inverse: readonly Patch[];
  readonly merge: string | undefined;
  /** Whether the scenario was not the open one, such as when it was renamed in the library. */
  readonly inBackground: boolean;
  /** Whether the state before it is worth keeping as a version. */
  readonly milestone: boolean;
  /** Milliseconds of the last edit in the step. */
  readonly at: number;
}

/** Scenarios that came into the library or left it together. */
export interface LibraryStep {
  readonly kind: 'added' | 'deleted';
  readonly name: CommandName;
  readonly scenarios: readonly ScenarioId[];
}

/** Something done beside the scenarios, such as an edit of a quote's draft; it knows its own way back. */
export interface BesideStep {
  readonly kind: 'beside';
  readonly name: CommandName;
  readonly undo: () => void;
  readonly redo: () => void;
}

export type Step = EditStep | LibraryStep | BesideStep;

export const HISTORY_DEPTH = 500;
export const MERGE_WITHIN_MILLISECONDS = 1_000;

export const emptyHistory: History = { done: [], undone: [] };

const continues = (last: Step | undefined, step: Step): last is EditStep =>
  last?.kind === 'edit' &&
  step.kind === 'edit' &&
  step.merge !== undefined &&
  last.merge === step.merge &&
  last.scenario === step.scenario &&
  step.at - last.at <= MERGE_WITHIN_MILLISECONDS;

function merged(last: EditStep, step: EditStep): EditStep {
  return {
    ...step,
    patches: [...last.patches, ...step.patches],
    inverse: [...step.inverse, ...last.inverse],
  };
}

/** The history after something new was done: it merges quick repeats and forgets what had been undone. */
export function record(history: History, step: Step): History {
  const last = history.undone.length === 0 ? history.done.at(-1) : undefined;
  if (step.kind === 'edit' && continues(last, step)) {
    return { done: [...history.done.slice(0, -1), merged(last, step)], undone: [] };
  }
  return { done: [...history.done, step].slice(-HISTORY_DEPTH), undone: [] };
}

/** The history without what was done to scenarios that are gone for good: no step may lead back to them. */
export function withoutScenarios(history: History, gone: readonly ScenarioId[]): History {
  const kept = (steps: readonly Step[]): readonly Step[] =>
    steps.flatMap((step): readonly Step[] => {
      if (step.kind === 'beside') return [step];
      if (step.kind === 'edit') return gone.includes(step.scenario) ? [] : [step];
      const scenarios = step.scenarios.filter((id) => !gone.includes(id));
      return scenarios.length === 0 ? [] : [{ ...step, scenarios }];
    });
  return { done: kept(history.done), undone: kept(history.undone) };
}

export interface Moved {
  readonly history: History;
  readonly step: Step;
}

/** Takes the newest step back; undefined when there is none. */
export function stepBack({ done, undone }: History): Moved | undefined {
  const step = done.at(-1);
  return step && { step, history: { done: done.slice(0, -1), undone: [...undone, step] } };
}

/** Does the newest undone step again; undefined when there is none. */
export function stepForward({ done, undone }: History): Moved | undefined {
  const step = undone.at(-1);
  return step && { step, history: { done: [...done, step], undone: undone.slice(0, -1) } };
}
