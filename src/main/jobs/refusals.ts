import type { Refusal } from '#shared/refusal/refusal';

/** How a computation ended without an answer. */
export type EndedBy = 'cancel' | 'time-limit' | 'memory-limit' | 'crash';

interface Ending {
  readonly error: unknown;
  readonly timeLimitSeconds: number;
  readonly memoryLimitMegabytes: number;
}

/** The refusal for a computation that gave no answer. What the error says goes to the log only. */
export function refusedJob(
  endedBy: EndedBy,
  { error, timeLimitSeconds, memoryLimitMegabytes }: Ending,
): Refusal {
  switch (endedBy) {
    case 'cancel':
      return { code: 'cancelled', message: 'The work was cancelled.' };
    case 'time-limit':
      return {
        code: 'time-limit',
        message: `The work took longer than ${timeLimitSeconds} s and was stopped.`,
        limit: timeLimitSeconds,
        unit: 's',
        params: { limit: timeLimitSeconds },
      };
    case 'memory-limit':
      return {
        code: 'memory-limit',
        message: `The work took more than ${memoryLimitMegabytes} MB of memory and was stopped. Divide it into smaller parts.`,
        limit: memoryLimitMegabytes,
        unit: 'MB',
        params: { limit: memoryLimitMegabytes },
      };
    case 'crash':
      process.stderr.write(`fleetwright: a worker failed: ${String(error)}\n`);
      return {
        code: 'worker-failed',
        message: 'A calculation failed inside Fleetwright; nothing was changed. Try again.',
      };
  }
}
