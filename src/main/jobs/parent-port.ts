import type { MessagePort } from 'node:worker_threads';
import { type ComputationName, type Computing, plainContext, runHere } from '#main/services/computing';
import { loadServices } from '#main/services/services';
import type { Answer } from '#shared/api/contract';
import type { HeldLibrary } from '#shared/library/held-library';
import { type JobPort, serveJob } from './serve-job';

/** What is sent to a worker thread. */
interface Task {
  readonly name: ComputationName;
  readonly input: unknown;
  readonly data: string;
  readonly library?: HeldLibrary | undefined;
  readonly progress: MessagePort;
}

let loaded: ReturnType<typeof loadServices> | undefined;

/** Runs one computation in a worker thread. The thread reads the catalogue once, when its first task arrives. */
export async function runTask({ name, input, data, library, progress }: Task): Promise<Answer<unknown>> {
  loaded ??= loadServices(data);
  const { computations } = await (await loaded).beside(library);
  const report = (fraction: number): void => progress.postMessage(fraction);
  // The pool sends only names and inputs that the contract's schemas have let through.
  return runHere(computations, { name, input: input as never, context: { ...plainContext, report } });
}

/** What the desktop host asks of its computing process; a port comes with it. */
interface ComputingRequest {
  readonly name: ComputationName;
  readonly input: unknown;
  readonly library?: HeldLibrary | undefined;
}

interface ParentMessage {
  readonly data: ComputingRequest;
  readonly ports: readonly JobPort[];
}

/** The way back to the process that started this one, which a utility process of Electron has. */
interface ParentPort {
  on(event: 'message', listener: (message: ParentMessage) => void): unknown;
}

export const parentPortOf = (candidate: object): ParentPort | undefined =>
  'parentPort' in candidate ? (candidate.parentPort as ParentPort | undefined) : undefined;

/** Answers the desktop host from within its utility process. */
export function serveParent(parent: ParentPort, computing: Computing): void {
  parent.on('message', ({ data, ports: [port] }) => {
    if (port === undefined) return;
    void serveJob(port, async (context): Promise<Answer<unknown>> =>
      computing.run(data.name, data.input as never, { ...context, library: data.library }),
    );
  });
}
