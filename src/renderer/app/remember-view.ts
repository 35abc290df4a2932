import { DeviceId, RackId, ScenarioId } from '#shared/schema/ids';
import { z } from '#shared/schema/zod';
import { scenarioOf } from '#renderer/documents/documents';
import type { Workbench } from '#renderer/documents/workbench';
import { scenarioKey, selectionKey } from './settings';

const StoredSelection = z.object({
  racks: z.array(RackId).max(2_000),
  devices: z.array(DeviceId).max(40_000),
});

/** Opens the scenario that was open, or the newest, and selects in it what was selected. */
export async function restoreView({ documents, remembered, selection }: Workbench): Promise<void> {
  const { library } = documents.store.getState();
  const stored = remembered.store.getState();
  const wanted = ScenarioId.safeParse(stored[scenarioKey.key]).data;
  const opened = wanted ?? library[0]?.id;
  const scenario = await openFirst(documents, [opened, ...library.map(({ id }) => id)]);
  const selected = StoredSelection.safeParse(stored[selectionKey]).data;
  if (!scenario || !selected || scenario.id !== wanted) return;
  selection.select({
    racks: selected.racks.filter((id) => id in scenario.racks),
    devices: selected.devices.filter((id) => id in scenario.devices),
  });
}

async function openFirst(documents: Workbench['documents'], candidates: readonly (ScenarioId | undefined)[]) {
  for (const id of candidates) {
    const known = documents.store.getState().library.some((row) => row.id === id);
    const result = id === undefined || !known ? undefined : await documents.open(id);
    if (result?.ok) return result.value;
  }
  return undefined;
}

/** Remembers what is selected, and forgets a selection whose things are gone. */
export function rememberView({ documents, remembered, selection }: Workbench): () => void {
  const stopDocuments = documents.store.subscribe((state, before) => {
    if (state.current !== before.current && before.current !== undefined) selection.select({});
    const scenario = scenarioOf(state);
    if (!scenario || scenario === scenarioOf(before)) return;
    const { racks, devices } = selection.store.getState();
    const left = {
      racks: racks.filter((id) => id in scenario.racks),
      devices: devices.filter((id) => id in scenario.devices),
    };
    if (left.racks.length < racks.length || left.devices.length < devices.length) selection.select(left);
  });
  const stopSelection = selection.store.subscribe((chosen) => remembered.set(selectionKey, chosen));
  return () => {
    stopDocuments();
    stopSelection();
  };
}
