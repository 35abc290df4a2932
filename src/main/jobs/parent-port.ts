import type { MessagePort } from 'node:worker_threads';
import { type ComputationName, type Computing, plainContext, runHere } from '#main/services/computing';
import type { NamedLibrary } from '#main/catalogue/with-libraries';
import { loadServices, type Services, withCatalogue } from '#main/services/services';
import type { Answer } from '#shared/api/contract';
import { type JobPort, serveJob } from './serve-job';

/** What is sent to a worker thread. */
interface Task {
  readonly name: ComputationName;
  readonly input: unknown;
  readonly data: string;
  readonly libraries?: readonly NamedLibrary[] | undefined;
  readonly progress: MessagePort;
}

async function servicesWith(data: string, libraries: readonly NamedLibrary[]): Promise<Services> {
  const services = await loadServices(data);
  if (libraries.length === 0) return services;
  const { withLibraries } = await import('#main/catalogue/with-libraries');
  const together = withLibraries(services.catalogue, libraries);
  // Whoever made the pool has checked them.
  if (!together.ok) throw new Error(together.error.message);
  return withCatalogue(services, together.value);
}

let loaded: ReturnType<typeof loadServices> | undefined;

/** Runs one computation in a worker thread. The thread reads the catalogue once, when its first task arrives. */
export async function runTask({
  name,
  input,
  data,
  libraries = [],
  progress,
}: Task): Promise<Answer<unknown>> {
  loaded ??= servicesWith(data, libraries);
  const { computations } = await loaded;
  const report = (fraction: number): void => progress.postMessage(fraction);
  // The pool sends only names and inputs that the contract's schemas have let through.
  return runHere(computations, { name, input: input as never, context: { ...plainContext, report } });
}

/** What the desktop host asks of its computing process; a port comes with it. */
interface ComputingRequest {
  readonly name: ComputationName;
  readonly input: unknown;
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
      computing.run(data.name, data.input as never, context),
    );
  });
}
