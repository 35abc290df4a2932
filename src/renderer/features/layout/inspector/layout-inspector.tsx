import { Inspector } from '../../../app/inspector';
import { useScenario, useSelected } from '../../../documents/hooks';
import { DeviceInspector } from './device-inspector';
import { RackInspector } from './rack-inspector';
import { SeveralInspector } from './several-inspector';
import { SiteInspector } from './site-inspector';
import styles from './inspector.module.css';

/** What is selected, or the site where nothing is. */
export function LayoutInspector() {
  const racks = useSelected((selection) => selection.racks);
  const devices = useSelected((selection) => selection.devices);
  const scenario = useScenario((current) => current);
  const [rack] = racks.flatMap((id) => scenario.racks[id] ?? []);
  const [device] = devices.flatMap((id) => scenario.devices[id] ?? []);
  const count = racks.length + devices.length;
  return (
    <Inspector>
      <div className={styles.inspector} data-testid="layout-inspector">
        {count > 1 ? (
          <SeveralInspector count={count} />
        ) : device ? (
          <DeviceInspector key={device.id} device={device} />
        ) : rack ? (
          <RackInspector key={rack.id} rack={rack} />
        ) : (
          <SiteInspector />
        )}
      </div>
    </Inspector>
  );
}
