import type { Patch } from 'immer';
import type { Refusal } from '#shared/refusal';
import { faultAt, refusalOfEdit } from '#shared/scenario/check';
import type { Scenario } from '#shared/scenario/schema';

/**
 * Why an edited scenario could not be read back, or undefined when it could. Only what the patches touched is checked,
 * so that an edit stays instant in a hall of thousands of devices.
 */
export function refuseEdit(scenario: Scenario, patches: readonly Patch[]): Refusal | undefined {
  const fault = faultAt(
    scenario,
    patches.map(({ path }) => path.slice(0, 2)),
  );
  return fault && refusalOfEdit(fault);
}
