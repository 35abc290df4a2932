import { lazy, Suspense, type ComponentType, type LazyExoticComponent } from 'react';
import { useDesignerState, type DesignerDialog } from '../designer';

const lazily = (load: () => Promise<ComponentType>): LazyExoticComponent<ComponentType> =>
  lazy(async () => ({ default: await load() }));

/** The dialogs of the designer, each loaded when it is first opened. */
const dialogs: Readonly<Record<DesignerDialog, LazyExoticComponent<ComponentType>>> = {
  'auto-fit': lazily(async () => (await import('./auto-fit-dialog')).AutoFitDialog),
  rearrange: lazily(async () => (await import('./rearrange-dialog')).RearrangeDialog),
  'add-racks': lazily(async () => (await import('./add-racks-dialog')).AddRacksDialog),
  'fill-rack': lazily(async () => (await import('./fill-rack-dialog')).FillRackDialog),
  duplicate: lazily(async () => (await import('./duplicate-dialog')).DuplicateDialog),
  group: lazily(async () => (await import('../groups/group-dialog')).GroupDialog),
  export: lazily(async () => (await import('../exchange/export-dialog')).ExportDialog),
  import: lazily(async () => (await import('../exchange/import-dialog')).ImportDialog),
};

/** The dialog that is open, if any. */
export function OpenDialog() {
  const open = useDesignerState((state) => state.dialog);
  if (open === undefined) return null;
  const Dialog = dialogs[open];
  return (
    <Suspense fallback={null}>
      <Dialog />
    </Suspense>
  );
}
