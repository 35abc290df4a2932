import type { JobContext } from '../../shared/api/contract';

/** A context for plain calls, which report nothing and cannot be cancelled. */
export const plainContext: JobContext = {
  report: () => undefined,
  signal: { aborted: false, addEventListener: () => undefined },
};
