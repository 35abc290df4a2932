import { resourceUsage } from 'node:process';
import type { Bench } from './bench';
import { runServing, servingRun } from './serving-runs';

const BYTES_PER_KIBIBYTE = 1_024;
const BYTES_PER_MEGABYTE = 1e6;

/** The most memory that the process of a run of a million requests ever held, catalogue and engine included. */
export const bench: Bench = {
  name: 'serving-million-memory',
  unit: 'MB',
  budget: 1_000,
  sample: async (context) => {
    runServing(await servingRun(1_000_000)(context));
    // Node reports kilobytes of 1,024 bytes on every platform.
    return [(resourceUsage().maxRSS * BYTES_PER_KIBIBYTE) / BYTES_PER_MEGABYTE];
  },
};
