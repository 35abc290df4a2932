import { castDraft } from 'immer';
import type { Command } from '#renderer/documents/command';
import type { NetboxImported } from '#shared/exchange/exchange';

/** Takes what was imported over into the open scenario, as one step. */
export const takeImport = ({ scenario, added }: NetboxImported): Command => ({
  name: { key: 'exchange:commands.import', params: added },
  milestone: true,
  recipe: (draft) => {
    for (const rack of Object.values(scenario.racks)) draft.racks[rack.id] ??= rack;
    for (const device of Object.values(scenario.devices)) draft.devices[device.id] ??= device;
    // Racks may have brought types of their own.
    if (added.types + added.racks > 0 && scenario.userCatalogue) {
      draft.userCatalogue = castDraft(structuredClone(scenario.userCatalogue));
    }
  },
});
