import { fetchedLater } from '#renderer/components/fetched-later';
import { Inspector } from '#renderer/shell/inspector';
import { useSelected } from '#renderer/documents/hooks';
import { useDesignerState } from '#renderer/features/layout/designer/designer';
import { SiteInspector } from './site-inspector';
import styles from './inspector.module.css';

const SelectionInspector = fetchedLater({
  load: async () => (await import('./selection-inspector')).SelectionInspector,
  namespaces: ['autofit', 'bulk', 'cords', 'groups'],
});
const FloorInspector = fetchedLater({
  load: async () => (await import('#renderer/features/layout/floor/floor-inspector')).FloorInspector,
  namespaces: ['floor'],
});

/** What is selected; where nothing is, the floor while it is shown, or else the site. */
export function LayoutInspector() {
  const selected = useSelected((selection) => selection.racks.length + selection.devices.length > 0);
  const floorShown = useDesignerState((state) => state.floorShown);
  return (
    <Inspector>
      <div className={styles.inspector} data-testid="layout-inspector">
        {selected ? <SelectionInspector /> : floorShown ? <FloorInspector /> : <SiteInspector />}
      </div>
    </Inspector>
  );
}
