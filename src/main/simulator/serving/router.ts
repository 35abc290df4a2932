import { createQueue } from './indexed-queue';

/** Which replica takes the next request; those that are down are left out. */
export interface Router {
  /** -1 where all are down. */
  readonly choose: () => number;
  /** Tells how many requests a replica that is up holds. */
  readonly update: (replica: number, load: number) => void;
  readonly exclude: (replica: number) => void;
}

/**
 * Round robin takes the replica that was chosen longest ago. Least loaded takes the one with the fewest requests, and
 * among equals the one whose load changed longest ago.
 */
export function createRouter(routing: 'round-robin' | 'least-loaded', replicas: number): Router {
  const queue = createQueue();
  for (let replica = 0; replica < replicas; replica++) queue.schedule(replica, 0);
  if (routing === 'round-robin') {
    return {
      choose: () => {
        const replica = queue.first();
        if (replica >= 0) queue.schedule(replica, 0);
        return replica;
      },
      update: (replica) => {
        if (!queue.has(replica)) queue.schedule(replica, 0);
      },
      exclude: queue.cancel,
    };
  }
  return { choose: queue.first, update: queue.schedule, exclude: queue.cancel };
}
