import { availableParallelism } from 'node:os';
import type { ComputationName, InputOf, Run } from '../jobs/computing';
import { runHere } from '../jobs/computing';
import type { CommandHost } from './host';

export interface Lanes {
  readonly lanes: number;
  readonly run: Run;
}

/** Runs work on worker threads on every core where the host has them, else in this thread. */
export async function onEveryCore<Answer>(
  host: CommandHost,
  work: (lanes: Lanes) => Promise<Answer>,
): Promise<Answer> {
  if (host.computing === undefined) {
    const { computations } = await host.services();
    const run = (<Name extends ComputationName>(
      name: Name,
      input: InputOf<Name>,
      context: Parameters<Run>[2],
    ) => runHere(computations, { name, input, context })) as Run;
    return work({ lanes: 1, run });
  }
  const computing = host.computing();
  try {
    return await work({ lanes: availableParallelism(), run: computing.run });
  } finally {
    await computing.close();
  }
}
