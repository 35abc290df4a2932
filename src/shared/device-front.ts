/** What the front of a device looks like, so that kinds are told apart at a glance. */
export const deviceFronts = [
  'lpu-node',
  'gpu-chassis',
  'gpu-cards',
  'server',
  'switch',
  'pdu',
  'shelf',
  'blank',
  'storage',
] as const;
export type DeviceFront = (typeof deviceFronts)[number];
