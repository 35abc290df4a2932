import type { ComponentType } from 'react';
import { fetchedLater } from '#renderer/components/fetched-later';
import { useDesignerState, type DesignerDialog } from '#renderer/features/layout/designer/designer';

/** The dialogs of the designer, each fetched when it is first opened, or ahead of that. */
const dialogs: Readonly<Record<DesignerDialog, ComponentType>> = {
  'auto-fit': fetchedLater({
    load: async () => (await import('./auto-fit-dialog')).AutoFitDialog,
    namespaces: ['autofit'],
  }),
  rearrange: fetchedLater({
    load: async () => (await import('./rearrange-dialog')).RearrangeDialog,
    namespaces: ['autofit'],
  }),
  'add-racks': fetchedLater({ load: async () => (await import('./add-racks-dialog')).AddRacksDialog }),
  'fill-rack': fetchedLater({ load: async () => (await import('./fill-rack-dialog')).FillRackDialog }),
  duplicate: fetchedLater({ load: async () => (await import('./duplicate-dialog')).DuplicateDialog }),
  group: fetchedLater({
    load: async () => (await import('./group-dialog')).GroupDialog,
    namespaces: ['groups'],
  }),
  export: fetchedLater({
    load: async () => (await import('#renderer/features/layout/exchange/export-dialog')).ExportDialog,
    namespaces: ['exchange'],
  }),
  import: fetchedLater({
    load: async () => (await import('#renderer/features/layout/exchange/import-dialog')).ImportDialog,
    namespaces: ['exchange'],
  }),
};

/** The dialog that is open, if any. */
export function OpenDialog() {
  const open = useDesignerState((state) => state.dialog);
  if (open === undefined) return null;
  const Dialog = dialogs[open];
  return <Dialog key={open} />;
}
