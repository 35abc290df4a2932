import type { HostName, TortureHost } from './host';
import type { Random } from './random';
import type { Tally } from './tally';

export interface CaseGiven {
  readonly host: TortureHost;
  readonly random: Random;
  /** How many kills the case has; cases that do not kill at random times repeat what they do less often. */
  readonly kills: number;
  readonly tally: Tally;
}

/** One kind of mishap: made on a fresh profile, judged by what the app shows and what is on the disk afterwards. */
export interface TortureCase {
  readonly name: string;
  readonly hosts: readonly HostName[];
  /** Why it cannot run here; undefined where it can. */
  readonly missing?: () => string | undefined;
  /** Puts something under the profile before the app is started first; what it returns takes that away again. */
  readonly under?: (folder: string) => () => void;
  readonly run: (given: CaseGiven) => Promise<void>;
}
