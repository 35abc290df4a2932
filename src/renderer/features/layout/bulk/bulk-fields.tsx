import { useScenario, useSelected } from '../../../documents/hooks';
import { BulkDevices } from './bulk-devices';
import { BulkRacks } from './bulk-racks';

/** The fields that everything selected has, each to be set for all of it in one step. */
export function BulkFields() {
  const racks = useSelected((selection) => selection.racks);
  const devices = useSelected((selection) => selection.devices);
  const scenario = useScenario((current) => current);
  if (racks.length > 0) return <BulkRacks racks={racks.flatMap((id) => scenario.racks[id] ?? [])} />;
  return <BulkDevices devices={devices.flatMap((id) => scenario.devices[id] ?? [])} />;
}
