import { useCallback, useMemo } from 'react';
import { useStore } from 'zustand';
import type { Catalogue } from '#shared/catalogue/catalogue';
import { withUserEntries } from '#shared/scenario/user-catalogue';
import type { WirePlan } from '#shared/plan/plan';
import type { Refusal } from '#shared/refusal/refusal';
import type { Scenario } from '#shared/scenario/schema';
import type { z } from '#shared/schema/zod';
import type { Api } from '#renderer/api/client';
import { useLanguage } from '#renderer/i18n/use-language';
import type { CommandName } from './command';
import { scenarioOf, type Documents } from './documents';
import type { DocumentsState } from './documents-state';
import type { PlanState } from './plans';
import type { Selection, SelectionHolder } from './selection';
import type { VerdictsState } from './verdicts';
import { useWorkbench } from './workbench';

/** A part of the open scenario; only for components that are shown while one is open. */
export function useScenario<T>(select: (scenario: Scenario) => T): T {
  return useStore(useWorkbench().documents.store, (state) => {
    const scenario = scenarioOf(state);
    if (!scenario) throw new Error('useScenario needs an open scenario');
    return select(scenario);
  });
}

/** A part of the documents' state, such as the library or what is saved. */
export const useDocuments = <T>(select: (state: DocumentsState) => T): T =>
  useStore(useWorkbench().documents.store, select);

/** A part of the newest plan; undefined until the first one is there. It lags an edit by one computation. */
export const usePlan = <T>(select: (plan: WirePlan) => T): T | undefined =>
  useStore(useWorkbench().plans.store, ({ plan }) => (plan ? select(plan) : undefined));

/** What the open scenario reaches of its workloads' objectives, and whether a newer answer is being worked out. */
export const useVerdicts = (): VerdictsState => useStore(useWorkbench().verdicts.store);

export interface PlanStatus {
  readonly pending: boolean;
  readonly refusal: Refusal | undefined;
}

/** Whether a newer plan is being computed, and why there is none. */
export function usePlanStatus(): PlanStatus {
  const { store } = useWorkbench().plans;
  const pending = useStore(store, (state: PlanState) => state.pending);
  const refusal = useStore(store, (state: PlanState) => state.refusal);
  return { pending, refusal };
}

/** Sends a command to the open scenario. Answers with the refusal when the edit is not possible. */
export const useCommands = (): Documents['dispatch'] => useWorkbench().documents.dispatch;

export interface HistoryControls {
  readonly undo: () => void;
  readonly redo: () => void;
  readonly undoName: CommandName | undefined;
  readonly redoName: CommandName | undefined;
}

/** Undo and redo, with the names of what they would undo and redo. */
export function useHistory(): HistoryControls {
  const { undo, redo } = useWorkbench().documents;
  const undoName = useDocuments(({ history }) => history.done.at(-1)?.name);
  const redoName = useDocuments(({ history }) => history.undone.at(-1)?.name);
  return { undo, redo, undoName, redoName };
}

/** The catalogue, with the entries of the user's library and those that the open scenario carries. */
export function useCatalogue(): Catalogue {
  // Its names are those of the language that the window speaks.
  useLanguage();
  const workbench = useWorkbench();
  const { documents, library } = workbench;
  useStore(library.laid, ({ laid }) => laid?.entries);
  const { catalogue } = workbench;
  const own = useStore(documents.store, (state) => scenarioOf(state)?.userCatalogue);
  return useMemo(() => withUserEntries(catalogue, own), [catalogue, own]);
}

export const useApi = (): Api => useWorkbench().api;

export interface SelectionControls extends Selection {
  readonly select: SelectionHolder['select'];
}

/** The selected racks and devices, shared by the screens and the inspector. */
export function useSelection(): SelectionControls {
  const { store, select } = useWorkbench().selection;
  const selection = useStore(store);
  return useMemo(() => ({ ...selection, select }), [selection, select]);
}

/** A part of the selection, such as whether one device is in it. */
export const useSelected = <T>(select: (selection: Selection) => T): T =>
  useStore(useWorkbench().selection.store, select);

export interface RememberedKey<T> {
  readonly key: string;
  readonly schema: z.ZodType<T>;
  readonly initial: T;
}

/**
 * A small state that survives closing, such as a zoom. Declare the key once outside the component; what was stored and
 * does not fit the schema counts as the initial value.
 */
export function useRemembered<T>({
  key,
  schema,
  initial,
}: RememberedKey<T>): readonly [T, (value: T) => void] {
  const { remembered } = useWorkbench();
  const stored = useStore(remembered.store, (state) => state[key]);
  const value = useMemo(() => {
    const parsed = stored === undefined ? undefined : schema.safeParse(stored);
    return parsed?.success ? parsed.data : initial;
  }, [stored, schema, initial]);
  const set = useCallback((next: T) => remembered.set(key, next), [remembered, key]);
  return [value, set];
}
