import type { MessagePort } from 'node:worker_threads';
import type { Answer } from '../../shared/api/contract';
import { plainContext } from './plain-context';
import { loadServices } from '../services';
import type { ComputationName } from './computing';
import { runHere } from './computing';

/** What is sent to a worker thread. */
export interface Task {
  readonly name: ComputationName;
  readonly input: unknown;
  readonly resources: string;
  readonly progress: MessagePort;
}

let loaded: ReturnType<typeof loadServices> | undefined;

/** Runs one computation in a worker thread. The thread reads the catalogue once, when its first task arrives. */
export async function runTask({ name, input, resources, progress }: Task): Promise<Answer<unknown>> {
  loaded ??= loadServices(resources);
  const { computations } = await loaded;
  const report = (fraction: number): void => progress.postMessage(fraction);
  // The pool sends only names and inputs that the contract's schemas have let through.
  return runHere(computations, { name, input: input as never, context: { ...plainContext, report } });
}
