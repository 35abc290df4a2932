import { useScenario, useSelected } from '#renderer/documents/hooks';
import { DeviceInspector } from './device-inspector';
import { RackInspector } from './rack-inspector';
import { SeveralInspector } from './several-inspector';
import { SiteInspector } from './site-inspector';

/** The one device or rack that is selected, or what several of them come to; the site where none of them stands any more. */
export function SelectionInspector() {
  const racks = useSelected((selection) => selection.racks);
  const devices = useSelected((selection) => selection.devices);
  const scenario = useScenario((current) => current);
  const [rack] = racks.flatMap((id) => scenario.racks[id] ?? []);
  const [device] = devices.flatMap((id) => scenario.devices[id] ?? []);
  const count = racks.length + devices.length;
  if (count > 1) return <SeveralInspector count={count} />;
  if (device) return <DeviceInspector key={device.id} device={device} />;
  if (rack) return <RackInspector key={rack.id} rack={rack} />;
  return <SiteInspector />;
}
