import { useCallback } from 'react';
import { useStore } from 'zustand';
import type { CommandName } from '#renderer/documents/command';
import { COMPARED_ID, nothingCompared } from '#renderer/documents/compared';
import type { ScenarioSummary } from '#renderer/documents/summary';
import { useWorkbench } from '#renderer/documents/workbench';
import type { Compared } from '#shared/compare/comparison';
import type { ScenarioId } from '#shared/schema/ids';

/** Edits of what is compared; each gives the arrangement as it is afterwards. */

const pinnedFirst = (all: readonly string[], pinned: readonly string[]): readonly string[] => [
  ...pinned.filter((each) => all.includes(each)),
  ...all.filter((each) => !pinned.includes(each)),
];

/** The ids in the order of the columns: the pinned ones first. */
export const columnsOf = ({ scenarios, pinnedScenarios }: Compared): readonly string[] =>
  pinnedFirst(scenarios, pinnedScenarios);

/** The chosen scenarios that the library still has, in the order of the columns. */
export const listedOf = (
  compared: Compared,
  library: readonly ScenarioSummary[],
): readonly ScenarioSummary[] =>
  columnsOf(compared).flatMap((id) => library.find((row) => row.id === id) ?? []);

/** Which column is the baseline: the chosen one, or the first. */
export const baselineOf = ({ baseline }: Compared, ids: readonly string[]): number =>
  Math.max(0, baseline === undefined ? 0 : ids.indexOf(baseline));

const without = (all: readonly string[], id: string): string[] => all.filter((each) => each !== id);

/** Adds a scenario as the last column, or takes it out. */
export const toggled = (compared: Compared, id: ScenarioId): Compared => {
  const { scenarios, pinnedScenarios } = compared;
  return scenarios.includes(id)
    ? { ...compared, scenarios: without(scenarios, id), pinnedScenarios: without(pinnedScenarios, id) }
    : { ...compared, scenarios: [...scenarios, id] };
};

/** Makes a chosen scenario the baseline; it stays in its column. */
export const withBaseline = (compared: Compared, id: ScenarioId): Compared => ({
  ...compared,
  baseline: id,
});

function movedIn(all: readonly string[], id: string, to: number): string[] {
  const others = without(all, id);
  const place = Math.max(0, Math.min(others.length, to));
  return [...others.slice(0, place), id, ...others.slice(place)];
}

/** Moves a column to a place; a pinned one stays among the pinned, another among the others. */
export function withColumnAt(compared: Compared, id: string, to: number): Compared {
  const columns = columnsOf(compared);
  const pinned = compared.pinnedScenarios.filter((each) => columns.includes(each));
  if (pinned.includes(id)) return { ...compared, pinnedScenarios: movedIn(pinned, id, to) };
  const free = columns.slice(pinned.length);
  return { ...compared, scenarios: [...pinned, ...movedIn(free, id, to - pinned.length)] };
}

const turned = (all: readonly string[], id: string): string[] =>
  all.includes(id) ? without(all, id) : [...all, id];

export const withColumnPinned = (compared: Compared, id: string): Compared => ({
  ...compared,
  pinnedScenarios: turned(compared.pinnedScenarios, id),
});

export const withRowPinned = (compared: Compared, name: string): Compared => ({
  ...compared,
  pinnedRows: turned(compared.pinnedRows, name),
});

/** Moves a pinned row up or down among the pinned. */
export const withRowMoved = (compared: Compared, name: string, by: -1 | 1): Compared => ({
  ...compared,
  pinnedRows: movedIn(compared.pinnedRows, name, compared.pinnedRows.indexOf(name) + by),
});

/** A pinned row dropped on another takes its place. */
export const withRowAt = (compared: Compared, name: string, onto: string): Compared => ({
  ...compared,
  pinnedRows: movedIn(compared.pinnedRows, name, compared.pinnedRows.indexOf(onto)),
});

/** Notes something of a column or a row; an empty text takes the note away. */
export function withNote(
  compared: Compared,
  of: { readonly kind: 'scenario' | 'row'; readonly key: string },
  text: string,
): Compared {
  const field = of.kind === 'scenario' ? 'scenarioNotes' : 'rowNotes';
  const others = Object.fromEntries(Object.entries(compared[field]).filter(([key]) => key !== of.key));
  const note = text.trim();
  return { ...compared, [field]: note === '' ? others : { ...others, [of.key]: note } };
}

/** Changes the arrangement under a name that undo shows. */
export type Arrange = (name: CommandName, change: (compared: Compared) => Compared) => void;

/** What the user arranged, and how to change it; every change can be undone. */
export function useCompared(): readonly [Compared, Arrange] {
  const { comparisons } = useWorkbench();
  const compared = useStore(comparisons.store, ({ records }) => records[COMPARED_ID] ?? nothingCompared);
  const arrange = useCallback<Arrange>(
    (name, change) => {
      const before = comparisons.store.getState().records[COMPARED_ID] ?? nothingCompared;
      comparisons.change({ name, put: [change(before)] });
    },
    [comparisons],
  );
  return [compared, arrange];
}
