import { fetchedLater } from '../../../app/fetched-later';
import { Inspector } from '../../../app/inspector';
import { useSelected } from '../../../documents/hooks';
import { SiteInspector } from './site-inspector';
import styles from './inspector.module.css';

const SelectionInspector = fetchedLater({
  load: async () => (await import('./selection-inspector')).SelectionInspector,
});

/** What is selected, or the site where nothing is. */
export function LayoutInspector() {
  const selected = useSelected((selection) => selection.racks.length + selection.devices.length > 0);
  return (
    <Inspector>
      <div className={styles.inspector} data-testid="layout-inspector">
        {selected ? <SelectionInspector /> : <SiteInspector />}
      </div>
    </Inspector>
  );
}
