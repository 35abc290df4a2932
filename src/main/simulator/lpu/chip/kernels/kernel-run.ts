import type { UnitCounts } from '../machine';

/** What running a kernel on the cycle-exact chip gave. */
export interface KernelRun {
  readonly cycles: number;
  readonly issues: number;
  readonly utilisation: Readonly<UnitCounts>;
  readonly sramBytes: number;
  /** What the check against plain arithmetic found, in words. */
  readonly checked: string;
}
