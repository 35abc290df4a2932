import type { Scenario } from '../scenario/schema';

/** What surely ends within the 50 ms that the main thread may be held; beyond, a worker computes. */
export const lightLimits = { devices: 1_500, racks: 150, deployments: 10, cases: 50 } as const;

/** Whether a scenario is planned so fast that nobody waits for it. */
export const isLight = ({ devices, racks, deployments }: Scenario): boolean =>
  Object.keys(devices).length <= lightLimits.devices &&
  Object.keys(racks).length <= lightLimits.racks &&
  Object.keys(deployments).length <= lightLimits.deployments;
