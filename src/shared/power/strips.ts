import type { DeviceType } from '#shared/catalogue/entries';

/** Whether a device type hands its power on: of kind `pdu`, with a capacity or outlets that somebody states. */
export const isPowerStrip = ({
  kind,
  capacity,
  strip,
}: Pick<DeviceType, 'kind' | 'capacity' | 'strip'>): boolean =>
  kind === 'pdu' && (capacity !== undefined || strip !== undefined);
