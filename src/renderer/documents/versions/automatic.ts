import { localDayOf } from '#shared/time/calendar-day';
import type { ScenarioId } from '#shared/schema/ids';
import type { Refusal } from '#shared/refusal/refusal';
import type { Scenario } from '#shared/scenario/schema';
import type { Documents } from '#renderer/documents/documents';
import type { DocumentsState } from '#renderer/documents/documents-state';
import type { VersionReason } from './version';
import type { Versions } from './versions';

export interface AutomaticOptions {
  readonly documents: Pick<Documents, 'store'>;
  readonly versions: Pick<Versions, 'load' | 'keepAutomatically'>;
  readonly now: () => number;
  /** Told when a version could not be kept. */
  readonly onFailure: (refusal: Refusal) => void;
  /** Puts work off until the edit is on the screen. */
  readonly later?: (work: () => void) => void;
}

const PUT_OFF_MILLISECONDS = 300;

/**
 * Keeps versions by itself: the state before an edit that changes much at once, and the state in which a scenario was
 * found at the first change of a day. What begins today has no earlier state that is worth keeping.
 */
export function keepAutomatically({
  documents,
  versions,
  now,
  onFailure,
  later = (work) => setTimeout(work, PUT_OFF_MILLISECONDS),
}: AutomaticOptions): () => void {
  const begun = new Map<ScenarioId, string>();
  let told = false;

  const keep = async (scenario: Scenario, reason: VersionReason): Promise<void> => {
    const kept = await versions.keepAutomatically(scenario, reason);
    // A full disk is told once, not at every edit.
    if (!kept.ok && !told) onFailure(kept.error);
    told = !kept.ok;
  };

  const beginDay = async (scenario: Scenario, today: string): Promise<void> => {
    const list = await versions.load(scenario.id);
    const already =
      list.ok && list.value.some(({ reason, at }) => reason.kind === 'day' && localDayOf(at) === today);
    if (!already) await keep(scenario, { kind: 'day' });
  };

  return documents.store.subscribe((state, before) => {
    if (state.opened === before.opened || state.history === before.history) return;
    for (const scenario of Object.values(before.opened)) {
      const after = state.opened[scenario.id];
      if (after === undefined || after === scenario) continue;
      const today = localDayOf(now());
      const first = begun.get(scenario.id) !== today;
      begun.set(scenario.id, today);
      const edit = milestoneBetween(before, state, scenario.id);
      if (edit) later(() => void keep(scenario, { kind: 'before', edit }));
      else if (first && createdOn(state, scenario.id) !== today) later(() => void beginDay(scenario, today));
    }
  });
}

/** The name of the large edit that was just done to a scenario; undefined for anything else, undo among it. */
function milestoneBetween(before: DocumentsState, state: DocumentsState, id: ScenarioId) {
  const step = state.history.done.at(-1);
  const isNew = step !== undefined && !before.history.done.includes(step);
  return isNew && step.kind === 'edit' && step.milestone && step.scenario === id ? step.name : undefined;
}

const createdOn = ({ library }: DocumentsState, id: ScenarioId): string | undefined => {
  const row = library.find((each) => each.id === id);
  return row && localDayOf(row.createdAt);
};
